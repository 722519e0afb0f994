"""Periods that people ask for by name."""

from datetime import date, timedelta

import pytest

from models.metric.period import Period
from models.recent import RECENT


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("4w", date(2026, 10, 26), date(2026, 11, 22)),
        ("week", date(2026, 11, 16), date(2026, 11, 22)),
        ("month", date(2026, 11, 1), date(2026, 11, 22)),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("quarter", date(2026, 10, 1), date(2026, 11, 22)),
        ("12w", date(2026, 8, 31), date(2026, 11, 22)),
        ("year", date(2025, 11, 24), date(2026, 11, 22)),
    ],
)
def test_a_name_is_a_period_as_of_the_day(name: str, first: date, last: date) -> None:
    assert RECENT[name](date(2026, 11, 22)) == Period(first, last)


@pytest.mark.parametrize("name", ["4w", "week", "12w", "year"])
def test_weeks_are_whole_so_that_every_weekday_counts_alike(name: str) -> None:
    assert RECENT[name](date(2026, 2, 28)).length % timedelta(weeks=1) == timedelta(0)


def test_last_month_of_january_lies_in_the_year_before() -> None:
    assert RECENT["last_month"](date(2026, 1, 15)) == Period(date(2025, 12, 1), date(2025, 12, 31))
