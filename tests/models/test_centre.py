"""Capacities by date and opening hours by day type."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from models.calendar import Calendar, CalendarDay, DayType, Window
from models.centre import Capacity, Closure, OpeningRule, Schedule
from tests.builders import a_space
from tests.measured import DAY, ZONE, a_schedule, local


def test_the_capacity_of_a_day_is_the_lowest_limit_in_force() -> None:
    space = replace(
        a_space(),
        capacities=(
            Capacity(persons=60, basis="fire", valid_from=date(2024, 1, 1)),
            Capacity(persons=45, basis="operator", valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30)),
        ),
    )
    assert [space.capacity(d) for d in (date(2025, 5, 1), date(2026, 6, 30), date(2026, 7, 1))] == [
        60,
        45,
        60,
    ]


def test_a_day_before_any_capacity_is_an_error_that_names_the_space() -> None:
    with pytest.raises(ValueError, match="space 'gym' has no capacity on 2019-01-01"):
        a_space().capacity(date(2019, 1, 1))


def test_a_make_up_saturday_opens_like_a_workday_and_not_like_a_weekend() -> None:
    saturday = date(2026, 10, 10)
    rules = (
        OpeningRule(days=frozenset({DayType.WORKDAY, DayType.MAKEUP}), start=time(6, 30), end=time(22)),
        OpeningRule(days=frozenset({DayType.REST}), start=time(9), end=time(17)),
    )
    calendar = Calendar({saturday: CalendarDay(day=saturday, day_type=DayType.MAKEUP)})
    schedule = Schedule(replace(a_space(), opening=rules), calendar, ZONE)
    assert schedule.windows(saturday) == [Window(local(6, 30, day=saturday), local(22, day=saturday))]


def test_a_rule_that_ends_after_midnight_is_open_in_the_small_hours() -> None:
    schedule = a_schedule(a_space(opens=time(18), closes=time(1)))
    assert schedule.is_open(local(0, 30))
    assert not schedule.is_open(local(1))


def test_a_closure_shuts_the_days_that_it_names() -> None:
    closed = Closure(first=DAY, last=DAY, reason={"zh-Hans": "检修", "en": "Repairs"})
    schedule = a_schedule(replace(a_space(), closures=(closed,)))
    assert (schedule.windows(DAY), schedule.is_open(local(10))) == ([], False)
    assert schedule.is_open(local(10) + timedelta(days=1))


def test_open_spans_are_cut_to_the_window_that_is_asked_for() -> None:
    assert a_schedule().within(Window(local(21), local(9) + timedelta(days=1))) == [
        Window(local(21), local(22)),
        Window(local(8) + timedelta(days=1), local(9) + timedelta(days=1)),
    ]


def test_a_place_that_never_closes_is_never_shut() -> None:
    schedule = a_schedule(a_space(opens=time(0), closes=time(0)))
    assert schedule.shut_for(timedelta(hours=1), local(7)) is None


def test_shut_for_an_hour_skips_a_pause_that_is_too_short() -> None:
    rules = tuple(
        OpeningRule(days=frozenset(DayType), start=time(a), end=time(b))
        for a, b in ((6, 9), (9, 13), (16, 19))
    )
    schedule = a_schedule(replace(a_space(), opening=rules))
    assert schedule.shut_for(timedelta(hours=1), local(7)) == local(14)
    assert schedule.shut_for(timedelta(hours=1), local(19, 30)) == local(20, 30)


def test_between_two_limits_there_is_none() -> None:
    space = replace(
        a_space(),
        capacities=(
            Capacity(persons=40, basis="fire", valid_from=date(2026, 1, 1), valid_to=date(2026, 10, 10)),
            Capacity(persons=30, basis="fire", valid_from=date(2026, 10, 20)),
        ),
    )
    assert [space.limit(date(2026, 10, day)) for day in (10, 11, 19, 20)] == [40, None, None, 30]
