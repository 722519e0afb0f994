"""What a file of samples may say: its columns, what was read of them, and the series that they make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from config.settings import ConfigError
from models.calendar import to_ns
from models.forecast.series import Floats, Instants, Samples, last_of_doubled

REQUIRED = ("series", "ts_utc", "tz", "value")
LEAST: Mapping[str, float] = {"value": 0, "capacity": 0, "closed": 0, "holiday": 0, "temperature": -90}
"""Columns of numbers, each with the least that it can be."""
MOST: Mapping[str, float] = {"closed": 1, "holiday": 1, "temperature": 70}
_FIRST_YEAR, _LAST_YEAR = 1678, 2261
"""What nanoseconds since 1970 can tell."""
SHOWN = 5
"""Faults that are told one by one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows of a file: text of series and zone, nanoseconds since 1970, numbers with NaN for an empty cell."""

    series: NDArray[np.object_]
    zone: NDArray[np.object_]
    at: Instants
    numbers: Mapping[str, Floats]
    first_line: int
    """The line of the file that holds the first row."""


def require(file: str, names: Iterable[str]) -> None:
    """Raises ConfigError where a column is missing."""
    there = list(names)
    missing = [name for name in REQUIRED if name not in there]
    if missing:
        raise ConfigError(
            f"file {file}: there is no column {', '.join(missing)}; "
            f"it needs {', '.join(REQUIRED)} and may have capacity, closed, holiday, temperature; "
            f"it has {', '.join(there) or 'none'}"
        )


def refuse(file: str, faults: Sequence[str]) -> None:
    """Raises ConfigError with the first faults and how many there are, if there are any."""
    if faults:
        more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise ConfigError(f"file {file}: " + "; ".join(faults[:SHOWN]) + more)


def instant(cell: str) -> int:
    """Nanoseconds since 1970 of a time as text, UTC unless it says its zone. Raises ValueError."""
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError("is not a time such as 2026-11-22T08:00:00Z") from None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(f"is not of the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return to_ns(at if at.tzinfo else at.replace(tzinfo=UTC))


def samples_of(file: str, columns: Columns) -> tuple[list[Samples], int]:
    """The samples by series, in the order of the file's first mention; and how many doubled instants were set aside."""
    if not len(columns.at):
        raise ConfigError(f"file {file}: it has no rows")
    refuse(file, [*_out_of_range(columns), *_unknown_zones(columns)])
    keys, first, which = np.unique(columns.series.astype(str), return_index=True, return_inverse=True)
    found, doubled = [], 0
    by_series = np.argsort(which, kind="stable")
    bounds = np.searchsorted(which[by_series], np.arange(len(keys) + 1))
    for n in np.argsort(first):
        rows = by_series[bounds[n] : bounds[n + 1]]
        samples, set_aside = last_of_doubled(_samples(file, columns, str(keys[n]), rows))
        found.append(samples)
        doubled += set_aside
    return found, doubled


def _samples(file: str, columns: Columns, key: str, rows: Instants) -> Samples:
    zones = set(columns.zone[rows])
    if len(zones) > 1:
        raise ConfigError(f"file {file}: series {key} lies in several zones: {', '.join(sorted(zones))}")
    rest = {name: numbers[rows] for name, numbers in columns.numbers.items() if name != "value"}
    return Samples(
        key=key, zone=zones.pop(), at=columns.at[rows], value=columns.numbers["value"][rows], columns=rest
    )


def _out_of_range(columns: Columns) -> list[str]:
    return [
        f"line {columns.first_line + int(row)}, column {name}: {numbers[row]:g} is not a number from "
        f"{LEAST[name]:g} to {MOST.get(name, np.inf):g}"
        for name, numbers in columns.numbers.items()
        for row in np.nonzero((numbers < LEAST[name]) | (numbers > MOST.get(name, np.finfo(float).max)))[0]
    ]


def _unknown_zones(columns: Columns) -> list[str]:
    names, first = np.unique(columns.zone.astype(str), return_index=True)
    return [
        f"line {columns.first_line + int(row)}, column tz: there is no time zone {name!r} (write for example Asia/Shanghai)"
        for name, row in zip(names.tolist(), first, strict=True)
        if not _is_zone(name)
    ]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        return False
    return True
