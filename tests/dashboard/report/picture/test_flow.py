"""Where the yuan went."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import Translate
from dashboard.report.picture.flow import MOST, flow
from dashboard.report.picture.piece import Block, Subject
from dashboard.report.wording import wording
from models.report.sheet import Cell, Row, Sheet
from tests.reports import buckets, full, money, named

WORDS = wording(full(), Translate("zh-Hans"))
SHEETS = (Sheet(key="fund", tables=(buckets(),)),)


def drawn(subject: Subject) -> Block:
    found = flow(subject)
    assert found is not None
    return found


def test_what_came_in_is_what_it_cost_what_was_shared_and_what_is_left() -> None:
    income, used, shared = drawn(Subject(money(), WORDS, SHEETS))["stages"]
    assert (income["text"], used["text"], shared["text"]) == ("1,000.01 元", "1,000.01 元", "200.00 元")
    assert [part["text"] for part in used["parts"]] == [
        *("食堂 500.00 元", "公共开支 200.00 元", "收益分配 200.00 元", "未分配结余 100.01 元")
    ]
    assert [part["share"] for part in shared["parts"]] == [0.5, 0.4, 0.1]
    assert shared["whole"] == 20_000 / 100_001


def test_a_house_that_spent_more_than_it_earned_has_the_wider_bar_of_costs() -> None:
    loss = replace(money(), rows=(_line("gym", 100, 400),))
    income, used = drawn(Subject(loss, WORDS))["stages"]
    assert (income["whole"], used["whole"]) == (0.25, 1.0)


def test_without_income_there_is_no_picture() -> None:
    assert flow(Subject(replace(money(), rows=()), WORDS)) is None
    assert flow(Subject(replace(money(), rows=(_line("gym", 0, 5),)), WORDS)) is None


@given(st.lists(st.tuples(st.integers(-500, 10**9), st.integers(-500, 10**9)), min_size=1, max_size=12))
def test_the_pieces_of_each_bar_are_the_whole_of_it(lines: list[tuple[int, int]]) -> None:
    rows = tuple(_line(f"l{n}", *one) for n, one in enumerate(lines))
    found = flow(Subject(replace(money(), rows=rows), WORDS, SHEETS))
    for stage in found["stages"] if found else ():
        assert abs(sum(part["share"] for part in stage["parts"]) - 1) < 1e-9
        assert all(part["share"] > 0 for part in stage["parts"])
        assert 0 < stage["whole"] <= 1
        assert len(stage["parts"]) <= MOST + 3


def _line(key: str, income: int, cost: int) -> Row:
    return Row(key=key, cells=(named(key), Cell(count=income), Cell(count=cost)))
