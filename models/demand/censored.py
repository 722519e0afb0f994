"""How likely counts of people are when full sessions hide demand: negative binomial, right-censored at what came."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_LEAST_CURVATURE = 1e-9
_TERMS = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct observations: the cell each belongs to, people, whether it was "at least" so many, and how often it came."""

    cell: Whole
    people: Whole
    hidden: NDArray[np.bool_]
    times: Floats
    cells: int

    @property
    def by_cell(self) -> Floats:
        """How many sessions each cell has seen."""
        return _summed(self.cell, self.times, self.cells)


def counts_of(rows: Sequence[tuple[int, int, bool]], cells: int) -> Counts:
    """From (cell, people, hidden). "At least nobody" says nothing and is left out."""
    telling = [row for row in rows if row[1] or not row[2]]
    found, times = np.unique(np.array(telling, dtype=np.int64).reshape(-1, 3), axis=0, return_counts=True)
    return Counts(found[:, 0], found[:, 1], found[:, 2].astype(bool), times.astype(float), cells)


@dataclass(frozen=True, slots=True)
class Pull:
    """By cell: the slope of the log likelihood in the log of demand, and its curvature (positive); and its sum."""

    slope: Floats
    curvature: Floats
    fit: float


def pull(counts: Counts, log_demand: Floats, size: float) -> Pull:
    """log_demand: by cell; size: k of the negative binomial, variance = mean + mean²/k.

    With p = mean/(mean + k), P(Y >= c) is the regularised incomplete beta function I_p(c, k), whose slope in log mean is
    c P(Y = c): no special function is needed.
    """
    mean = np.exp(log_demand)[counts.cell]
    share = mean / (mean + size)
    log_once = log_chance(counts.people, share, size)
    slope, curvature, fit = _seen(counts.people, share, size, log_once)
    if counts.hidden.any():
        at = counts.hidden
        slope[at], curvature[at], fit[at] = _at_least(counts.people[at], share[at], size, log_once[at])
    return Pull(
        _summed(counts.cell, counts.times * slope, counts.cells),
        _summed(counts.cell, counts.times * np.maximum(curvature, _LEAST_CURVATURE), counts.cells),
        float(counts.times @ fit),
    )


def log_chance(people: Whole, share: Floats, size: float) -> Floats:
    """log P(Y = people); the gamma functions as one running sum of logarithms."""
    steps = np.arange(int(people.max(initial=0)))
    ways = np.append(0.0, np.cumsum(np.log((size + steps) / (steps + 1))))
    found: Floats = ways[people] + people * np.log(share) + size * np.log1p(-share)
    return found


def chances(most: int, share: Floats, size: float) -> Floats:
    """P(Y = y) for y = 0..most-1, (len(share), most)."""
    steps = np.arange(most - 1)
    ratio = share[:, None] * ((size + steps) / (steps + 1))
    first = np.exp(size * np.log1p(-share))[:, None]
    return np.concatenate([first, first * np.cumprod(ratio, axis=1)], axis=1) if most else first[:, :0]


def _summed(cell: Whole, worth: Floats, cells: int) -> Floats:
    return np.bincount(cell, worth, cells).astype(float)


def _seen(people: Whole, share: Floats, size: float, log_once: Floats) -> tuple[Floats, Floats, Floats]:
    return people * (1 - share) - size * share, (people + size) * share * (1 - share), log_once


def _at_least(people: Whole, share: Floats, size: float, log_once: Floats) -> tuple[Floats, Floats, Floats]:
    beyond = np.empty(len(people))
    rare = share * size < people * (
        1 - share
    )  # the mean lies below: one less the rest would be all rounding error
    beyond[rare] = _beyond(people[rare], share[rare], size)
    below = chances(int(people.max()), share[~rare], size)
    fewer = np.where(np.arange(below.shape[1]) < people[~rare, None], below, 0).sum(axis=1)
    beyond[~rare] = np.maximum((1 - fewer) * np.exp(-log_once[~rare]), 1.0)
    slope = people / beyond
    return slope, slope * (slope - people * (1 - share) + size * share), log_once + np.log(beyond)


def _beyond(people: Whole, share: Floats, size: float) -> Floats:
    """P(Y >= people) / P(Y = people), where people are more than the mean: the continued fraction of the incomplete beta
    function (Press et al., Numerical Recipes, 6.4, "betacf"), from its end backwards."""
    fraction = np.ones(len(people))
    for n in range(_TERMS, 0, -1):
        even = n * (size - n) * share / ((people + 2 * n - 1) * (people + 2 * n))
        odd = (
            -(people + n - 1)
            * (people + size + n - 1)
            * share
            / ((people + 2 * n - 2) * (people + 2 * n - 1))
        )
        fraction = 1 + odd / (1 + even / fraction)
    return np.maximum(1 / fraction, 1.0)
