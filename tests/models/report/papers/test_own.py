"""A report of one's own on paper: what nobody may know is hidden also where the count that decides it is not shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.document import canonical, filled, plain
from models.report.figure import NO_DATA, NOT_ASKED, words
from models.report.inputs.own import OwnInputs, OwnRow
from models.report.own.choice import Grouping
from models.report.papers.own import COVERAGE, OwnStatement, own_paper
from models.report.sheet import Absent, Cell, Table

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def a_row(key: str, came: int, fill: float) -> OwnRow:
    return OwnRow(
        key=key,
        head=words("report.total"),
        cells={
            "attendances": Cell(count=came),
            "fill_rate": Cell(number=fill),
            "utilisation": Cell(number=0.4, coverage=0.9),
            "used_hours": Cell(absent=Absent.HIDDEN, coverage=0.3),
            "income": Cell(count=100 * came),
        },
    )


def an_inputs(*metrics: str, rows: tuple[OwnRow, ...] = ()) -> OwnInputs:
    some = rows or (a_row("a", 40, 0.8), a_row("b", 3, 0.3), a_row("c", 60, 0.6), a_row("d", 20, 0.5))
    came = sum(one.cells["attendances"].count or 0 for one in some)
    return OwnInputs(
        centre="c",
        name={"zh-Hans": "石家湾", "en": "C"},
        timezone="Asia/Shanghai",
        first=FIRST,
        as_of=datetime(2026, 11, 2, tzinfo=UTC),
        calc_version=4,
        is_simulated=False,
        called="课程",
        label="OWN-1",
        last=LAST,
        by=Grouping.SPACE,
        metrics=metrics,
        rows=some,
        total=a_row("total", came, 0.6),
    )


def table(*metrics: str) -> Table:
    return own_paper(an_inputs(*metrics)).sheets[0].tables[0]


def test_what_may_not_be_told_of_people_says_why() -> None:
    row = a_row("a", 40, 0.8)
    untold = {"attendances": Absent.OF_MONTH, "fill_rate": Absent.WITHHELD}
    inputs = an_inputs("attendances", "fill_rate", rows=(replace(row, untold=untold), a_row("b", 9, 0.3)))
    (told,) = own_paper(inputs).sheets[0].tables
    assert told.cell("a", "attendances").absent is Absent.OF_MONTH
    assert told.cell("a", "fill_rate").absent is Absent.WITHHELD
    assert (told.cell("b", "attendances").count, told.cell("b", "fill_rate").number) == (9, 0.3)


def test_what_has_no_number_says_why_itself() -> None:
    row = replace(a_row("a", 40, 0.8), untold={"attendances": Absent.OF_MONTH})
    silent = replace(row, cells={**row.cells, "attendances": NO_DATA})
    (told,) = own_paper(an_inputs("attendances", rows=(silent,))).sheets[0].tables
    assert told.cell("a", "attendances") == NO_DATA


def test_income_of_few_is_not_told_nor_can_it_be_worked_out_although_nobody_asked_how_many_they_were() -> (
    None
):
    told = table("income", "used_hours")
    assert [one.key for one in told.columns] == ["own_space", COVERAGE, "income", "used_hours"]
    assert told.cell("b", "income").absent is Absent.WITHHELD
    hidden = [row.key for row in told.rows if row.cells[2].absent is Absent.WITHHELD]
    assert len(hidden) > 1, "a single gap is the total less the others"
    assert told.cell("c", "income").count == 6_000


def test_the_least_that_was_measured_stands_beside_figures_that_it_decides_about() -> None:
    assert table("utilisation", "used_hours").cell("a", COVERAGE).number == 0.3
    assert COVERAGE not in {one.key for one in table("attendances").columns}


def test_nothing_open_is_no_data_and_what_is_not_asked_has_no_coverage() -> None:
    row = a_row("a", 40, 0.8)
    silent = replace(row, cells={**row.cells, "utilisation": NO_DATA})
    other = replace(row, key="b", cells={**row.cells, "utilisation": NOT_ASKED})
    (told,) = own_paper(an_inputs("utilisation", rows=(silent, other))).sheets[0].tables
    assert told.cell("a", COVERAGE) == NO_DATA
    assert told.cell("b", COVERAGE) == NOT_ASKED


def test_the_same_inputs_make_the_same_paper_and_it_comes_back_as_it_was() -> None:
    one, other = own_paper(an_inputs("attendances")), own_paper(an_inputs("attendances"))
    assert canonical(one) == canonical(other)
    assert filled(OwnStatement, plain(one)) == one
    assert (one.head.last, one.head.called) == (LAST, "课程")


@pytest.mark.parametrize("metrics", [("attendances", "utilisation"), ("utilisation", "attendances")])
def test_figures_stand_in_the_order_in_which_they_were_chosen(metrics: tuple[str, ...]) -> None:
    assert tuple(one.key for one in table(*metrics).columns[2:]) == metrics
