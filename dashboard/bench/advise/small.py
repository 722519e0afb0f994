"""Small weeks in which every rule bites: thousands of them show whether a plan ever breaks one."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.weekplan.greedy import greedy
from models.weekplan.problem import DAYS, HALF_HOURS, Coach, Grid, Limits, Offer, Problem, Room

OPEN, SHUT = 18, 30
"""Half hours of the day, 09:00 to 15:00: few enough for the days to be crowded."""
PLENTY = 10_000


def small(seed: int) -> Problem:
    """A week of 1 to 4 rooms and 1 to 6 offers, every third with a pinned session; the same seed, the same week."""
    random = np.random.default_rng(seed)
    days = int(random.integers(1, 4))
    rooms = [_room(number, days, random) for number in range(random.integers(1, 5))]
    coaches = [_coach(number, days, random) for number in range(random.integers(0, 4))]
    offers = [_offer(number, days, rooms, coaches, random) for number in range(random.integers(1, 7))]
    problem = Problem(rooms=rooms, coaches=coaches, offers=offers, limits=_limits(days, random))
    placed = greedy(problem).placements
    if seed % 3 == 0 and placed:
        return replace(problem, pinned=[placed[int(random.integers(len(placed)))]])
    return problem


def _free(days: int, share: float, random: np.random.Generator) -> NDArray[np.bool_]:
    free = np.zeros((DAYS, HALF_HOURS), dtype=bool)
    free[:days, OPEN:SHUT] = random.random((days, SHUT - OPEN)) < share
    return free


def _room(number: int, days: int, random: np.random.Generator) -> Room:
    return Room(
        id=f"r{number}",
        space=f"s{random.integers(3)}",
        kind=str(random.choice(["hall", "studio"])),
        capacity=int(random.choice([10, 20, 30])),
        free=_free(days, 0.9, random),
    )


def _coach(number: int, days: int, random: np.random.Generator) -> Coach:
    return Coach(id=f"c{number}", available=_free(days, 0.9, random), weekly=int(random.integers(1, 4)))


def _offer(
    number: int, days: int, rooms: Sequence[Room], coaches: Sequence[Coach], random: np.random.Generator
) -> Offer:
    heads: Grid = random.integers(0, 32, (DAYS, HALF_HOURS))
    starts = _free(days, 0.5, random)
    value: Grid = np.where(starts, random.integers(-20, 200, (DAYS, HALF_HOURS)), 0)
    only = [room.id for room in rooms if random.random() < 0.5] if random.random() < 0.2 else []
    return Offer(
        id=f"o{number}",
        length=int(random.integers(1, 5)),
        weekly=int(random.integers(1, 4)),
        kinds=frozenset(kind for kind in ("hall", "studio") if random.random() < 0.7),
        coaches=tuple(coach.id for coach in coaches if random.random() < 0.6)
        if random.random() < 0.6
        else (),
        group=f"g{random.integers(3)}",
        welfare=bool(random.random() < 0.4),
        heads=heads,
        value=value,
        rooms=frozenset(only),
    )


def _limits(days: int, random: np.random.Generator) -> Limits:
    frozen = [
        (f"s{random.integers(3)}", int(random.integers(days)), int(random.integers(OPEN, SHUT)))
        for _ in range(4)
    ]
    return Limits(
        headroom=random.integers(10, 90, (DAYS, HALF_HOURS)),
        parallel=int(random.integers(1, 3)),
        welfare_bps=int(random.choice([0, 3000, 5000])),
        changes=int(random.choice([2, 3, PLENTY])),
        frozen=frozenset(frozen),
        open_changes={"s0": int(random.integers(0, 4))},
    )
