"""What each device has to say on a local day: its reports, in the order in which they happen, before anything is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.simulator.counting import carry, counted, totals
from ingest.simulator.courier import bags
from ingest.simulator.seed import generator, number
from ingest.simulator.spell import Spell, door_open, merged, occupied, running
from ingest.simulator.till import sales
from ingest.simulator.truth import Instants, around
from ingest.simulator.world import World, ms
from models.centre import Sensor, SensorRole

PIR_HOLD_MS = 5 * 60_000
"""A motion sensor says "nobody" after so long without motion."""

STANDBY_W = 3.0

WAKE_MS, LINGER_MS = 25 * 60_000, 75 * 60_000
"""A saving device is awake from so long before opening until so long after closing."""

_HOUR_MS = 3_600_000


class Report(NamedTuple):
    """One thing that a device says. at: milliseconds since 1970; values: by profile, see payloads.py."""

    at: int
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How counters and cameras report. gap_ms: also a change, at most so often (None = not); at_least_s: the longest pause;
    saving: only once an hour while the space is shut."""

    gap_ms: int | None = None
    at_least_s: int = 86_400
    saving: bool = False


PERIODIC = Pace()
"""They speak at their interval only. The last days of history are made of this."""

SAVING = Pace(saving=True)
"""The older history: no fact is about the hours in which a space is shut, and every message costs a first start time."""

TRIGGERED = Pace(gap_ms=3_000, at_least_s=60)
"""Mains-powered: within three seconds of a change, and every minute so that a screen knows that they are alive."""


def reports(world: World, sensor: Sensor, day: date, pace: Pace) -> list[Report]:
    """Everything that a sensor says on a local day, ascending."""
    says = _SAYS.get(sensor.role)
    if says is None:
        raise ValueError(f"sensor '{sensor.id}' has role '{sensor.role}', which the simulator cannot play")
    return says(world, sensor, day, pace)


def _periodic(world: World, sensor: Sensor, day: date, at_least_s: int = PERIODIC.at_least_s) -> Instants:
    """The instants of the regular report: a grid that runs on over midnight, at a phase of the device's own."""
    window, step = world.day(day), min(sensor.interval_s, at_least_s) * 1000
    phase = number(world.seed, world.centre.id, sensor.id, "phase") % step
    first = ms(window.start) + (phase - ms(window.start)) % step
    return np.arange(first, ms(window.end), step, dtype=np.int64)


