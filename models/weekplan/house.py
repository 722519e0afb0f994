"""A problem by number: looked up, stacked into arrays and sorted once, however often a week is filled from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.weekplan.problem import DAYS, HALF_HOURS, Problem
from models.weekplan.welfare import Quota, quota


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """Numbers by id; room_free, coach_free by (number, day, half hour), without what other changes are measured in.

    by_size: for each offer the numbers of rooms that fit, the smallest first.
    """

    problem: Problem
    offers: Mapping[str, int]
    rooms: Mapping[str, int]
    coaches: Mapping[str, int]
    groups: Mapping[str, int]
    room_free: NDArray[np.bool_]
    coach_free: NDArray[np.bool_]
    by_size: Sequence[Sequence[int]]
    quota: Quota


def house(problem: Problem) -> House:
    """What a problem is by number."""
    room_free = _open_rooms(problem)
    coach_free = _stacked([coach.available for coach in problem.coaches])
    by_size = sorted(enumerate(problem.rooms), key=lambda pair: (pair[1].capacity, pair[1].id))
    return House(
        problem=problem,
        offers={offer.id: number for number, offer in enumerate(problem.offers)},
        rooms={room.id: number for number, room in enumerate(problem.rooms)},
        coaches={coach.id: number for number, coach in enumerate(problem.coaches)},
        groups={
            group: number for number, group in enumerate(sorted({offer.group for offer in problem.offers}))
        },
        room_free=room_free,
        coach_free=coach_free,
        by_size=[[number for number, room in by_size if offer.fits(room)] for offer in problem.offers],
        quota=quota(problem, room_free, coach_free),
    )


def _open_rooms(problem: Problem) -> NDArray[np.bool_]:
    of_space: dict[str, list[int]] = {}
    for number, room in enumerate(problem.rooms):
        of_space.setdefault(room.space, []).append(number)
    free = _stacked([room.free for room in problem.rooms])
    for space, day, half in problem.limits.frozen:
        free[of_space.get(space, []), day, half] = False
    return free


def _stacked(grids: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    return np.array(grids, dtype=bool).reshape(len(grids), DAYS, HALF_HOURS)
