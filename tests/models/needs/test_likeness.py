"""Needs that say the same are found in other words, and needs of another place, time or will are not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.needs.likeness import THRESHOLD, clusters, features, likely, said_as
from models.needs.need import Channel, Need

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FILLER = (
    "想学古筝",
    "垃圾桶没盖",
    "请律师来坐班",
    "快递没有柜子",
    "楼道灯坏了",
    "孩子放学没人管",
    "想打羽毛球",
)


def _need(n: int, text: str, **more: str) -> Need:
    at = AT + timedelta(minutes=n)
    return replace(
        Need(id=f"n{n}", number=f"N-{n}", received_at=at, channel=Channel.PAPER, topic="x", text=text), **more
    )


def _found(one: str, other: str, **more: str) -> float:
    """How alike two texts are among others; more: of the second."""
    needs = [_need(0, one), _need(1, other, **more), *(_need(n + 2, text) for n, text in enumerate(FILLER))]
    pairs = {(pair.one, pair.other): pair.likeness for pair in likely(needs, 0.0)}
    return pairs.get(("n0", "n1"), 0.0)


def test_the_same_in_other_words_is_more_alike_than_something_else_in_the_same_words() -> None:
    same = _found("3栋到东门的路灯不亮", "三栋去东门的照明坏了")
    assert same > THRESHOLD
    assert _found("3栋到东门的路灯不亮", "8栋到西门的路灯不亮") < THRESHOLD
    assert _found("希望加装电梯", "反对加装电梯") < THRESHOLD
    assert _found("希望装健身器材", "健身器材坏了") < THRESHOLD


def test_another_topic_or_another_cell_of_the_grid_speaks_against_it() -> None:
    alike = _found("路灯不亮了", "路灯不亮")
    assert alike > _found("路灯不亮了", "路灯不亮", topic="y") > 0
    grids = [_need(0, "路灯不亮", grid="g1"), _need(1, "路灯不亮", grid="g2"), _need(2, "想学古筝")]
    (pair,) = likely(grids, 0.1)
    assert pair.against == ("grid",)
    assert pair.likeness < 1.0


def test_a_need_is_told_beside_an_earlier_one_and_never_through_a_third() -> None:
    needs = [_need(0, "食堂晚饭开得太短"), _need(1, "食堂晚饭开得太短"), _need(2, "食堂晚饭开得太短了")]
    found = clusters([*needs, _need(3, "想学古筝")])
    assert {head: [one.other for one in pairs] for head, pairs in found.items()} == {"n0": ["n1", "n2"]}


def test_two_are_the_same_word_for_word_whatever_signs_and_blanks_stand_between() -> None:
    one = _need(0, "路灯不亮，请修。")
    assert said_as(one) == said_as(_need(1, "路灯 不亮！请修"))
    assert said_as(one) != said_as(_need(1, "路灯不亮，请修。", grid="g2"))
    assert said_as(one) != said_as(_need(1, "路灯不亮，请快修。"))


@given(st.lists(st.text(max_size=40), max_size=12))
def test_likeness_lies_between_nothing_and_one_and_does_not_hang_on_the_order(texts: list[str]) -> None:
    needs = [_need(n, text) for n, text in enumerate(texts)]
    found = likely(needs, 0.0)
    assert all(0.0 <= one.likeness <= 1.0001 and one.one != one.other for one in found)
    assert likely(needs[::-1], 0.0) == found


def test_nobody_is_like_anything_where_nothing_is_said() -> None:
    assert likely([]) == []
    assert features("…… !!") == {}
    assert likely([_need(0, ""), _need(1, "")]) == []
