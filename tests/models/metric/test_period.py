"""Periods and what they are held against."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metric.period import AGAINST, Period, asked, festival_year, last_year, month, previous
from tests.measured import ZONE

DAYS = st.dates(date(2020, 3, 1), date(2035, 12, 31))


def test_a_month_is_all_of_its_days() -> None:
    assert month("2028-02") == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert month("2026-12").last == date(2026, 12, 31)


@pytest.mark.parametrize(
    "text", ["2026-13", "october", "2026-10-01", "", "9999-12", "0001-01", "1999-12", "2100-01"]
)
def test_what_is_no_month_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is no month"):
        month(text)


@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31), date(2100, 1, 1), date.max])
def test_days_of_which_no_table_can_be_asked_are_named(day: date) -> None:
    with pytest.raises(ValueError, match=f"{day} is not in the years 2000 to 2099"):
        asked(day, day)


@pytest.mark.parametrize("text", ["2000-01", "2099-12"])
def test_the_first_and_the_last_month_can_be_held_against_others(text: str) -> None:
    for earlier in AGAINST.values():
        assert earlier(month(text)).first < month(text).first


def test_a_period_that_ends_before_it_begins_is_named() -> None:
    with pytest.raises(ValueError, match="2026-10-01, before its first day 2026-10-02"):
        Period(date(2026, 10, 2), date(2026, 10, 1))


def test_a_period_holds_its_first_and_last_day_and_no_day_that_is_none() -> None:
    october = month("2026-10")
    assert [october.holds(day) for day in (date(2026, 10, 1), date(2026, 10, 31))] == [True, True]
    assert [october.holds(day) for day in (date(2026, 9, 30), date(2026, 11, 1), None)] == [
        False,
        False,
        False,
    ]


def test_a_period_runs_from_cut_to_cut_in_the_morning() -> None:
    window = Period(date(2026, 10, 1), date(2026, 10, 2)).window(ZONE)
    assert (window.start, window.end) == (
        datetime(2026, 9, 30, 20, tzinfo=UTC),
        datetime(2026, 10, 2, 20, tzinfo=UTC),
    )


def test_before_a_month_is_a_month_and_before_some_days_are_as_many() -> None:
    assert previous(month("2026-03")) == month("2026-02")
    assert previous(Period(date(2026, 3, 2), date(2026, 3, 8))) == Period(date(2026, 2, 23), date(2026, 3, 1))


def test_a_year_ago_a_february_is_whole_and_a_leap_day_is_the_day_before() -> None:
    assert last_year(month("2028-02")) == month("2027-02")
    assert last_year(Period(date(2028, 2, 29), date(2028, 3, 1))) == Period(
        date(2027, 2, 28), date(2027, 3, 1)
    )


def test_days_around_the_spring_festival_are_held_against_those_as_far_from_the_last_one() -> None:
    """New year's day was 29 January in 2025 and 17 February in 2026."""
    week = Period(date(2026, 2, 15), date(2026, 2, 23))
    assert festival_year(week) == Period(date(2025, 1, 27), date(2025, 2, 4))
    assert festival_year(Period(date(2026, 2, 1), date(2026, 2, 9))).first == date(2025, 1, 13)


def test_days_far_from_the_festival_are_held_against_the_same_dates() -> None:
    for far in (month("2026-11"), Period(date(2026, 2, 1), date(2026, 2, 8)), month("2055-02")):
        assert festival_year(far) == last_year(far)


@given(DAYS, st.integers(0, 400))
def test_whatever_is_compared_was_earlier_and_of_the_same_length_but_for_a_leap_day(
    first: date, days: int
) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    for earlier in AGAINST.values():
        found = earlier(period)
        assert found.first < period.first
        assert period.is_month or abs((found.length - period.length).days) <= 1
