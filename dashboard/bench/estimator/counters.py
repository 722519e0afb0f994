"""What the judged room's counters make of the truth: missed, seen twice, hidden behind each other, silent, reset."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.room import DOORS, Day

EVERY_MIN = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What is wrong on the judged days. missed, twice: by door and side (entries, exits), shape (DOORS, 2)."""

    missed: NDArray[np.float64]
    twice: NDArray[np.float64]
    abreast: float = 0.0


def rates(miscount: float, bias: float, draw: np.random.Generator, abreast: float = 0.0) -> Faults:
    """Doors of one room: each side of each door miscounts `miscount` of the people, most of them by missing them.

    bias: all doors miss so many more of one side, the same side, as a badly hung sensor does.
    """
    share = draw.uniform(0.4, 0.9, (DOORS, 2))
    extra = np.zeros((DOORS, 2))
    extra[:, int(draw.integers(2))] = bias
    return Faults(missed=miscount * share + extra, twice=miscount * (1 - share), abreast=abreast)


def registered(day: Day, faults: Faults, draw: np.random.Generator) -> list[list[NDArray[np.float64]]]:
    """The minutes at which each door counts an entry and an exit: [door][side], ascending."""
    return [
        [
            _seen(
                *_through(at, doors, groups, door),
                faults.missed[door, side],
                faults.twice[door, side],
                faults.abreast,
                draw,
            )
            for side, (at, doors, groups) in enumerate(
                ((day.come, day.come_door, day.come_group), (day.gone, day.gone_door, day.gone_group))
            )
        ]
        for door in range(DOORS)
    ]


def _through(
    at: NDArray[np.float64], doors: NDArray[np.intp], groups: NDArray[np.intp], door: int
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    mine = doors == door
    order = np.argsort(at[mine])
    return at[mine][order], groups[mine][order]


def _seen(
    at: NDArray[np.float64],
    groups: NDArray[np.intp],
    missed: float,
    twice: float,
    abreast: float,
    draw: np.random.Generator,
) -> NDArray[np.float64]:
    luck = draw.random(len(at))
    kept = luck >= missed
    if abreast and len(at):
        beside = np.concatenate([[False], (np.diff(at) < 0.1) & (np.diff(groups) == 0)])
        kept &= ~(beside & (draw.random(len(at)) < abreast))
    doubled = at[kept & (luck >= 1 - twice)] + 0.01
    return np.sort(np.concatenate([at[kept], doubled]))
