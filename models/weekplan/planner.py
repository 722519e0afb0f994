"""The plan of a week of any size: proved where it can be, improved window by window where it is too large for that."""

from collections.abc import Callable

import numpy as np

from models.weekplan.effort import USUAL, Effort
from models.weekplan.problem import Plan, Problem
from models.weekplan.solver import best
from models.weekplan.windowed import WINDOWS, Progress, windowed

LARGE = 15_000
"""Starts with points; above that a search of the whole week finds nothing better than what it begins with."""


def planned(
    problem: Problem,
    effort: Effort = USUAL,
    windows: int = WINDOWS,
    progress: Progress = lambda _done, _of, _value: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """A plan at least as good as the greedy one. progress and cancelled are asked where it is planned window by window.

    Raises PlacementError where a pinned placement names what is not there.
    """
    starts = sum(
        int(np.count_nonzero(offer.value > 0)) * max(len(offer.coaches), 1) for offer in problem.offers
    )
    if starts <= LARGE:
        return best(problem, effort)
    return windowed(problem, windows=windows, progress=progress, cancelled=cancelled)
