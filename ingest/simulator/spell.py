"""Spans of time in which something is on: a room in use, a treadmill running, a door standing open."""

from datetime import date
from functools import lru_cache

import numpy as np

from ingest.simulator.seed import generator
from ingest.simulator.truth import Instants, SpaceDay, around, space_day
from ingest.simulator.world import World
from models.centre import SensorId, SensorRole, SpaceId

Spell = tuple[int, int]
"""[start, end) in milliseconds since 1970."""

TREADMILL_SHARE = 0.3
"""Share of guests of the gym who would like to run."""


def occupied(people: SpaceDay) -> list[Spell]:
    """When at least one person is inside."""
    at = np.concatenate([people.arrivals, people.departures])
    change = np.repeat([1, -1], [len(people.arrivals), len(people.departures)])
    order = np.lexsort((-change, at))
    inside = np.cumsum(change[order])
    ends = np.flatnonzero(inside == 0)
    starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.int64)
    return list(zip(at[order][starts].tolist(), at[order][ends].tolist(), strict=True)) if len(ends) else []


def merged(spells: list[Spell], gap_ms: int) -> list[Spell]:
    """Spells that follow each other within a gap are one."""
    result: list[Spell] = []
    for start, end in spells:
        if result and start - result[-1][1] <= gap_ms:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def door_open(world: World, space: SpaceId, day: date) -> list[Spell]:
    """A door opens a moment before somebody passes, falls shut a few seconds later and stays open for a queue."""
    people = around(world, space, day)
    passing = np.sort(np.concatenate([people.arrivals, people.departures])).tolist()
    return merged([(at - 1_000, at + 6_000) for at in passing], 3_000)


@lru_cache(maxsize=512)
def running(world: World, space: SpaceId, day: date) -> dict[SensorId, list[Spell]]:
    """Which guests run on which machine when: whoever finds all of them taken does something else."""
    machines = [s.id for s in world.centre.sensors_of(space) if s.role is SensorRole.MACHINE]
    people = space_day(world, space, day)
    draw = generator(world.seed, world.centre.id, space, day.isoformat(), "machines")
    keen = draw.random(len(people.arrivals)) < TREADMILL_SHARE
    start = people.arrivals + draw.integers(4, 15, len(keen)) * 60_000
    end = np.minimum(start + draw.integers(15, 40, len(keen)) * 60_000, people.departures - 120_000)
    wanted = keen & (end - start > 5 * 60_000)
    return _allot(machines, start[wanted], end[wanted])


def _allot(machines: list[SensorId], start: Instants, end: Instants) -> dict[SensorId, list[Spell]]:
    taken: dict[SensorId, list[Spell]] = {machine: [] for machine in machines}
    order = np.argsort(start, kind="stable")
    for begin, finish in zip(start[order].tolist(), end[order].tolist(), strict=True):
        free = next((m for m in machines if not taken[m] or taken[m][-1][1] + 60_000 <= begin), None)
        if free is not None:
            taken[free].append((begin, finish))
    return taken
