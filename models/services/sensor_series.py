"""How did one sensor's numbers run? Readings for a day, gathered steps for longer: few points, the same formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan

from models.aggregate import Aggregate, Step, step_for
from models.calendar import Window
from models.centre import SensorId
from models.ports import Ports
from models.reading import Quality, StateClass, measure_of


@dataclass(frozen=True, slots=True)
class Point:
    """value: what was said, or the mean over the step (the sum for amounts, the last word for running totals)."""

    at: datetime
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorSeries:
    """step: None = these are the readings. coverage: share of the window for which something is known, by measure."""

    window: Window
    step: Step | None
    points: Mapping[str, Sequence[Point]]
    coverage: Mapping[str, float]


def sensor_series(ports: Ports, sensor: SensorId, window: Window) -> SensorSeries:
    """Everything that a sensor said inside a window, by measure. Raises StoreError."""
    step = step_for(window)
    return _readings(ports, sensor, window) if step is None else _aggregates(ports, sensor, window, step)


def _readings(ports: Ports, sensor: SensorId, window: Window) -> SensorSeries:
    points: dict[str, list[Point]] = {}
    for reading in ports.store.read([sensor], window):
        if reading.quality is not Quality.BAD:
            point = Point(reading.at, reading.value, reading.value, reading.value)
            points.setdefault(reading.measure, []).append(point)
    return SensorSeries(window=window, step=None, points=points, coverage={})


def _aggregates(ports: Ports, sensor: SensorId, window: Window, step: Step) -> SensorSeries:
    points: dict[str, list[Point]] = {}
    covered: dict[str, float] = {}
    for one in ports.aggregates.read([sensor], window, step):
        covered[one.measure] = covered.get(one.measure, 0.0) + one.covered_s
        points.setdefault(one.measure, []).append(Point(one.start, _value(one), one.low, one.high))
    length = (window.end - window.start).total_seconds()
    return SensorSeries(
        window=window,
        step=step,
        points=points,
        coverage={measure: min(1.0, seconds / length) for measure, seconds in covered.items()},
    )


def _value(one: Aggregate) -> float:
    """Means of running totals say nothing, and means of amounts hide how much it was."""
    match measure_of(one.measure).state_class:
        case StateClass.TOTAL:
            return one.total
        case StateClass.TOTAL_INCREASING:
            return one.last
        case _:
            return one.last if isnan(one.mean) else one.mean
