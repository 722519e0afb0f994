"""What a store takes: the one check that both adapters make before a reading goes anywhere."""

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from models.ports import StoreRejectedError
from models.reading import MEASURES, Quality, Reading

CENTRE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_SENSOR_ID = CENTRE_ID
MAX_SERIES = 5_000
"""Different (sensor, measure) of one centre. Sensors are known by name; what could grow is the part behind the dot."""
_PART_LENGTH = 64
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(2262, 1, 1, tzinfo=UTC)  # int64 nanoseconds end in April 2262

QUALITIES: Sequence[Quality] = (Quality.GOOD, Quality.UNCERTAIN, Quality.BAD)
"""A quality is kept as its place in this row; never reorder it."""

QUALITY_CODES = {quality: code for code, quality in enumerate(QUALITIES)}


def why_refused(reading: Reading) -> str | None:
    """Why this reading can never be stored, or None when it can."""
    if (text := why_name_refused(reading.sensor, reading.measure)) is not None:
        return text
    if not math.isfinite(reading.value):
        return f"value {reading.value!r} of {reading.sensor}/{reading.measure} is no number"
    if reading.at.tzinfo is None or not _FIRST <= reading.at < _LAST:
        return f"instant {reading.at} of {reading.sensor}/{reading.measure} is out of range"
    return None


@lru_cache(maxsize=10_000)
def why_name_refused(sensor: str, measure: str) -> str | None:
    key, dot, part = measure.partition(".")
    if not _SENSOR_ID.fullmatch(sensor):
        return f"sensor id {sensor!r} does not match {_SENSOR_ID.pattern}"
    if key not in MEASURES:
        return f"measure {measure!r} is not known"
    if dot and not _is_part(part):
        return f"measure {measure!r} has an unusable part {part!r}"
    return None


def _is_part(part: str) -> bool:
    """Printable, without the two signs that line protocol cannot carry in every place."""
    return 0 < len(part) <= _PART_LENGTH and part.isprintable() and not {"\\", "\ufffd"} & set(part)


class SeriesLimit:
    """Which series one centre's store has seen, so that a device that invents names cannot fill it with them."""

    def __init__(self, most: int = MAX_SERIES) -> None:
        self._most = most
        self._known: set[tuple[str, str]] = set()

    def why_refused(self, reading: Reading) -> str | None:
        """None for a known series and while there is room for a new one."""
        key = (reading.sensor, reading.measure)
        if key in self._known:
            return None
        if len(self._known) >= self._most:
            return f"series {reading.sensor}/{reading.measure} would be more than {self._most} of this centre"
        self._known.add(key)
        return None


def accepted(
    readings: Sequence[Reading], limit: SeriesLimit | None = None
) -> tuple[list[Reading], StoreRejectedError | None]:
    """The readings that can be stored, and the error to raise afterwards for the others."""
    why = {
        n: text
        for n, reading in enumerate(readings)
        if (text := why_refused(reading) or (limit.why_refused(reading) if limit else None))
    }
    if not why:
        return list(readings), None
    refused = [readings[n] for n in why]
    error = StoreRejectedError(f"{len(why)} refused, first: {next(iter(why.values()))}", refused)
    return [reading for n, reading in enumerate(readings) if n not in why], error
