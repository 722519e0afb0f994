"""A large week improved window by window: some offers, days or hours are planned anew while all else stays."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.weekplan.appraisal import appraised, worth
from models.weekplan.dive import dived
from models.weekplan.effort import Effort
from models.weekplan.greedy import filled, greedy
from models.weekplan.house import House, house
from models.weekplan.problem import DAYS, HALF_HOURS, Placement, Plan, Problem
from models.weekplan.solver import improved, most_points

Yes = NDArray[np.bool_]
Progress = Callable[[int, int, int], None]
"""Told after each window: windows done, of how many, points so far."""

COLUMNS = 6_000
"""So many starts are planned anew at once: a second or so of search."""
WINDOWS = 60
EACH = Effort(deterministic=1.0)
HOURS = 8
"""Half hours of a window of time."""


def windowed(
    problem: Problem,
    windows: int = WINDOWS,
    effort: Effort = EACH,
    progress: Progress = lambda _done, _of, _value: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """A plan no worse than the greedy one, with the bound of its relaxation; asked to stop, it is the best so far.

    effort: of each window. The same problem, windows and effort give the same plan.
    """
    of = house(problem)
    random = np.random.default_rng(effort.seed)
    week, bound = dived(of, greedy(problem).placements, effort)
    for number in range(windows):
        if cancelled():
            break
        kind = KINDS[number % len(KINDS)]
        week = _anew(of, week, _thinned(of, kind(of, random), random), effort)
        progress(number + 1, windows, worth(problem, week))
    return appraised(problem, filled(of, week), bound)


def _anew(of: House, week: Sequence[Placement], window: Yes, effort: Effort) -> Sequence[Placement]:
    """The week with all that starts in the window chosen anew."""
    pinned = set(of.problem.pinned)
    fixed = [one for one in week if one in pinned or not window[of.offers[one.offer], one.day, one.half]]
    return improved(of, fixed, week, most_points(of.problem), effort, window)[0]


def _days(of: House, random: np.random.Generator) -> Yes:
    """All of one day."""
    window = np.zeros((len(of.offers), DAYS, HALF_HOURS), dtype=bool)
    window[:, random.integers(DAYS)] = True
    return window


def _hours(of: House, random: np.random.Generator) -> Yes:
    """The same hours of every day."""
    window = np.zeros((len(of.offers), DAYS, HALF_HOURS), dtype=bool)
    first = random.integers(HALF_HOURS - HOURS + 1)
    window[:, :, first : first + HOURS] = True
    return window


def _offers(of: House, _random: np.random.Generator) -> Yes:
    """Some offers, whenever; _thinned draws which."""
    return np.ones((len(of.offers), DAYS, HALF_HOURS), dtype=bool)


def _thinned(of: House, window: Yes, random: np.random.Generator) -> Yes:
    """As many offers of the window, drawn at random, as are planned in a second."""
    starts = np.array([offer.value > 0 for offer in of.problem.offers]).reshape(window.shape)
    columns = (starts & window).sum(axis=(1, 2)) * [max(len(offer.coaches), 1) for offer in of.problem.offers]
    order = random.permutation(len(columns))
    window[order[np.cumsum(columns[order]) > COLUMNS]] = False
    return window


KINDS: Sequence[Callable[[House, np.random.Generator], Yes]] = (_offers, _days, _hours)
"""In turn."""
