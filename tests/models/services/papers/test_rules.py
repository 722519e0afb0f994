"""What the opening standard is judged by, read from houses whose year is known by construction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.calendar import Calendar, CalendarDay, DayType, SchoolState
from models.centre import SpaceKind
from models.report.opening_standard import RuleVerdict, judged
from models.services.papers.rules import rules_inputs
from tests.builders import GYM
from tests.measured import local
from tests.monthly import COURSE_CAME, a_month_house, with_programme

AUGUST = date(2026, 8, 1)


def calendar() -> Calendar:
    summer = [date(2026, 7, 1) + timedelta(days=n) for n in range(60)]
    known = [CalendarDay(day=day, day_type=DayType.WORKDAY, school=SchoolState.SUMMER) for day in summer]
    return Calendar({one.day: one for one in known})


def test_only_days_that_are_over_count_and_the_rest_of_the_year_is_still_to_come() -> None:
    found = rules_inputs(a_month_house(AUGUST), 2026)  # read on the 2nd of September
    assert (found.house.days, found.house.open_days, found.ahead) == (244, 244, 121)
    assert judged("open_days", found).verdict is RuleVerdict.PENDING
    assert judged("week_hours", found).measured == pytest.approx(98)


def test_a_year_that_has_not_begun_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="2027"):
        rules_inputs(a_month_house(AUGUST), 2027)


def test_school_holidays_are_those_of_the_calendar() -> None:
    found = rules_inputs(a_month_house(AUGUST, calendar=calendar()), 2026)
    assert (found.school_holidays.promised.days, found.school_holidays.shortest) == (60, 14)
    assert judged("school_holiday_hours", rules_inputs(a_month_house(AUGUST), 2026)).measured is None


def test_events_courses_and_paid_sessions_of_the_eighth_of_august_are_counted_from_the_programme() -> None:
    found = rules_inputs(with_programme(a_month_house(AUGUST), AUGUST), 2026)
    assert (found.events, found.trained, found.priced) == (1, COURSE_CAME * 29, 1)
    nothing = rules_inputs(a_month_house(AUGUST), 2026)
    assert (nothing.events, nothing.trained, nothing.priced) == (None, None, None)


def test_the_eighth_of_august_is_not_judged_before_it_is_over() -> None:
    house = replace(a_month_house(AUGUST), clock=lambda: local(12, day=date(2026, 8, 8)))
    assert judged("free_day", rules_inputs(house, 2026)).verdict is RuleVerdict.PENDING


def test_outdoor_spaces_are_judged_together_and_apart_from_the_others() -> None:
    house = a_month_house(AUGUST)
    assert rules_inputs(house, 2026).outdoor is None
    gym = replace(house.centre.spaces[GYM], kind=SpaceKind.OUTDOOR)
    outside = replace(house, centre=replace(house.centre, spaces={**house.centre.spaces, GYM: gym}))
    assert judged("outdoor_hours", rules_inputs(outside, 2026)).measured == 14


def test_limits_of_the_centres_file_take_the_place_of_the_usual_ones() -> None:
    house = a_month_house(AUGUST)
    own = replace(house, centre=replace(house.centre, standard={"week_hours": 99.0}))
    assert judged("week_hours", rules_inputs(own, 2026)).verdict is RuleVerdict.NOT_MET
