"""One space's people on a grid of local wall time: days by steps, gaps as gaps; and how samples come onto it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from models.calendar import from_ns

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Instants = NDArray[np.int64]
Reals = NDArray[np.float64] | NDArray[np.float32]

DAY_MINUTES = 1440
CLOSED_SHARE = 0.06
"""A day whose busiest step stays below this share of the usual peak was a closure (analytics.md 2)."""
_PEAK_DAYS = 365
_QUARTER_NS = 900 * 10**9
_DAY_NS = 96 * _QUARTER_NS
_NS_PER_MINUTE = 60 * 10**9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Foretold:
    """What the weather of the k-th day from each morning on was said to be before that morning, NaN where nobody said.

    celsius: (mornings, leads); rain: millimetres an hour, (mornings, leads, steps).
    """

    celsius: Floats
    rain: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """values: people, (days, steps of a day), NaN where nothing was measured; the rest is by the same grid or by day.

    The columns by day are NaN where the file says nothing: closed and holiday 0..1, temperature in Celsius. rain: by the
    grid, millimetres an hour, empty where nobody knows. foretold: None = the weather is taken as known in advance.
    made_up: 1 on a weekend day that is worked; names: of days that come again, such as the third after a festival. Both
    are empty where nobody knows.
    """

    key: str
    zone: str
    first: date
    values: Floats
    capacity: Floats
    closed: Floats
    holiday: Floats
    temperature: Floats
    made_up: Floats = field(default_factory=lambda: np.zeros(0))
    names: Sequence[str] = ()
    rain: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    foretold: Foretold | None = None

    @property
    def days(self) -> int:
        return len(self.values)

    @property
    def steps(self) -> int:
        return int(self.values.shape[1])

    @property
    def first_ordinal(self) -> int:
        return self.first.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What was read of one series, in the order of the file; `at` in nanoseconds since 1970, columns of equal length."""

    key: str
    zone: str
    at: Instants
    value: Floats
    columns: dict[str, Floats] = field(default_factory=dict)


BY_DAY = ("closed", "holiday", "temperature")
"""Optional columns that hold for a whole day. `capacity` may change from step to step."""


def last_of_doubled(samples: Samples) -> tuple[Samples, int]:
    """Every instant once, in order, as it was told last; and how many rows that set aside."""
    order = np.argsort(samples.at, kind="stable")
    at = samples.at[order]
    is_last = np.append(at[1:] != at[:-1], True) if len(at) else np.zeros(0, dtype=bool)
    kept = order[is_last]
    columns = {name: column[kept] for name, column in samples.columns.items()}
    cleaned = replace(samples, at=samples.at[kept], value=samples.value[kept], columns=columns)
    return cleaned, len(at) - len(kept)


def on_grid(samples: Samples, minutes: int) -> Series:
    """The mean of the samples in each step of local wall time; whole days from the first to the last sample.

    The hour that spring skips has no samples and stays a gap; the hour that autumn doubles is one step.
    """
    day, minute = local_clock(samples.at, samples.zone)
    first, days, steps = int(day.min()), int(day.max() - day.min()) + 1, DAY_MINUTES // minutes
    cell = (day - first) * steps + minute // minutes
    shape = (days, steps)
    nothing = np.full(len(samples.at), np.nan)
    closed, holiday, warmth = (
        _means(day - first, samples.columns.get(name, nothing), days) for name in BY_DAY
    )
    return Series(
        key=samples.key,
        zone=samples.zone,
        first=date.fromordinal(first),
        values=_means(cell, samples.value, days * steps).reshape(shape),
        capacity=_means(cell, samples.columns.get("capacity", nothing), days * steps).reshape(shape),
        closed=closed,
        holiday=holiday,
        temperature=warmth,
    )


def local_clock(at: Instants, zone: str) -> tuple[Instants, Instants]:
    """The ordinal of the local date and the minute of the local day of each instant, by the zone's clock changes."""
    info = ZoneInfo(zone)
    days, where = np.unique(at // _DAY_NS, return_inverse=True)
    begin, end = _offsets(days * _DAY_NS, info), _offsets((days + 1) * _DAY_NS, info)
    offset, changes = begin[where], (begin != end)[where]  # a zone changes its clock once a day at most
    quarters, quarter = np.unique(at[changes] // _QUARTER_NS, return_inverse=True)
    offset[changes] = _offsets(quarters * _QUARTER_NS, info)[quarter]
    local = at // _NS_PER_MINUTE + offset
    return local // DAY_MINUTES + date(1970, 1, 1).toordinal(), local % DAY_MINUTES


def local_minute(at: datetime, zone: tzinfo, first: date) -> int:
    """Minutes of wall time from the midnight before `first`, where every day has DAY_MINUTES, also one of 23 or 25 hours."""
    local = at.astimezone(zone)
    return (local.date() - first).days * DAY_MINUTES + local.hour * 60 + local.minute


def _offsets(at: Instants, zone: ZoneInfo) -> Instants:
    """Minutes that the zone is ahead of UTC at each instant."""
    return np.array([_offset_minutes(from_ns(one), zone) for one in at.tolist()], dtype=np.int64)


def _offset_minutes(at: datetime, zone: ZoneInfo) -> int:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds() // 60)


def _means(cell: Instants, value: Floats, cells: int) -> Floats:
    known = ~np.isnan(value)
    count = np.bincount(cell[known], minlength=cells)
    total = np.bincount(cell[known], weights=value[known], minlength=cells)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def closed_days(series: Series, until: int) -> Flags:
    """Which days were shut, (days,): as the file says, else where nobody came; the peak is known until day `until`."""
    peak = usual_peak(series, until)
    busiest = np.where(np.isnan(series.values), -np.inf, series.values).max(axis=1)
    seen = (busiest >= 0) & (busiest < CLOSED_SHARE * peak)
    return np.where(np.isnan(series.closed), seen, series.closed > 0.5)


def usual_peak(series: Series, until: int) -> float:
    """The 95th percentile of people in the year before day `until`; NaN where nothing was measured."""
    recent = series.values[max(0, until - _PEAK_DAYS) : until]
    return float(np.nanpercentile(recent, 95)) if not np.isnan(recent).all() else np.nan


def opened(series: Series, days: Sequence[bool] | Flags) -> Floats:
    """The values without those of whole closed days, which say nothing about an open one."""
    return np.where(np.asarray(days)[:, None], np.nan, series.values)
