"""Figures of people in reports of one's own: what a month's report says of them, and no number besides."""

from dataclasses import replace

import pytest

from models.centre import SpaceId
from models.metric import METRICS
from models.metric.shown import shown
from models.metric.sums import Sums
from models.report.figure import NO_DATA
from models.report.links import PEOPLE
from models.report.own.people import INCOME, OUT_OF, decided_by, is_of_people, told_at, with_people, word
from models.report.sheet import Absent, Cell
from models.report.sheets.booking import OF_SPACES
from models.report.sheets.overview import KPIS

MANY, FEW, WITHHELD = Cell(count=40), Cell(absent=Absent.FEW), Cell(absent=Absent.WITHHELD)


def with_more_income(sums: Sums) -> Sums:
    """The same sums, had people paid 100 yuan more."""
    takings, margin, more = sums.takings, sums.margin, 10_000
    return replace(
        sums,
        takings=replace(takings, income_fen=takings.income_fen + more),
        margin=replace(
            margin,
            contribution_fen=margin.contribution_fen + more,
            earned_fen=margin.earned_fen + more,
            gap_fen=margin.gap_fen - more,
        ),
    )


def test_every_figure_that_changes_with_income_is_guarded_like_it() -> None:
    found = {
        key
        for key, metric in METRICS.items()
        if shown(metric, metric.vector.sums).value
        != shown(metric, with_more_income(metric.vector.sums)).value
    }
    assert found == INCOME


def test_who_came_decides_about_income_alone() -> None:
    assert with_people(["income", "promises"]) == ("income", "promises", "attendances")
    assert with_people(["attendances", "cost_recovery"]) == ("attendances", "cost_recovery")
    assert with_people(["fill_rate"]) == ("fill_rate",)


def test_every_figure_of_people_is_decided_by_one_that_a_month_tells() -> None:
    overview, spaces = {one.key for one in KPIS}, {one.key for one in OF_SPACES}
    for key in (*PEOPLE, *OUT_OF):
        assert is_of_people(key)
        assert {*decided_by(key)} <= overview
    assert not is_of_people("person_hours")
    assert {told_at(key, SpaceId("gym")).column for key in ("promises", "no_show_rate")} <= spaces


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ([(MANY, MANY)], None),
        ([(MANY, MANY), (NO_DATA, NO_DATA)], None),
        ([], Absent.OF_MONTH),
        ([(MANY, None)], Absent.OF_MONTH),
        ([(MANY, MANY), (MANY, None)], Absent.OF_MONTH),
        ([(Cell(count=41), MANY)], Absent.OF_MONTH),
        ([(Cell(count=3), FEW)], Absent.FEW),
        ([(Cell(count=7), FEW)], Absent.FEW),
        ([(MANY, WITHHELD)], Absent.WITHHELD),
        ([(Cell(count=3), FEW), (MANY, MANY)], Absent.WITHHELD),
        ([(Cell(count=3), FEW), (MANY, None)], Absent.OF_MONTH),
    ],
)
def test_a_number_is_told_only_where_reports_say_that_very_number(
    parts: list[tuple[Cell, Cell | None]], says: Absent | None
) -> None:
    assert word(parts) is says
