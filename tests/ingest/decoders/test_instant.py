"""Instants in any form become UTC, or a reason."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.instant import EARLIEST, NO_INSTANT, Instant, from_seconds, read_instant, read_local
from ingest.sample import DecodeError, Reason

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def refused(raw: int | str) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read_instant(raw, "ts")
    return caught.value.reason


@given(st.integers(1, 250_000_000_000_000_000), ZONES)
def test_text_with_any_zone_is_the_same_instant_in_utc(microseconds: int, zone: tzinfo) -> None:
    at = (EARLIEST + timedelta(microseconds=microseconds)).astimezone(zone)
    assert read_instant(at.isoformat(), "ts").at == at


@given(st.integers(946_684_800_000, 253_000_000_000_000))
def test_milliseconds_are_exact(ms: int) -> None:
    at = read_instant(ms, "ts").at
    assert at is not None
    assert (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) == ms


def test_nanoseconds_are_cut() -> None:
    assert read_instant("2022-07-18T09:34:15.775023999Z", "ts").at == datetime(
        2022, 7, 18, 9, 34, 15, 775023, tzinfo=UTC
    )


def test_no_instant_is_no_instant() -> None:
    assert read_instant(None, "ts") == NO_INSTANT


@pytest.mark.parametrize("raw", [0, 12_000, -5, 1_764_000_000, "1970-01-01T00:00:12Z"])
def test_a_clock_before_the_year_2000_was_never_set(raw: int | str) -> None:
    assert read_instant(raw, "ts") == Instant(unset=True)


def test_a_frame_clock_is_in_seconds() -> None:
    assert from_seconds(946_684_800).at == EARLIEST
    assert from_seconds(0).unset


@pytest.mark.parametrize(
    "raw", [2**63, -(2**63), 10**40, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_an_instant_outside_the_calendar_is_refused(raw: int | str) -> None:
    assert refused(raw) is Reason.TS_OUT_OF_RANGE


@pytest.mark.parametrize(
    "raw", ["", "now", "2026-11-20", "2026-11-20T06:00:00", "2026-13-01T00:00:00Z", "1" * 5000]
)
def test_text_without_a_zone_or_a_meaning_is_refused(raw: str) -> None:
    assert refused(raw) is Reason.UNEXPECTED_SHAPE


SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text",
    [
        "2022-12-20T19:15:52",
        "2022/12/20 19:15:52",
        "20221220191552",
        "2022-12-20T11:15:52Z",
        "2022-12-20T12:15:52+01:00",
    ],
)
def test_a_text_without_a_zone_is_local_time_and_its_own_zone_goes_before(text: str) -> None:
    assert read_local(text, SHANGHAI, "time") == Instant(datetime(2022, 12, 20, 11, 15, 52, tzinfo=UTC))


def test_a_local_clock_that_was_never_set_dates_nothing() -> None:
    assert read_local("1970-01-01T00:00:12", SHANGHAI, "time") == Instant(unset=True)
    assert read_local(None, SHANGHAI, "time") == NO_INSTANT


@pytest.mark.parametrize("text", ["", "soon", "2022-13-01T00:00:00", "20221320191552", "2022"])
def test_a_text_that_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(DecodeError, match="time .* is not ISO 8601"):
        read_local(text, SHANGHAI, "time")


def test_seconds_may_have_a_fraction_and_an_end() -> None:
    assert from_seconds(1631186545.04).at == datetime(2021, 9, 9, 11, 22, 25, 40_000, tzinfo=UTC)
    with pytest.raises(DecodeError, match="ts 1e\\+300 is outside the calendar"):
        from_seconds(1e300, "ts")
