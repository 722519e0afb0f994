"""Windows, the quarter-hour grid, nanoseconds and business days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import (
    SLOT,
    Window,
    business_date,
    floor_slot,
    from_ns,
    local_day,
    to_ns,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
INSTANTS = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 -- the strategy adds the zone
    datetime(2261, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI]),
)


@given(INSTANTS)
def test_nanoseconds_and_back_is_the_same_instant(at: datetime) -> None:
    # in UTC: an hour that a clock change repeats equals nothing in another zone, by Python's own rule
    assert from_ns(to_ns(at)) == at.astimezone(UTC)
    assert to_ns(at) % 1000 == 0


def test_milliseconds_that_a_float_gets_wrong_are_right() -> None:
    assert to_ns(datetime(2026, 1, 1, 0, 0, 0, 1_000, tzinfo=UTC)) == 1_767_225_600_001_000_000
    assert all(
        to_ns(AT + timedelta(milliseconds=n)) == to_ns(AT) + n * 1_000_000 for n in range(0, 100_000, 7)
    )


def test_a_nanosecond_below_the_microsecond_is_cut() -> None:
    assert from_ns(1_999) == datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)


@given(INSTANTS)
def test_a_slot_begins_on_the_quarter_hour_at_or_before(at: datetime) -> None:
    start = floor_slot(at)
    assert start <= at < start + SLOT
    assert (start.minute % 15, start.second, start.microsecond) == (0, 0, 0)


def test_a_window_knows_its_slots_overlap_and_length() -> None:
    window = Window(AT + timedelta(minutes=5), AT + timedelta(minutes=31))
    assert [slot.start for slot in window.slots()] == [AT, AT + SLOT, AT + 2 * SLOT]
    assert window.hours == pytest.approx(26 / 60)
    assert window.overlap(Window(AT, AT + SLOT)) == Window(AT + timedelta(minutes=5), AT + SLOT)
    assert window.overlap(Window(AT, AT + timedelta(minutes=5))) is None


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [(AT, AT - SLOT, "before its start"), (AT, AT.replace(tzinfo=None), "no time zone")],
)
def test_an_impossible_window_is_refused(start: datetime, end: datetime, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Window(start, end)


def test_sales_after_midnight_belong_to_the_evening_before() -> None:
    night = datetime(2026, 11, 23, 3, 59, tzinfo=SHANGHAI)
    assert business_date(night, SHANGHAI) == date(2026, 11, 22)
    assert business_date(night + timedelta(minutes=1), SHANGHAI) == date(2026, 11, 23)
    assert business_date(night, SHANGHAI, time(0)) == date(2026, 11, 23)


def test_a_local_day_is_a_window_of_utc() -> None:
    day = local_day(date(2026, 11, 22), SHANGHAI)
    assert day == Window(datetime(2026, 11, 21, 16, tzinfo=UTC), datetime(2026, 11, 22, 16, tzinfo=UTC))
