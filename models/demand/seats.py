"""From the log of demand to people who come: places cut it off, and a session's own chance is added to what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from models.demand.censored import Floats, chances
from models.expectation import HIGH, LOW, Evidence, Expected

_DRAWS = 256
_LOG_GRID = np.linspace(-4.0, 7.0, 221)
_NORMAL = np.array([NormalDist().inv_cdf((n + 0.5) / _DRAWS) for n in range(_DRAWS)])
_CHANCE = np.random.default_rng(5).permutation(_NORMAL)
"""The same draws in a fixed other order: the same question has the same answer every time."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Mean and variance of the people who come to one session, by demand on a fixed grid of its logarithm; most: places."""

    mean: Floats
    variance: Floats
    most: float


def seats(places: int | None, size: float) -> Seats:
    """places: how many may come, None = as many as like to. size: of the negative binomial."""
    demand = np.exp(_LOG_GRID)
    if places is None:
        return Seats(demand, demand + demand**2 / size, np.inf)
    if places < 0:
        raise ValueError(f"a room has no {places} places")
    people = np.arange(places)
    chance = chances(places, demand / (demand + size), size)
    mean = places - chance @ (places - people)
    square = places**2 - chance @ (places**2 - people**2)
    return Seats(mean, np.maximum(square - mean**2, 0), places)


def people(
    room: Seats, log_demand: Floats, variance: Floats, sessions: int | None, evidence: Sequence[Evidence]
) -> list[Expected]:
    """People a session on average over so many sessions, None = in the long run; one for each mean and variance given."""
    draws = log_demand[:, None] + np.sqrt(variance)[:, None] * _NORMAL
    mean = np.interp(draws, _LOG_GRID, room.mean)
    found = mean
    if sessions is not None:
        found = mean + np.sqrt(np.interp(draws, _LOG_GRID, room.variance) / sessions) * _CHANCE
    bounds = np.quantile(np.clip(found, 0, room.most), [LOW, HIGH], axis=1).T
    return [
        Expected(mean=middle, low=min(low, middle), high=max(high, middle), evidence=one)
        for middle, (low, high), one in zip(
            mean.mean(axis=1).tolist(), bounds.tolist(), evidence, strict=True
        )
    ]


def seats_filled(log_demand: float, places: int, size: float) -> float:
    """People who come to one session on average, where demand is known."""
    return float(np.interp(log_demand, _LOG_GRID, seats(places, size).mean))
