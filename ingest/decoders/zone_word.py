"""Local times as controllers write them: "2019-08-09 16:18:55 PDT", with a word for the zone or with none at all."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from ingest.decoders.instant import EARLIEST, NO_INSTANT, Instant
from ingest.sample import DecodeError, Reason

_TIME = re.compile(r"(\d{4}[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)\s*(\S*)")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})?")

ZONE_WORDS: Mapping[str, float] = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "HKT": 8,
    "SGT": 8,
    "AWST": 8,
    "KST": 9,
    "JST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "EDT": -4,
    "EST": -5,
    "CDT": -5,
    "MDT": -6,
    "MST": -7,
    "PDT": -7,
    "PST": -8,
    "AKST": -9,
    "HST": -10,
}
"""Words that mean one offset wherever they are used, in hours. CST is not here: it is Shanghai's, Chicago's and Havana's."""


def read_zoned(text: str | None, zone: ZoneInfo, key: str) -> Instant:
    """An instant; without a word for its zone, or with the word of `zone` itself, it is local time there.

    A word that nobody knows gives no instant: a wrong one would be worse than that of receipt. Raises DecodeError.
    """
    if text is None:
        return NO_INSTANT
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise DecodeError(
            Reason.UNEXPECTED_SHAPE,
            f"{key} {text[:64]!r} is not like 2026-11-22 16:18:55, with a zone or without",
        )
    try:
        local = datetime.fromisoformat(found[1].replace("/", "-"))
        at = _placed(local, found[2], zone)
    except (ValueError, OverflowError) as error:
        raise DecodeError(Reason.TS_OUT_OF_RANGE, f"{key} {text[:64]!r} is outside the calendar") from error
    if at is None:
        return NO_INSTANT
    return Instant(at) if at >= EARLIEST else Instant(unset=True)


def _placed(local: datetime, word: str, zone: ZoneInfo) -> datetime | None:
    here = local.replace(tzinfo=zone)
    if not word or here.tzname() == word:
        return here.astimezone(UTC)
    hours = ZONE_WORDS.get(word.upper(), _offset(word))
    return None if hours is None else local.replace(tzinfo=timezone(timedelta(hours=hours))).astimezone(UTC)


def _offset(word: str) -> float | None:
    found = _OFFSET.fullmatch(word)
    if found is None:
        return None
    hours = int(found[2]) + int(found[3] or 0) / 60
    return -hours if found[1] == "-" else hours
