"""What is usual, by comparable days only and never from too few of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar, CalendarDay, DayType
from models.slot import SlotFact
from models.usual import MIN_DAYS, comparable_days, slot_of_day, usual_day
from tests.builders import a_fact

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = date(2026, 11, 18)


def calendar(**days: DayType) -> Calendar:
    return Calendar(
        {
            date.fromisoformat(day): CalendarDay(day=date.fromisoformat(day), day_type=kind)
            for day, kind in ((key[1:].replace("_", "-"), kind) for key, kind in days.items())
        }
    )


def ten_o_clock(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def mornings(people: Mapping[date, float | None]) -> list[SlotFact]:
    """The hour around ten o'clock of each day with these people."""
    return [
        a_fact(ten_o_clock(day) + timedelta(minutes=15 * n), count)
        for day, count in people.items()
        for n in range(-2, 3)
    ]


def days_back(count: int) -> list[date]:
    return comparable_days(WEDNESDAY, Calendar({}))[:count]


def at_ten(facts: Sequence[SlotFact], days: Sequence[date]) -> object:
    return usual_day(facts, days, SHANGHAI).at(40)


def test_a_workday_is_compared_with_workdays_only() -> None:
    days = comparable_days(WEDNESDAY, Calendar({}))
    assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}
    assert len(days) == 60
    assert WEDNESDAY not in days


def test_a_holiday_on_a_weekday_is_no_evidence_for_a_workday() -> None:
    days = comparable_days(WEDNESDAY, calendar(d2026_11_17=DayType.STATUTORY))
    assert date(2026, 11, 17) not in days


def test_a_worked_saturday_is_compared_with_workdays_but_is_no_evidence_itself() -> None:
    saturday = date(2026, 11, 21)
    known = calendar(d2026_11_21=DayType.MAKEUP, d2026_11_14=DayType.MAKEUP)
    assert date(2026, 11, 20) in comparable_days(saturday, known)
    assert date(2026, 11, 14) not in comparable_days(saturday, known)
    assert date(2026, 11, 14) not in comparable_days(WEDNESDAY, known)


def test_a_holiday_is_compared_with_holidays_only() -> None:
    known = calendar(
        d2026_11_18=DayType.STATUTORY, d2026_10_01=DayType.STATUTORY, d2026_10_02=DayType.STATUTORY
    )
    assert comparable_days(WEDNESDAY, known) == [date(2026, 10, 2), date(2026, 10, 1)]


def test_the_median_and_the_range_of_the_days_are_told() -> None:
    days = days_back(11)
    usual = usual_day(mornings({day: float(n) for n, day in enumerate(days)}), days, SHANGHAI).at(40)
    assert usual is not None
    assert (usual.low, usual.median, usual.high, usual.days) == (1.0, 5.0, 9.0, 11)


@pytest.mark.parametrize("count", range(MIN_DAYS))
def test_fewer_than_four_days_say_nothing(count: int) -> None:
    assert at_ten(mornings(dict.fromkeys(days_back(count), 7.0)), days_back(60)) is None


def test_days_without_data_do_not_count_as_empty_days() -> None:
    days = days_back(8)
    people = {day: 20.0 if n < 4 else None for n, day in enumerate(days)}
    usual = usual_day(mornings(people), days, SHANGHAI).at(40)
    assert usual is not None
    assert usual.median == 20.0
    assert usual.days == 4


def test_an_hour_that_was_measured_for_less_than_half_is_no_data() -> None:
    days = days_back(6)
    facts = [
        a_fact(ten_o_clock(day) + timedelta(minutes=15 * n), 9, measured_min=15 if n == -2 else 3)
        for day in days
        for n in range(-2, 3)
    ]
    assert at_ten(facts, days) is None


def test_facts_of_other_days_are_passed_over() -> None:
    days = days_back(5)
    facts = mornings(dict.fromkeys(days, 4.0)) + mornings({WEDNESDAY - timedelta(days=3): 400.0})
    usual = usual_day(facts, days, SHANGHAI).at(40)
    assert usual is not None
    assert usual.high == 4.0


def test_the_quarter_hour_is_that_of_the_local_clock() -> None:
    assert slot_of_day(datetime(2026, 11, 17, 16, 0, tzinfo=UTC), SHANGHAI) == 0
    assert slot_of_day(datetime(2026, 11, 18, 15, 59, tzinfo=UTC), SHANGHAI) == 95


@given(st.lists(st.floats(0, 500), min_size=4, max_size=60))
def test_the_range_holds_the_median_and_stays_within_what_was_seen(counts: list[float]) -> None:
    days = days_back(len(counts))
    usual = usual_day(mornings(dict(zip(days, counts, strict=True))), days, SHANGHAI).at(40)
    assert usual is not None
    slack = 1e-6
    assert min(counts) - slack <= usual.low <= usual.median + slack
    assert usual.median <= usual.high + slack <= max(counts) + 2 * slack


def test_a_space_without_facts_has_no_usual_day() -> None:
    assert np.isnan(usual_day([], days_back(60), SHANGHAI).median).all()