def _instants(world: World, sensor: Sensor, day: date, pace: Pace, changes: Instants) -> Instants:
    regular = _periodic(world, sensor, day, pace.at_least_s)
    if pace.gap_ms is None:
        return _awake(world, sensor, day, regular) if pace.saving else regular
    if not len(changes):
        return regular
    heard = -(-changes // pace.gap_ms) * pace.gap_ms
    window = world.day(day)
    heard = heard[(heard >= ms(window.start)) & (heard < ms(window.end))]
    return np.union1d(regular, heard)


def _awake(world: World, sensor: Sensor, day: date, regular: Instants) -> Instants:
    """A saving device follows the opening hours: while its space is shut it speaks once an hour."""
    space = world.centre.spaces[sensor.space]
    wanted = np.diff(regular // _HOUR_MS, prepend=0) > 0
    for window in [*world.opening(space, day - timedelta(days=1)), *world.opening(space, day)]:
        wanted |= (regular >= ms(window.start) - WAKE_MS) & (regular < ms(window.end) + LINGER_MS)
    return regular[wanted]


def _flow(world: World, sensor: Sensor, day: date, pace: Pace) -> list[Report]:
    seen = counted(world, sensor.id, day)
    at = _instants(world, sensor, day, pace, np.concatenate([seen.ins, seen.outs]))
    limit = 2**sensor.counter_bits
    shown = [column % limit for column in totals(world, sensor.id, day, at)]
    period = [_since_last(np.searchsorted(events, at, side="right")) for events in (seen.ins, seen.outs)]
    if sensor.reversed:
        shown, period = shown[::-1], period[::-1]
    return _rows(at, *shown, *period)


def _since_last(count: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.diff(count, prepend=0)


def _count(world: World, sensor: Sensor, day: date, pace: Pace) -> list[Report]:
    people = around(world, sensor.space, day)
    at = _instants(world, sensor, day, pace, np.concatenate([people.arrivals, people.departures]))
    draw = generator(world.seed, world.centre.id, sensor.id, day.isoformat(), "view")
    there = people.present(at)
    seen = there - draw.binomial(there, world.imperfections.view)
    return _rows(at, seen, np.maximum(seen, np.concatenate([seen[:1], seen[:-1]])))


def _presence(world: World, sensor: Sensor, day: date, _pace: Pace) -> list[Report]:
    motion = [(start, end + PIR_HOLD_MS) for start, end in occupied(around(world, sensor.space, day))]
    return _states(world, sensor, day, merged(motion, 0))


def _door(world: World, sensor: Sensor, day: date, _pace: Pace) -> list[Report]:
    return _states(world, sensor, day, door_open(world, sensor.space, day))


def _states(world: World, sensor: Sensor, day: date, spells: list[Spell]) -> list[Report]:
    """On at the start of each spell, off at its end, and the state of the moment at every interval."""
    at = _with_edges(world, sensor, day, spells)
    return _rows(at, _covered(at, spells).astype(np.int64))


def _machine(world: World, sensor: Sensor, day: date, _pace: Pace) -> list[Report]:
    spells = running(world, sensor.space, day)[sensor.id]
    at = _with_edges(world, sensor, day, spells)
    draw = generator(world.seed, world.centre.id, sensor.id, day.isoformat(), "watt")
    watts = np.where(_covered(at, spells), draw.normal(420, 60, len(at)).clip(150), STANDBY_W).round(1)
    mean = _energy_wh(at - ms(world.day(day).start), at, spells)
    return _rows(at, watts, (_meter_wh(world, sensor, day) + mean).round() / 1000)


def _energy_wh(elapsed_ms: Instants, at: Instants, spells: list[Spell]) -> NDArray[np.float64]:
    """Energy since midnight: the standby all day, a treadmill's mean power while it runs."""
    used = np.zeros(len(at))
    for start, end in spells:
        used += np.clip(at, start, end) - start
    return np.asarray((elapsed_ms * STANDBY_W + used * 420.0) / 3_600_000)


def _meter_wh(world: World, sensor: Sensor, day: date) -> float:
    """The plug's meter at midnight; it is set to zero at each month's service."""

    def after(on: date, shown: tuple[int, int]) -> tuple[int, int]:
        end = np.array([ms(world.day(on).end)])
        spells = running(world, sensor.space, on)[sensor.id]
        return shown[0] + round(float(_energy_wh(end - ms(world.day(on).start), end, spells)[0])), 0

    return carry(world, sensor.id, day, day.replace(day=1), (0, 0), after)[0]


def _till(world: World, sensor: Sensor, day: date, _pace: Pace) -> list[Report]:
    return [Report(sale.at, (sale,)) for sale in sales(world, sensor.space, day)]


def _delivery(world: World, sensor: Sensor, day: date, _pace: Pace) -> list[Report]:
    return [Report(step.at, (step,)) for step in bags(world, sensor.space, day)]


def _with_edges(world: World, sensor: Sensor, day: date, spells: list[Spell]) -> Instants:
    window = world.day(day)
    edges = np.array([edge for spell in spells for edge in spell], dtype=np.int64)
    edges = edges[(edges >= ms(window.start)) & (edges < ms(window.end))]
    return np.union1d(_periodic(world, sensor, day), edges)


def _covered(at: Instants, spells: list[Spell]) -> NDArray[np.bool_]:
    starts, ends = (np.array([spell[n] for spell in spells], dtype=np.int64) for n in (0, 1))
    return np.asarray(
        np.searchsorted(starts, at, side="right") > np.searchsorted(ends, at, side="right"), dtype=bool
    )


def _rows(at: Instants, *columns: NDArray[np.int64] | NDArray[np.float64]) -> list[Report]:
    values = zip(*(column.tolist() for column in columns), strict=True)
    return [Report(instant, row) for instant, row in zip(at.tolist(), values, strict=True)]


_SAYS: Mapping[SensorRole, Callable[[World, Sensor, date, Pace], list[Report]]] = {
    SensorRole.FLOW: _flow,
    SensorRole.COUNT: _count,
    SensorRole.PRESENCE: _presence,
    SensorRole.DOOR: _door,
    SensorRole.MACHINE: _machine,
    SensorRole.TILL: _till,
    SensorRole.DELIVERY: _delivery,
}
