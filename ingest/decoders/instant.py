"""The instant that a device or its network gives, in any of the ways in which they give it."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from ingest.sample import DecodeError, Reason

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No device of ours was built before. An earlier clock counts from its own start: it was never set."""

INT64 = range(-(2**63), 2**63)


class Instant(NamedTuple):
    """at: None where there is none that means anything; unset: because the clock was never set."""

    at: datetime | None = None
    unset: bool = False


NO_INSTANT = Instant()


def read_instant(raw: int | str | None, key: str) -> Instant:
    """Milliseconds since 1970 or ISO 8601 with a zone; finer than a microsecond is cut. Raises DecodeError."""
    if raw is None:
        return NO_INSTANT
    return _judged(_from_text(raw, key) if isinstance(raw, str) else _from_ms(raw, key))


def from_seconds(seconds: int) -> Instant:
    """A 32-bit clock, as frames carry it."""
    return _judged(EPOCH + timedelta(seconds=seconds))


def _judged(at: datetime) -> Instant:
    return Instant(at) if at >= EARLIEST else Instant(unset=True)


def _from_ms(ms: int, key: str) -> datetime:
    try:
        return EPOCH + timedelta(milliseconds=ms)
    except OverflowError as error:
        raise DecodeError(Reason.TS_OUT_OF_RANGE, f"{key} {ms} is outside the calendar") from error


def _from_text(text: str, key: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{key} {text[:64]!r} has no time zone")
        return at.astimezone(UTC)
    except ValueError as error:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{key} {text[:64]!r} is not ISO 8601") from error
    except OverflowError as error:
        raise DecodeError(Reason.TS_OUT_OF_RANGE, f"{key} {text[:64]!r} is outside the calendar") from error
