"""Dates of series with what holidays do to them, by the make-up days and holidays of 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.calendar import official_calendar
from models.calendar import Calendar, CalendarDay, DayType
from models.centre import SpaceId
from models.programme.recurrence import REACH, Effect, Occurrence, expand
from models.programme.series import HolidayPolicy, Series
from tests.models.programme.test_rule_dates import rules

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = official_calendar([2025, 2026, 2027])
MAKEUP = [date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))]
"""All of 2026, on Saturdays and Sundays (domain.md 6)."""
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
WORKING_WEEK = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def a_series(rule: str = "FREQ=WEEKLY;BYDAY=MO", policy: HolidayPolicy = HolidayPolicy.SKIP) -> Series:
    return Series(
        id="s",
        space=SpaceId("gym"),
        kind="sport",
        organiser="centre",
        title={"en": "Tai chi"},
        first=date(2025, 12, 1),
        start=time(9, 30),
        minutes=90,
        rule=rule,
        holiday_policy=policy,
    )


def occurrences(series: Series, first: date = YEAR[0], last: date = YEAR[1]) -> dict[date, Occurrence]:
    return {one.day: one for one in expand(series, first, last, CALENDAR, SHANGHAI)}


def effects(series: Series, *days: date) -> list[tuple[Effect, date | None]]:
    found = occurrences(series)
    return [(found[day].effect, found[day].on) for day in days]


def held(series: Series, first: date = YEAR[0], last: date = YEAR[1]) -> list[date]:
    return sorted(one.on for one in occurrences(series, first, last).values() if one.on)


def test_a_session_is_at_the_local_hour_of_its_day_for_so_many_minutes() -> None:
    window = occurrences(a_series())[date(2026, 11, 23)].window
    assert window is not None
    assert (window.start, window.length) == (datetime(2026, 11, 23, 1, 30, tzinfo=UTC), timedelta(minutes=90))


def test_the_calendar_of_2026_has_the_make_up_days_that_these_tests_speak_of() -> None:
    assert [
        day for day, known in CALENDAR.days.items() if known.day_type is DayType.MAKEUP and day.year == 2026
    ] == MAKEUP


NATIONAL_DAY_MONDAY = date(2026, 10, 5)


def test_keep_takes_place_whatever_the_day_is_and_says_so() -> None:
    assert effects(a_series(policy=HolidayPolicy.KEEP), NATIONAL_DAY_MONDAY, date(2026, 10, 12)) == [
        (Effect.KEPT, NATIONAL_DAY_MONDAY),
        (Effect.RULED, date(2026, 10, 12)),
    ]


def test_skip_drops_statutory_holidays_and_nothing_else() -> None:
    saturdays = a_series("FREQ=WEEKLY;BYDAY=SA")
    assert effects(a_series(), NATIONAL_DAY_MONDAY) == [(Effect.DROPPED, None)]
    assert effects(saturdays, date(2026, 10, 3), date(2026, 10, 10)) == [
        (Effect.DROPPED, None),
        (Effect.KEPT, date(2026, 10, 10)),
    ]
    known = occurrences(a_series())[NATIONAL_DAY_MONDAY]
    assert (known.day_type, bool(known.name), known.window) == (DayType.STATUTORY, True, None)


def test_shift_moves_each_date_of_a_week_of_holidays_to_a_free_day_of_its_own_in_order() -> None:
    series = a_series("FREQ=WEEKLY;BYDAY=MO,WE,FR", HolidayPolicy.SHIFT)
    golden_week = [date(2026, 10, day) for day in (2, 5, 7)]
    # 1-7 October are holidays; Friday the 9th is the series' own, the 10th a make-up Saturday.
    landed = [date(2026, 10, day) for day in (8, 10, 11)]
    assert effects(series, *golden_week) == [(Effect.MOVED, day) for day in landed]


def test_shift_leaves_the_days_of_its_later_half_and_of_a_person_alone() -> None:
    series = a_series("FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261006", HolidayPolicy.SHIFT)
    assert effects(series, NATIONAL_DAY_MONDAY) == [
        (Effect.MOVED, date(2026, 10, 10))
    ]  # the 9th would be its own
    by_hand = replace(series, extra_dates=(date(2026, 10, 8),))
    assert effects(by_hand, date(2026, 10, 2)) == [(Effect.MOVED, date(2026, 10, 10))]


def test_shift_gives_up_where_no_day_within_reach_is_free() -> None:
    daily = a_series("FREQ=DAILY", HolidayPolicy.SHIFT)
    assert effects(daily, NATIONAL_DAY_MONDAY) == [(Effect.DROPPED, None)]
    workdays = occurrences(a_series(WORKING_WEEK, HolidayPolicy.SHIFT))
    gone = [one for one in workdays.values() if one.on is None]
    assert all(one.day_type is DayType.STATUTORY for one in gone)
    assert all(one.on - one.day <= REACH for one in workdays.values() if one.on)


def test_shift_never_goes_past_the_end_of_the_series() -> None:
    series = replace(a_series(policy=HolidayPolicy.SHIFT), ended=date(2026, 10, 7))
    assert effects(series, NATIONAL_DAY_MONDAY) == [(Effect.DROPPED, None)]
    assert NATIONAL_DAY_MONDAY not in occurrences(replace(series, ended=date(2026, 10, 4)))


def test_a_series_on_workdays_follows_the_official_year() -> None:
    days = held(a_series(WORKING_WEEK, HolidayPolicy.AS_DAYTYPE))
    assert days == [
        day
        for day, known in CALENDAR.days.items()
        if day.year == 2026 and known.day_type in (DayType.WORKDAY, DayType.MAKEUP)
    ]
    assert effects(a_series(WORKING_WEEK, HolidayPolicy.AS_DAYTYPE), *MAKEUP) == [
        (Effect.ADDED, day) for day in MAKEUP
    ]


def test_a_series_on_weekends_leaves_out_make_up_days_and_holidays() -> None:
    assert held(a_series("FREQ=WEEKLY;BYDAY=SA,SU", HolidayPolicy.AS_DAYTYPE)) == [
        day for day, known in CALENDAR.days.items() if day.year == 2026 and known.day_type is DayType.REST
    ]


def test_a_series_on_single_weekdays_loses_odd_days_and_never_gains_one() -> None:
    mondays = occurrences(a_series("FREQ=WEEKLY;BYDAY=MO,TU", HolidayPolicy.AS_DAYTYPE))
    assert not set(MAKEUP) & mondays.keys()
    assert mondays[NATIONAL_DAY_MONDAY].effect is Effect.DROPPED
    saturdays = occurrences(a_series("FREQ=WEEKLY;BYDAY=SA", HolidayPolicy.AS_DAYTYPE))
    assert [saturdays[day].effect for day in MAKEUP if day.weekday() == 5] == [Effect.DROPPED] * 4


def test_a_series_on_six_days_works_on_make_up_days_too() -> None:
    six = a_series("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA", HolidayPolicy.AS_DAYTYPE)
    assert effects(six, *MAKEUP) == [
        (Effect.KEPT if day.weekday() == 5 else Effect.ADDED, day) for day in MAKEUP
    ]


def test_make_up_days_are_added_only_in_the_weeks_and_the_span_of_the_rule() -> None:
    second_weeks = replace(
        a_series(f"{WORKING_WEEK};INTERVAL=2", HolidayPolicy.AS_DAYTYPE), first=date(2026, 9, 21)
    )
    added = [day for day, one in occurrences(second_weeks).items() if one.effect is Effect.ADDED]
    assert added == [
        date(2026, 10, 10)
    ]  # 20 September is before the first date, 10 October in the second week on
    counted = replace(a_series(f"{WORKING_WEEK};COUNT=5", HolidayPolicy.AS_DAYTYPE), first=date(2026, 10, 9))
    assert held(counted)[:2] == [date(2026, 10, 9), date(2026, 10, 10)]
    ended = replace(a_series(f"{WORKING_WEEK};COUNT=1", HolidayPolicy.AS_DAYTYPE), first=date(2026, 10, 9))
    assert held(ended) == [date(2026, 10, 9)]


def test_a_rule_by_the_day_of_the_month_promises_no_type_of_day() -> None:
    tenth = a_series("FREQ=MONTHLY;BYMONTHDAY=3,10", HolidayPolicy.AS_DAYTYPE)
    assert effects(tenth, date(2026, 10, 3), date(2026, 10, 10)) == [
        (Effect.DROPPED, None),
        (Effect.KEPT, date(2026, 10, 10)),
    ]


def test_a_place_in_the_week_never_gains_make_up_days() -> None:
    last = a_series(f"{WORKING_WEEK};BYSETPOS=-1", HolidayPolicy.AS_DAYTYPE)
    assert Effect.ADDED not in {one.effect for one in occurrences(last).values()}


@pytest.mark.parametrize("policy", HolidayPolicy)
def test_what_a_person_added_takes_place_and_what_a_person_left_out_does_not(policy: HolidayPolicy) -> None:
    series = replace(
        a_series(policy=policy),
        extra_dates=(NATIONAL_DAY_MONDAY, date(2026, 10, 1), date(2026, 11, 16)),
        left_out=(date(2026, 11, 9), date(2026, 11, 16)),
    )
    assert effects(series, date(2026, 10, 1), NATIONAL_DAY_MONDAY) == [
        (Effect.BY_HAND, date(2026, 10, 1)),
        (Effect.BY_HAND, NATIONAL_DAY_MONDAY),
    ]
    assert not {date(2026, 11, 9), date(2026, 11, 16)} & occurrences(series).keys()


def test_a_series_without_a_rule_has_its_first_and_its_extra_dates() -> None:
    series = replace(a_series(""), first=date(2026, 5, 6), extra_dates=(date(2026, 5, 9),))
    assert held(series) == [date(2026, 5, 6), date(2026, 5, 9)]


def test_a_date_that_rests_on_a_guess_says_so() -> None:
    assert not occurrences(a_series())[date(2026, 11, 23)].provisional
    (later,) = occurrences(a_series(), date(2031, 1, 6), date(2031, 1, 6)).values()
    assert later.provisional


def test_where_clocks_change_a_session_stays_at_its_wall_time_and_length() -> None:
    series = replace(a_series("FREQ=DAILY"), start=time(1, 30))
    days = expand(series, date(2026, 3, 28), date(2026, 3, 30), Calendar({}), ZoneInfo("Europe/Berlin"))
    windows = [one.window for one in days if one.window]
    assert [window.start.hour for window in windows] == [0, 0, 23]  # summer time begins on the 29th at 2:00
    assert {window.length for window in windows} == {timedelta(minutes=90)}


LONG = date(2026, 12, 31) - date(2026, 1, 1)
days_of_2026 = st.integers(0, LONG.days).map(lambda n: YEAR[0] + timedelta(days=n))
types = st.dictionaries(days_of_2026, st.sampled_from(DayType), max_size=60)


def _calendar(types: dict[date, DayType]) -> Calendar:
    return Calendar({day: CalendarDay(day=day, day_type=day_type) for day, day_type in types.items()})


@st.composite
def any_series(draw: st.DrawFn) -> Series:
    series = a_series(draw(rules() | st.just(WORKING_WEEK)), draw(st.sampled_from(HolidayPolicy)))
    return replace(
        series,
        extra_dates=tuple(draw(st.lists(days_of_2026, max_size=3))),
        left_out=tuple(draw(st.lists(days_of_2026, max_size=3))),
        ended=draw(st.none() | days_of_2026),
    )


@settings(max_examples=60)
@given(any_series(), types, days_of_2026)
def test_two_windows_one_after_the_other_are_the_same_as_one(
    series: Series, types: dict[date, DayType], cut: date
) -> None:
    calendar = _calendar(types)
    whole = expand(series, *YEAR, calendar, SHANGHAI)
    before = expand(series, YEAR[0], cut, calendar, SHANGHAI)
    after = expand(series, cut + timedelta(days=1), YEAR[1], calendar, SHANGHAI)
    assert before + after == whole


@settings(max_examples=60)
@given(any_series(), types)
def test_every_date_of_the_rule_is_held_or_explained_and_no_day_is_held_twice(
    series: Series, types: dict[date, DayType]
) -> None:
    calendar = _calendar(types)
    kept = expand(replace(series, holiday_policy=HolidayPolicy.KEEP), *YEAR, calendar, SHANGHAI)
    found = expand(series, *YEAR, calendar, SHANGHAI)
    assert {one.day for one in kept} <= {one.day for one in found}
    assert {one.day for one in found} - {one.day for one in kept} == {
        one.day for one in found if one.effect is Effect.ADDED
    }
    assert all((one.on is None) is (one.effect is Effect.DROPPED) for one in found)
    assert all((one.on not in (None, one.day)) is (one.effect is Effect.MOVED) for one in found)
    landed = [one.on for one in found if one.on]
    assert len(landed) == len(set(landed))
