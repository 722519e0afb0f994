"""What a counter over a door sees of the truth, and the running totals that it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.profile import counter_bits
from ingest.simulator.faults import Fault, FaultKind, faults
from ingest.simulator.seed import generator, number, share
from ingest.simulator.truth import Instants, SpaceDay, space_day
from ingest.simulator.world import FIRST_DAY, Totals, World, ms
from models.centre import Sensor, SensorId, SensorRole, SpaceId

_TWICE_MS = 400


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The crossings that one counter registered on a local day, ascending, in the direction that people really went."""

    ins: Instants
    outs: Instants


def faults_of(world: World, sensor: Sensor, day: date) -> tuple[Fault, ...]:
    """Everything that goes wrong with a sensor on a local day."""
    return faults(world.seed, world.centre.id, sensor.id, sensor.envelope, day, world.imperfections)


@lru_cache(maxsize=4096)
def crossed(world: World, sensor_id: SensorId, day: date) -> Counted:
    """The crossings of the local day that truly went through a counter's door."""
    sensor, window = world.centre.sensors[sensor_id], world.day(day)
    ins, outs = zip(
        *(_through(world, sensor, start) for start in (day - timedelta(days=1), day)), strict=True
    )
    first, last = ms(window.start), ms(window.end)
    return Counted(_within(np.concatenate(ins), first, last), _within(np.concatenate(outs), first, last))


@lru_cache(maxsize=4096)
def counted(world: World, sensor_id: SensorId, day: date) -> Counted:
    """The crossings of the local day that a counter registered: some missed, some seen twice."""
    true = crossed(world, sensor_id, day)
    rates = world.imperfections
    lean = (2 * share(world.seed, world.centre.id, sensor_id, "lean") - 1) * rates.bias
    draw = generator(world.seed, world.centre.id, sensor_id, day.isoformat(), "miscount")
    half = rates.miscount / 2
    return Counted(
        _registered(true.ins, half + max(lean, 0), half, draw),
        _registered(true.outs, half + max(-lean, 0), half, draw),
    )


def totals(world: World, sensor_id: SensorId, day: date, at: Instants) -> tuple[Instants, Instants]:
    """The running totals in and out that the counter shows at instants of the local day, before any wrap."""
    seen, start = counted(world, sensor_id, day), carried(world, sensor_id, day)
    restart = _restart(world, sensor_id, day)
    return _running(seen.ins, at, start[0], restart), _running(seen.outs, at, start[1], restart)


def carried(world: World, sensor_id: SensorId, day: date) -> Totals:
    """The totals at local midnight: counters are restarted at each month's service, 16-bit ones never."""
    sensor = world.centre.sensors[sensor_id]
    if bits(sensor) == 16:
        first, start = min(FIRST_DAY, day), _offset(world, sensor_id)
    else:
        first, start = day.replace(day=1), (0, 0)
    return carry(world, sensor_id, day, first, start, lambda on, shown: _end_of(world, sensor_id, on, shown))


def carry(
    world: World,
    sensor_id: SensorId,
    day: date,
    first: date,
    start: Totals,
    after: Callable[[date, Totals], Totals],
) -> Totals:
    """A running value at the midnight of `day`, summed up from `first`; every midnight on the way is kept."""
    on = day
    while on > first and (sensor_id, on) not in world.carried:
        on -= timedelta(days=1)
    shown = start if on == first else world.carried[sensor_id, on]
    while on < day:
        shown = after(on, shown)
        on += timedelta(days=1)
        if on != first:
            world.carried[sensor_id, on] = shown
    return shown


def bits(sensor: Sensor) -> int:
    """How wide the counter's totals are. A 16-bit counter is never restarted on purpose: it wraps."""
    return counter_bits(sensor.profile)


def _offset(world: World, sensor_id: SensorId) -> Totals:
    names = (world.seed, world.centre.id, sensor_id, "offset")
    return number(*names, "in") % 2**16, number(*names, "out") % 2**16


def _end_of(world: World, sensor_id: SensorId, day: date, shown: Totals) -> Totals:
    seen, restart = counted(world, sensor_id, day), _restart(world, sensor_id, day)
    if restart is None:
        return shown[0] + len(seen.ins), shown[1] + len(seen.outs)
    return int((seen.ins > restart).sum()), int((seen.outs > restart).sum())


def _running(events: Instants, at: Instants, start: int, restart: int | None) -> Instants:
    shown = start + np.searchsorted(events, at, side="right")
    if restart is not None:
        before = start + int(np.searchsorted(events, restart, side="right"))
        shown = np.where(at < restart, shown, shown - before)
    return np.asarray(shown, dtype=np.int64)


def _restart(world: World, sensor_id: SensorId, day: date) -> int | None:
    found = [
        fault.start
        for fault in faults_of(world, world.centre.sensors[sensor_id], day)
        if fault.kind is FaultKind.RESET
    ]
    return ms(world.day(day).start) + found[0] * 60_000 if found else None


def _within(events: Instants, first: int, last: int) -> Instants:
    return np.sort(events[(events >= first) & (events < last)])


def _registered(events: Instants, missed: float, twice: float, draw: np.random.Generator) -> Instants:
    luck = draw.random(len(events))
    seen = events[luck >= missed]
    return np.sort(np.concatenate([seen, events[luck >= 1 - twice] + _TWICE_MS]))


def _through(world: World, sensor: Sensor, day: date) -> tuple[Instants, Instants]:
    doors = [s.id for s in world.centre.sensors_of(sensor.space) if s.role is SensorRole.FLOW]
    people, mine = space_day(world, sensor.space, day), doors.index(sensor.id)
    come, gone = _doors(world, sensor.space, day, people, len(doors))
    return people.arrivals[come == mine], people.departures[gone == mine]


def _doors(
    world: World, space: SpaceId, day: date, people: SpaceDay, doors: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which door each person takes in and out: the first one two times as often as the next, and so on."""
    weights = 0.5 ** np.arange(doors)
    draw = generator(world.seed, world.centre.id, space, day.isoformat(), "doors")
    choose = draw.choice(doors, size=(2, len(people.arrivals)), p=weights / weights.sum())
    return choose[0], choose[1]
