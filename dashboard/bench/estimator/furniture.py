"""The cheap things that look into the judged room beside its doors: a slow camera, a motion sensor, some seats, some machines."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.glance import glance
from dashboard.bench.estimator.room import CLOSES, OPENS, Day, Minutes
from models.centre import Sensor, SensorId, SensorRole, SpaceId
from models.evidence import UNITS
from models.reading import Reading

EVERY_MIN = {SensorRole.COUNT: 15, SensorRole.PRESENCE: 10, SensorRole.SEAT: 10, SensorRole.MACHINE: 10}
"""Minutes between two words of each kind: they run on batteries."""

HOW_MANY = {SensorRole.COUNT: 1, SensorRole.PRESENCE: 1, SensorRole.SEAT: 6, SensorRole.MACHINE: 2}

OVERLOOKED, OVERLOOKED_IN_A_CROWD = (0.01, 0.06), (0.05, 0.15)
"""Between these a room's camera overlooks a share of the people, and of a full room on top: each hangs in its own way."""

STILL = 0.2
"""How often one person alone does not move for so long that motion is felt."""

USES = 0.15
"""How often one who comes takes a watched seat or machine, while one is free."""

LEFT_ON = 0.02
"""How often somebody goes and leaves a bag on the seat or the machine running, until the room is shut."""

IDLE_W, RUNNING_W, IN_USE_ABOVE_W = 2.0, 300.0, 20.0

Numbers = NDArray[np.float64]


def furniture(space: SpaceId) -> tuple[Sensor, ...]:
    """What stands and hangs in a room."""
    return tuple(
        Sensor(
            id=SensorId(f"{role.value}-{n}"),
            space=space,
            role=role,
            topic="",
            envelope="native",
            profile="linli-camera",
            interval_s=EVERY_MIN[role] * 60,
            in_use_above=IN_USE_ABOVE_W if role is SensorRole.MACHINE else None,
        )
        for role, many in HOW_MANY.items()
        for n in range(many)
    )


@dataclass(frozen=True, slots=True)
class Furnished:
    """One room's furniture, as good as it happens to be. overlooked: share of the people, and of a full room on top."""

    sensors: tuple[Sensor, ...]
    overlooked: tuple[float, float]

    def readings(self, people: Day, midnight: datetime, draw: np.random.Generator) -> list[Reading]:
        """What it says of one day, in no order."""
        units = [sensor for sensor in self.sensors if sensor.role in UNITS]
        taken = dict(zip((unit.id for unit in units), _taken(people, len(units), draw), strict=True))
        found: list[Reading] = []
        for sensor in self.sensors:
            at = spoken(sensor.role, draw)
            if sensor.role is SensorRole.COUNT:
                values = glance(people.present(at), draw, self.overlooked, EVERY_MIN[SensorRole.COUNT])
            elif sensor.role is SensorRole.PRESENCE:
                values = _moved(people.present(at), draw)
            else:
                values = _SAYS[sensor.role](_within(taken[sensor.id], at))
            measure = MEASURES[sensor.role]
            found += [
                Reading(sensor.id, measure, midnight + timedelta(minutes=float(minute)), float(value))
                for minute, value in zip(at, values, strict=True)
            ]
        return found


MEASURES: Mapping[SensorRole, str] = {
    SensorRole.COUNT: "occupancy_count",
    SensorRole.PRESENCE: "presence",
    SensorRole.SEAT: "presence",
    SensorRole.MACHINE: "power",
}

_SAYS: Mapping[SensorRole, Callable[[Numbers], Numbers]] = {
    SensorRole.SEAT: lambda taken: taken,
    SensorRole.MACHINE: lambda taken: np.where(taken > 0, RUNNING_W, IDLE_W),
}


def furnished(space: SpaceId, draw: np.random.Generator) -> Furnished:
    """A room's furniture; how well its camera sees is drawn."""
    return Furnished(
        furniture(space), (float(draw.uniform(*OVERLOOKED)), float(draw.uniform(*OVERLOOKED_IN_A_CROWD)))
    )


def spoken(role: SensorRole, draw: np.random.Generator) -> Minutes:
    """The minutes of a day at which a sensor speaks: by its own clock, which nobody has set."""
    every = EVERY_MIN[role]
    return np.arange(OPENS - 60, CLOSES + 90, every) + float(draw.uniform(0, every))


def in_use(sensors: Iterable[Sensor], values: Mapping[SensorId, float]) -> int:
    """How many seats and machines are in use, by the newest word of each: so many people at the least."""
    limit = {s.id: s.in_use_above or 0.0 for s in sensors if s.role in UNITS}
    return sum(values.get(key, 0.0) > above for key, above in limit.items())


def _moved(present: Numbers, draw: np.random.Generator) -> Numbers:
    return np.asarray(draw.random(len(present)) < 1.0 - STILL**present, dtype=np.float64)


def _taken(people: Day, units: int, draw: np.random.Generator) -> list[list[tuple[float, float]]]:
    """From when to when each unit is in use: who comes may take a free one and keeps it until the way out."""
    spans: list[list[tuple[float, float]]] = [[] for _ in range(units)]
    until = np.full(units, -np.inf)
    for n in np.argsort(people.come):
        free = np.flatnonzero(until <= people.come[n])
        if not len(free) or draw.random() >= USES:
            continue
        unit = int(draw.choice(free))
        ends = CLOSES + 10 if draw.random() < LEFT_ON else people.gone[n]
        until[unit] = ends
        spans[unit].append((float(people.come[n]), float(ends)))
    return spans


def _within(spans: Iterable[tuple[float, float]], at: Minutes) -> Numbers:
    found = np.zeros(len(at))
    for start, end in spans:
        found[(at >= start) & (at < end)] = 1.0
    return found
