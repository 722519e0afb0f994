"""The days whose opening hours, capacity or kind have changed are told, and no others."""

from dataclasses import replace
from datetime import date, time, timedelta

from models.calendar import Calendar, CalendarDay, DayType
from models.centre import Capacity, Closure, OpeningRule, Space
from models.terms import Terms, terms_of
from tests.builders import a_space
from tests.measured import a_schedule

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
ONE = timedelta(days=1)
DAY = date(2026, 11, 11)
"""A Wednesday."""


def changed(space: Space, days: dict[date, CalendarDay] | None = None, before: Space | None = None) -> list:
    old = terms_of(a_schedule(before or a_space()), FIRST, LAST)
    return list(terms_of(a_schedule(space, Calendar(days or {})), FIRST, LAST).changed(old))


def test_nothing_has_changed_where_only_names_did() -> None:
    assert changed(replace(a_space(), name={"zh-Hans": "甲", "en": "A"}, seats=3)) == []


def test_a_closure_changes_its_own_days() -> None:
    shut = Closure(first=DAY, last=DAY + ONE, reason={"zh-Hans": "修", "en": "Repair"})
    assert changed(replace(a_space(), closures=(shut,))) == [DAY, DAY + ONE]


def test_a_day_that_became_a_day_of_rest_changes_where_that_changes_the_hours() -> None:
    rest = {DAY: CalendarDay(day=DAY, day_type=DayType.STATUTORY)}
    rule = OpeningRule(days=frozenset({DayType.WORKDAY}), start=time(8), end=time(22))
    worked = replace(a_space(), opening=(rule,))
    assert changed(worked, rest, worked) == [DAY]
    assert changed(a_space(), rest) == [], "open every day alike"


def test_a_capacity_changes_the_days_on_which_it_holds() -> None:
    (all_year,) = a_space().capacities
    few = Capacity(persons=all_year.persons - 1, basis="fire", valid_from=DAY, valid_to=DAY)
    # The business day before ends at 04:00 of the next date.
    assert changed(replace(a_space(), capacities=(all_year, few))) == [DAY - ONE, DAY]


def test_an_hour_past_the_cut_changes_the_day_after_as_well() -> None:
    (rule,) = a_space().opening
    night = replace(rule, end=time(6), valid_from=DAY, valid_to=DAY)
    assert changed(replace(a_space(), opening=(rule, night))) == [DAY, DAY + ONE]


def test_days_that_were_never_kept_are_not_told() -> None:
    old = terms_of(a_schedule(), FIRST, DAY)
    other = replace(a_space(), group_minimum=4)
    assert list(terms_of(a_schedule(other), DAY, LAST).changed(old)) == [DAY]
    assert list(terms_of(a_schedule(other), FIRST, LAST).changed(Terms(DAY, b""))) == []


def test_a_capacity_that_ran_out_changes_the_days_after_it() -> None:
    one = Capacity(persons=40, basis="fire", valid_from=date(2020, 1, 1), valid_to=DAY)
    days = changed(replace(a_space(), capacities=(one,)))
    assert (min(days), max(days)) == (DAY, LAST), "the night after it is the next day's"
