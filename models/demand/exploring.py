"""Which changes to try: the most promising, and one in eight that may teach something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.demand.censored import Floats, Whole

EXPLORED = 8
"""One of so many. Choosing more by chance costs more than it teaches: regret 64 % against 15 % (analytics.md 4)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the candidates by its number; exploring: taken for what it may teach."""

    candidate: int
    exploring: bool


Allowed = Callable[[int, Sequence[int]], bool]
"""Whether a candidate can be taken beside those that are taken already."""


def chosen(mean: Floats, sd: Floats, count: int, seed: int, allowed: Allowed | None = None) -> list[Choice]:
    """Up to `count` candidates by what each is worth, mean and standard deviation; the same for the same seed.

    Of few choices, one in eight is for exploring on average: whether it is this time, the seed decides.
    """
    draw = np.random.default_rng(seed)
    explored = min(int(count / EXPLORED + draw.random()), count)
    taken: list[int] = []
    _take(np.argsort(-mean, kind="stable"), count - explored, taken, allowed)
    greedy = len(taken)
    _take(np.argsort(-draw.normal(mean, sd), kind="stable"), min(count, greedy + explored), taken, allowed)
    return [Choice(candidate, n >= greedy) for n, candidate in enumerate(taken)]


def _take(order: Whole, count: int, taken: list[int], allowed: Allowed | None) -> None:
    """Adds to `taken`, the first in order first, until there are so many."""
    for candidate in order.tolist():
        if len(taken) >= count:
            return
        if candidate not in taken and (allowed is None or allowed(candidate, taken)):
            taken.append(candidate)
