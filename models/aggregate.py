"""Readings of one sensor gathered into minutes, quarter hours and hours, so that long spans are drawn from few points."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from math import nan

from models.calendar import Window
from models.centre import SensorId
from models.reading import Quality, Reading

HOLD_INTERVALS = 2
"""A sensor's last word holds for so many of its report intervals (domain.md 2.1)."""


class Step(StrEnum):
    """How long one aggregate is."""

    MINUTE = "1m"
    QUARTER = "15m"
    HOUR = "1h"


LENGTHS: Mapping[Step, timedelta] = {
    Step.MINUTE: timedelta(minutes=1),
    Step.QUARTER: timedelta(minutes=15),
    Step.HOUR: timedelta(hours=1),
}
"""Each length is a multiple of the one before: coarse aggregates are merged from fine ones."""

SPANS: Sequence[tuple[timedelta, Step | None]] = (
    (timedelta(days=1), None),
    (timedelta(days=7), Step.MINUTE),
    (timedelta(days=100), Step.QUARTER),
    (timedelta.max, Step.HOUR),
)
"""Longest span -> what it is drawn from; None = the readings themselves."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """What one measure of a sensor was over one step.

    mean: weighted by how long each value held, nan where none held; low, high, last: of the values said in the step or
    held into it; total: sum of the values said in it (for amounts); count: readings said in it; covered_s: seconds of the
    step for which a value is known. Readings of bad quality are left out.
    """

    sensor: SensorId
    measure: str
    step: Step
    start: datetime
    mean: float
    low: float
    high: float
    last: float
    total: float
    count: int
    covered_s: float


def step_for(window: Window) -> Step | None:
    """What a window is drawn from: never readings for more than a day."""
    length = window.end - window.start
    return next(step for longest, step in SPANS if length <= longest)


def step_start(at: datetime, step: Step) -> datetime:
    """The beginning of the step in which an instant lies. Steps are cut in UTC."""
    return at - (at - _EPOCH) % LENGTHS[step]


def minutes(
    readings: Iterable[Reading], before: Iterable[Reading], window: Window, hold: Mapping[SensorId, timedelta]
) -> list[Aggregate]:
    """One aggregate for every minute of the window in which a measure was said or known.

    window: on whole minutes; readings: inside it; before: the newest of each measure before it, which may hold into it;
    hold: how long a sensor's word holds; a sensor that is not named is left out.
    """
    series: dict[tuple[SensorId, str], list[Reading]] = {}
    for reading in (*before, *readings):
        if reading.quality is not Quality.BAD and reading.sensor in hold:
            series.setdefault((reading.sensor, reading.measure), []).append(reading)
    return [
        aggregate
        for (sensor, _), said in series.items()
        for aggregate in _series(sorted(said, key=lambda r: r.at), window, hold[sensor])
    ]


@dataclass(slots=True)
class _Minute:
    """A minute being gathered."""

    weighted: float = 0.0
    covered_s: float = 0.0
    total: float = 0.0
    count: int = 0
    low: float = float("inf")
    high: float = float("-inf")
    last: float = nan

    def know(self, value: float) -> None:
        self.low, self.high, self.last = min(self.low, value), max(self.high, value), value


def _series(said: Sequence[Reading], window: Window, hold: timedelta) -> Iterable[Aggregate]:
    cells: dict[datetime, _Minute] = {}
    for place, reading in enumerate(said):
        until = min(
            reading.at + hold, window.end, said[place + 1].at if place + 1 < len(said) else window.end
        )
        _spread(cells, reading.value, max(reading.at, window.start), until)
        if reading.at >= window.start:
            cell = cells.setdefault(step_start(reading.at, Step.MINUTE), _Minute())
            cell.know(reading.value)
            cell.total += reading.value
            cell.count += 1
    first = said[0]
    return [_aggregate(first.sensor, first.measure, start, cell) for start, cell in sorted(cells.items())]


def _spread(cells: dict[datetime, _Minute], value: float, start: datetime, end: datetime) -> None:
    """A value that held from start to end, minute by minute."""
    while start < end:
        minute = step_start(start, Step.MINUTE)
        stop = min(end, minute + LENGTHS[Step.MINUTE])
        seconds = (stop - start).total_seconds()
        cell = cells.setdefault(minute, _Minute())
        cell.know(value)
        cell.weighted += value * seconds
        cell.covered_s += seconds
        start = stop


def _aggregate(sensor: SensorId, measure: str, start: datetime, cell: _Minute) -> Aggregate:
    return Aggregate(
        sensor=sensor,
        measure=measure,
        step=Step.MINUTE,
        start=start,
        mean=cell.weighted / cell.covered_s if cell.covered_s else nan,
        low=cell.low,
        high=cell.high,
        last=cell.last,
        total=cell.total,
        count=cell.count,
        covered_s=cell.covered_s,
    )


def coarser(fine: Iterable[Aggregate], step: Step) -> list[Aggregate]:
    """The same, in longer steps. Every coarse step must have all its fine ones among the given."""

    def place(one: Aggregate) -> tuple[SensorId, str, datetime]:
        return one.sensor, one.measure, step_start(one.start, step)

    ordered = sorted(fine, key=lambda one: (one.sensor, one.measure, one.start))
    return [_merged(list(group), step, key[2]) for key, group in groupby(ordered, key=place)]


def _merged(parts: Sequence[Aggregate], step: Step, start: datetime) -> Aggregate:
    covered = sum(part.covered_s for part in parts)
    weighted = sum(part.mean * part.covered_s for part in parts if part.covered_s)
    return Aggregate(
        sensor=parts[0].sensor,
        measure=parts[0].measure,
        step=step,
        start=start,
        mean=weighted / covered if covered else nan,
        low=min(part.low for part in parts),
        high=max(part.high for part in parts),
        last=parts[-1].last,
        total=sum(part.total for part in parts),
        count=sum(part.count for part in parts),
        covered_s=covered,
    )
