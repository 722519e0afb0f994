"""The instant that a device or its network gives, in any of the ways in which they give it."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from ingest.sample import DecodeError, Reason

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No device of ours was built before. An earlier clock counts from its own start: it was never set."""

INT64 = range(-(2**63), 2**63)

_COMPACT = re.compile(r"\d{14}")


class Instant(NamedTuple):
    """at: None where there is none that means anything; unset: because the clock was never set."""

    at: datetime | None = None
    unset: bool = False


NO_INSTANT = Instant()


def read_instant(raw: int | str | None, key: str) -> Instant:
    """Milliseconds since 1970 or ISO 8601 with a zone; finer than a microsecond is cut. Raises DecodeError."""
    if raw is None:
        return NO_INSTANT
    return _judged(_from_text(raw, key) if isinstance(raw, str) else _since_epoch(key, milliseconds=raw))


def read_local(text: str | None, zone: tzinfo, key: str) -> Instant:
    """ISO 8601, also with slashes or as 14 digits; without a zone of its own it is local time. Raises DecodeError."""
    if text is None:
        return NO_INSTANT
    plain = text.strip().replace("/", "-")
    if _COMPACT.fullmatch(plain):
        plain = f"{plain[:8]}T{plain[8:]}"
    return _judged(_from_text(plain, key, zone))


def from_seconds(seconds: float, key: str = "clock") -> Instant:
    """Seconds since 1970, whole or with a fraction. Raises DecodeError."""
    return _judged(_since_epoch(key, seconds=seconds))


def _judged(at: datetime) -> Instant:
    return Instant(at) if at >= EARLIEST else Instant(unset=True)


def _since_epoch(key: str, *, seconds: float = 0, milliseconds: int = 0) -> datetime:
    try:
        return EPOCH + timedelta(seconds=seconds, milliseconds=milliseconds)
    except (OverflowError, ValueError) as error:
        text = f"{key} {seconds or milliseconds} is outside the calendar"
        raise DecodeError(Reason.TS_OUT_OF_RANGE, text) from error


def _from_text(text: str, key: str, zone: tzinfo | None = None) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None and zone is None:
            raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{key} {text[:64]!r} has no time zone")
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except ValueError as error:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{key} {text[:64]!r} is not ISO 8601") from error
    except OverflowError as error:
        raise DecodeError(Reason.TS_OUT_OF_RANGE, f"{key} {text[:64]!r} is outside the calendar") from error
