"""Sheet 1: the figures of the house beside other periods, attendances told once, what the periods are made of."""

from dataclasses import replace
from datetime import date

import pytest

from models.metric.earned import Margin
from models.report.sheet import Absent, Sheet
from models.report.sheets.overview import KPIS, sheet
from models.services.month_inputs import gather
from tests.monthly import (
    COURSE_CAME,
    FAIR_CAME,
    GROUP_CAME,
    PERSON_HOURS_A_DAY,
    a_month_house,
    attended,
    facts,
    spring_calendar,
    with_programme,
)

OCTOBER, FEBRUARY = date(2026, 10, 1), date(2026, 2, 1)


def october() -> Sheet:
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    house.slots.put(list(facts(date(2026, 9, 1))))
    return sheet(gather(house, OCTOBER))


def test_a_figure_stands_beside_what_it_was_with_its_change() -> None:
    told = october().table("overview")
    assert told.cell("person_hours", "now").number == pytest.approx(31 * PERSON_HOURS_A_DAY)
    assert told.cell("person_hours", "previous").number == pytest.approx(30 * PERSON_HOURS_A_DAY)
    assert told.cell("person_hours", "change_previous").number == pytest.approx(1 / 30)
    assert told.cell("utilisation", "change_previous").number == pytest.approx(0)
    assert [row.key for row in told.rows] == [metric.key for metric in KPIS]


def test_last_year_is_no_data_where_nothing_was_measured_then() -> None:
    told = october().table("overview")
    assert told.cell("person_hours", "last_year").absent is Absent.NO_DATA
    assert told.cell("person_hours", "change_last_year").absent is Absent.NO_DATA


def test_a_sum_is_not_compared_with_that_of_a_few_days() -> None:
    house = a_month_house(OCTOBER)
    house.slots.put([one for one in facts(date(2026, 9, 1)) if one.start.day <= 12])
    told = sheet(gather(house, OCTOBER)).table("overview")
    assert told.cell("person_hours", "change_previous").absent is Absent.NOT_ALIKE
    assert told.cell("utilisation", "change_previous").number == pytest.approx(0)


@pytest.mark.parametrize("before", [0, -500])
def test_a_change_against_nothing_or_a_loss_says_that_it_cannot_be_compared(before: int) -> None:
    plain = gather(a_month_house(OCTOBER), OCTOBER)
    house = replace(plain.use.house, margin=Margin(contribution_fen=800, margin_days=31))
    held = tuple(
        replace(one, house=replace(one.house, margin=Margin(contribution_fen=before, margin_days=30)))
        for one in plain.use.held_against
    )
    told = sheet(replace(plain, use=replace(plain.use, house=house, held_against=held))).table("overview")
    assert told.cell("contribution", "previous").count == before
    assert told.cell("contribution", "change_previous").absent is Absent.NOTHING_BEFORE


def test_without_a_target_no_light_is_asked_for() -> None:
    told = october().table("overview")
    assert told.cell("utilisation", "light").absent is Absent.NOT_ASKED


def test_each_attendance_is_told_in_one_home_and_persons_apart() -> None:
    told = october().table("attendances")
    assert told.cell("programme", "came").count == GROUP_CAME * 31 + COURSE_CAME * 29
    assert told.cell("activity", "came").count == FAIR_CAME
    assert told.cell("canteen", "came").absent is Absent.NO_DATA
    assert told.cell("total", "came").count == attended(OCTOBER)
    assert told.cell("parties", "came").count == 1


def test_the_days_of_each_period_are_told_and_how_far_the_festival_moved() -> None:
    house = a_month_house(FEBRUARY, calendar=spring_calendar())
    told = sheet(gather(house, FEBRUARY)).table("periods")
    assert told.cell("festival", "first").day == date(2025, 1, 13)
    assert told.cell("last_year", "lunar_shift").count == -19
    assert october().table("periods").cell("last_year", "lunar_shift").absent is Absent.NOT_ASKED
