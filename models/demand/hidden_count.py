"""How many a usual hour brings, from counts of which the small ones are told to nobody: censored, never nought."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np

from models.demand.censored import Floats

_GRID = np.linspace(np.log(0.02), np.log(2000.0), 460)
"""Logs of the rates looked at: steps of 0.025."""
_ROUNDS = 30
_NEAR_ENOUGH = 1e-3


@dataclass(frozen=True, slots=True)
class Counted:
    """One group of cells of the same rate: counts that are told, and how many cells tell nothing."""

    told: Sequence[int]
    hidden: int


def log_rates(groups: Sequence[Counted], least: int, spread: float) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the log of each group's rate a cell; a hidden cell had 0 to least - 1.

    Poisson counts, censored below `least`; logs of rates lie `spread` about a centre that all groups teach (an EM step at a
    time). Gelman et al., Bayesian Data Analysis (3rd ed.), 5.4 and 8.7.
    """
    fits = np.stack([_fit(group, least) for group in groups])
    centre = float(_GRID[fits.sum(axis=0).argmax()])
    for _ in range(_ROUNDS):
        mean, sd = _posterior(fits - ((_GRID - centre) / spread) ** 2 / 2)
        before, centre = centre, float(mean.mean())
        if abs(centre - before) < _NEAR_ENOUGH:
            break
    return mean, sd


def _fit(group: Counted, least: int) -> Floats:
    """The log likelihood over the grid, but for a constant."""
    rate = np.exp(_GRID)
    few = np.logaddexp.reduce([n * _GRID - lgamma(n + 1) for n in range(least)], axis=0) - rate
    found: Floats = sum(group.told) * _GRID - len(group.told) * rate + group.hidden * few
    return found


def _posterior(log_weight: Floats) -> tuple[Floats, Floats]:
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    mean = weight @ _GRID
    return mean, np.sqrt(weight @ _GRID**2 - mean**2)
