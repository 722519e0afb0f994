"""The welfare quota: how much of a placed week must be free or low-fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.weekplan.problem import Offer, Problem
from models.weekplan.window import whole

Yes = NDArray[np.bool_]

WHOLE = 10_000
"""Hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Quota:
    """reach: half hours of every welfare offer on as many days as it could be; allowed: shortfall that need not be made up.

    A shortfall is in half hours x WHOLE.
    """

    bps: int
    reach: int
    allowed: int = 0

    def shortfall(self, halves: int, welfare: int) -> int:
        """By how much the welfare half hours of all placed ones miss the quota, 0 or less = they do not."""
        return self.bps * halves - WHOLE * welfare

    def holds(self, halves: int, welfare: int) -> bool:
        """Whether so many welfare half hours are enough for so many placed ones."""
        return welfare >= self.reach or self.shortfall(halves, welfare) <= self.allowed


def quota(problem: Problem, room_free: Yes, coach_free: Yes) -> Quota:
    """The quota of an empty week with those half hours free, by (room or coach, day, half hour)."""
    numbers = {coach.id: number for number, coach in enumerate(problem.coaches)}
    capacities = np.array([room.capacity for room in problem.rooms], dtype=np.int64)
    rooms = cache(lambda length: whole(room_free, length))
    coaches = cache(lambda length: whole(coach_free, length))
    reach = 0
    for offer in (offer for offer in problem.offers if offer.welfare):
        fitting = [number for number, room in enumerate(problem.rooms) if offer.fits(room)]
        holding = capacities[fitting][:, None, None] >= offer.heads
        possible = (rooms(offer.length)[fitting] & holding).any(axis=0) & (offer.value > 0)
        if offer.coaches:
            taught = [numbers[coach] for coach in offer.coaches if coach in numbers]
            possible &= coaches(offer.length)[taught].any(axis=0)
        reach += offer.length * min(offer.weekly, int(possible.any(axis=1).sum()))
    return _beside_pinned(problem, Quota(problem.limits.welfare_bps, reach))


def _beside_pinned(problem: Problem, plain: Quota) -> Quota:
    offers = {offer.id: offer for offer in problem.offers}
    pinned: Sequence[Offer] = [offers[one.offer] for one in problem.pinned if one.offer in offers]
    halves = sum(offer.length for offer in pinned)
    short = plain.shortfall(halves, sum(offer.length for offer in pinned if offer.welfare))
    return Quota(plain.bps, plain.reach, max(short, 0))
