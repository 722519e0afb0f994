"""Flux queries with bound parameters: the text holds constant names only, values travel beside it (pure)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.calendar import Window
from models.centre import SensorId

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class FluxQuery:
    """The text of a query and what its names stand for."""

    text: str
    params: Mapping[str, str | datetime]


def window_query(
    bucket: str, centre: str, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None
) -> FluxQuery:
    """Every point of these sensors inside the window."""
    return _query(bucket, centre, sensors, window, measures, last=False)


def latest_query(bucket: str, centre: str, sensors: Collection[SensorId], before: datetime) -> FluxQuery:
    """The newest point of each series before an instant."""
    return _query(bucket, centre, sensors, Window(min(EPOCH, before), before), None, last=True)


def _query(
    bucket: str,
    centre: str,
    sensors: Collection[SensorId],
    window: Window,
    measures: Collection[str] | None,
    *,
    last: bool,
) -> FluxQuery:
    params: dict[str, str | datetime] = {
        "p_bucket": bucket,
        "p_centre": centre,
        "p_start": window.start,
        "p_stop": window.end,
    }
    tests = ["r.centre == p_centre", _one_of("sensor", "p_sensor", sensors, params)]
    if measures is not None:
        tests.append(_one_of("_measurement", "p_measure", measures, params))
    steps = [
        "from(bucket: p_bucket)",
        "range(start: p_start, stop: p_stop)",
        f"filter(fn: (r) => {' and '.join(tests)})",
        *(["last()"] if last else []),
        'keep(columns: ["_time", "_value", "_field", "_measurement", "sensor", "part"])',
    ]
    return FluxQuery(" |> ".join(steps), params)


def _one_of(column: str, name: str, values: Collection[str], params: dict[str, str | datetime]) -> str:
    """A chain of comparisons, which the storage engine understands; contains() would read every series."""
    names = {f"{name}{n}": value for n, value in enumerate(sorted(values))}
    params.update(names)
    return "(" + " or ".join(f"r.{column} == {key}" for key in names) + ")"
