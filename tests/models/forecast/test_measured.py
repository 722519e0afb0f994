"""From slots to the series that a forecaster reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from models.calendar import Calendar, CalendarDay, DayType, SchoolState
from models.centre import Capacity, Closure, Schedule, Space
from models.forecast.measured import capacities, is_kept, measured, name_of, opened, people
from models.forecast.outlook import HALF_HOURS
from models.forecast.series import Series
from models.slot import SlotFact
from tests.builders import a_fact, a_grid, a_space

MONDAY = date(2026, 11, 16)
ZONE = "Asia/Shanghai"
NINE = datetime(2026, 11, 16, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NINE + timedelta(hours=hours - 9)


def schedule(space: Space, calendar: Calendar | None = None) -> Schedule:

    return Schedule(space, calendar or Calendar({}), ZoneInfo(ZONE))


def series(facts: list[SlotFact], space: Space | None = None, days: int = 2) -> Series:
    place = space or a_space()
    return measured(place, schedule(place), Calendar({}), a_grid(facts), MONDAY, days)


def test_a_half_hour_is_the_mean_of_the_people_of_its_measured_minutes() -> None:
    facts = [a_fact(at(9), 10), a_fact(at(9.25), 20, measured_min=5), a_fact(at(9.5), 7)]
    values = series(facts).values
    assert values[0, 18] == pytest.approx((10 * 15 + 20 * 5) / 20)
    assert values[0, 19] == pytest.approx(7)
    assert np.isnan(np.delete(values.ravel(), [18, 19])).all()


def test_a_half_hour_of_which_less_than_half_was_measured_is_a_gap_and_not_nobody() -> None:
    values = series([a_fact(at(9), 10, measured_min=14), a_fact(at(9.25), None), a_fact(at(10), 0)]).values
    assert np.isnan(values[0, 18])
    assert values[0, 20] == 0


def test_the_hours_after_midnight_belong_to_their_own_local_day() -> None:
    values = people(a_grid([a_fact(at(24.5), 3), a_fact(at(47.9), 4)]), ZONE, MONDAY, 2)
    assert (values[1, 1], values[1, 47]) == (3, 4)


def test_half_hours_are_open_where_the_rules_say_so_also_past_midnight() -> None:
    evening = opened(schedule(a_space(opens=time(18, 10), closes=time(1, 20))), MONDAY, 2)
    assert list(np.flatnonzero(evening[0])) == [0, 1, 2, *range(36, 48)]
    assert list(np.flatnonzero(evening[1])) == [0, 1, 2, *range(36, 48)]


def test_a_day_on_which_the_space_never_opens_is_closed() -> None:

    shut = Closure(first=MONDAY, last=MONDAY, reason={"zh-Hans": "维修", "en": "repair"})
    assert list(series([], replace(a_space(), closures=(shut,))).closed) == [1, 0]


def test_holidays_worked_weekends_and_days_given_for_them_come_from_the_centres_calendar() -> None:
    days = [
        CalendarDay(day=MONDAY, day_type=DayType.STATUTORY, name="节"),
        CalendarDay(day=MONDAY + timedelta(1), day_type=DayType.REST),
        CalendarDay(day=MONDAY + timedelta(5), day_type=DayType.MAKEUP),
    ]
    calendar = Calendar({one.day: one for one in days})
    place = a_space()
    found = measured(place, schedule(place, calendar), calendar, a_grid([]), MONDAY, 7)
    assert list(found.holiday) == [1, 1, 0, 0, 0, 0, 0]
    assert list(found.made_up) == [0, 0, 0, 0, 0, 1, 0]
    assert found.names[0] == "节"
    assert not is_kept(MONDAY + timedelta(6), DayType.REST)


def test_days_near_the_spring_festival_are_named_by_how_far_it_is() -> None:
    calendar = Calendar({})
    assert name_of(date(2026, 2, 16), calendar) == "festival -1"
    assert name_of(date(2027, 2, 5), calendar) == "festival -1"
    assert name_of(date(2026, 3, 5), calendar) == ""


def test_the_first_days_of_the_schools_holidays_are_named_and_later_ones_are_not() -> None:
    first = date(2026, 7, 4)
    summer = [
        CalendarDay(day=first + timedelta(n), day_type=DayType.REST, school=SchoolState.SUMMER)
        for n in range(40)
        if (first + timedelta(n)).weekday() >= 5
    ]
    every = {
        first + timedelta(n): CalendarDay(
            day=first + timedelta(n), day_type=DayType.WORKDAY, school=SchoolState.SUMMER
        )
        for n in range(40)
    } | {one.day: one for one in summer}
    calendar = Calendar(every)
    assert name_of(first, calendar) == "summer 0"
    assert name_of(first + timedelta(3), calendar) == "summer 3"
    assert name_of(first + timedelta(20), calendar) == ""


def test_capacity_is_that_of_each_day_and_unknown_before_the_first() -> None:

    space = replace(a_space(), capacities=(Capacity(persons=40, basis="fire", valid_from=MONDAY),))
    found = capacities(space, [MONDAY - timedelta(1), MONDAY])
    assert np.isnan(found[0])
    assert found[1] == 40
    assert HALF_HOURS == 48
