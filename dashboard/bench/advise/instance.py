"""Weeks to be planned that nobody lives in: seeded, of any size, as busy as a real house."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.weekplan.problem import DAYS, HALF_HOURS, Coach, Grid, Limits, Offer, Problem, Room

OPEN, SHUT = 14, 44
"""Half hours of the day: 07:00 to 22:00."""
KINDS = ("hall", "studio", "classroom", "courtyard", "dining")
CAPACITY = (40, 24, 30, 60, 80)
GROUPS = ("fitness", "dance", "crafts", "reading", "music", "children")
UNLIMITED = 10_000


def town(seed: int, size: int = 1) -> Problem:
    """A week of 5 rooms, 30 offers and 8 coaches, times `size`; the same seed, the same week."""
    random = np.random.default_rng([seed, size])
    busy = _busy(random)
    rooms = [_room(number, random) for number in range(5 * size)]
    coaches = [_coach(number, random) for number in range(8 * size)]
    offers = [_offer(number, coaches, busy, random) for number in range(30 * size)]
    return Problem(
        rooms=rooms,
        coaches=coaches,
        offers=offers,
        limits=Limits(headroom=_headroom(size, busy), parallel=2 * size, changes=UNLIMITED),
    )


def _busy(random: np.random.Generator) -> NDArray[np.float64]:
    """How busy the house is, 0..1, by (DAYS, HALF_HOURS): a peak at noon, a higher one in the evening."""
    hour = np.arange(HALF_HOURS) / 2
    day = 0.6 * np.exp(-(((hour - 12) / 1.2) ** 2)) + 0.9 * np.exp(-(((hour - 19.5) / 1.5) ** 2)) + 0.15
    level = np.array([1, 1, 1, 1, 1, 1.1, 1.1])[:, None] * random.uniform(0.85, 1.0, (DAYS, 1))
    return np.clip(day[None, :] * level, 0, 1)


def _room(number: int, random: np.random.Generator) -> Room:
    kind = number % len(KINDS)
    free = np.zeros((DAYS, HALF_HOURS), dtype=bool)
    free[:, OPEN:SHUT] = True
    for day in range(DAYS):
        for _ in range(random.integers(2, 6)):  # what is held already
            start = random.integers(OPEN, SHUT - 2)
            free[day, start : start + random.integers(2, 7)] = False
    return Room(id=f"r{number}", space=f"s{number}", kind=KINDS[kind], capacity=CAPACITY[kind], free=free)


def _coach(number: int, random: np.random.Generator) -> Coach:
    available = np.zeros((DAYS, HALF_HOURS), dtype=bool)
    for day in random.choice(DAYS, size=5, replace=False):
        start = random.integers(OPEN, 28)
        available[day, start : start + random.integers(8, 16)] = True
    available[:, SHUT:] = False
    return Coach(id=f"c{number}", available=available, weekly=int(random.integers(4, 9)))


def _offer(
    number: int, coaches: Sequence[Coach], busy: NDArray[np.float64], random: np.random.Generator
) -> Offer:
    """Two in three are taught. What it draws follows its own hours, and a quieter half hour is worth more."""
    kinds = random.choice(len(KINDS), size=int(random.integers(1, 3)), replace=False)
    least = min(CAPACITY[kind] for kind in kinds)
    draw = random.uniform(0.3, 0.8) * least * _preference(random)
    heads: Grid = np.minimum(np.rint(draw), max(CAPACITY[kind] for kind in kinds)).astype(np.int64)
    taught = random.random() < 0.67
    cost = random.integers(0, 400) if taught else 0
    value: Grid = np.rint(heads * 40 * (1 + 0.8 * (1 - busy)) - cost).astype(np.int64)
    value[:, :OPEN] = value[:, SHUT:] = 0
    value[heads < 3] = 0
    chosen = random.choice(len(coaches), size=min(int(random.integers(1, 4)), len(coaches)), replace=False)
    return Offer(
        id=f"o{number}",
        length=int(random.integers(2, 5)),
        weekly=int(random.integers(1, 4)),
        kinds=frozenset(KINDS[kind] for kind in kinds),
        coaches=tuple(coaches[one].id for one in chosen) if taught else (),
        group=GROUPS[random.integers(len(GROUPS))],
        welfare=bool(random.random() < 0.35),
        heads=heads,
        value=value,
    )


def _preference(random: np.random.Generator) -> NDArray[np.float64]:
    """How much of its draw comes when, by (DAYS, HALF_HOURS): one liked time of day, and noise."""
    hour = np.arange(HALF_HOURS) / 2
    liked, width = random.choice([9.5, 15.0, 19.0]), random.uniform(1.5, 4)
    shape = 0.15 + np.exp(-(((hour - liked) / width) ** 2))
    days = random.uniform(0.6, 1.2, (DAYS, 1))
    return np.asarray(shape[None, :] * days * random.lognormal(0, 0.15, (DAYS, HALF_HOURS)))


def _headroom(size: int, busy: NDArray[np.float64]) -> Grid:
    """What the house still takes: less where it is busy."""
    return np.rint(size * 150 * (1 - 0.85 * busy)).astype(np.int64)
