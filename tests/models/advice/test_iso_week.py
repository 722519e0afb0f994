"""Weeks are written as ISO has them, and what is no week is named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.advice.iso_week import coming_week, monday_of, week_of


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_the_seven_days_of_its_week(day: date) -> None:
    monday = monday_of(week_of(day))
    assert monday.weekday() == 0
    assert timedelta() <= day - monday < timedelta(days=7)
    assert monday_of(coming_week(day)) == monday + timedelta(days=7)


@pytest.mark.parametrize("text", ["", "2026-49", "2026-W54", "2027-W53", "W49", "2026-W00", "2026-W4"])
def test_what_is_no_week_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is no week"):
        monday_of(text)
