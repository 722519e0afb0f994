"""Who was really in the judged room: every person's way in and out, made by a generator that knows no estimator."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.float64]
"""Minutes after the local midnight of a day."""

OPENS, CLOSES = 8 * 60.0, 21 * 60.0
CAPACITY = 40
DOORS = 2


@dataclass(frozen=True, slots=True)
class Character:
    """How one room lives: drop-in guests a day, how long they stay, its rush hours and its classes."""

    guests: float
    stay_min: float
    stay_spread: float
    rush: tuple[float, ...]
    rush_weight: tuple[float, ...]
    classes: tuple[tuple[float, float, float], ...]
    main_door: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day: person n comes at come[n] through door come_door[n] with group come_group[n], and goes likewise."""

    come: Minutes
    gone: Minutes
    come_door: NDArray[np.intp]
    gone_door: NDArray[np.intp]
    come_group: NDArray[np.intp]
    gone_group: NDArray[np.intp]

    def present(self, at: Minutes) -> Minutes:
        """People inside at each instant."""
        come = np.searchsorted(np.sort(self.come), at, side="right")
        return (come - np.searchsorted(np.sort(self.gone), at, side="right")).astype(np.float64)


def character(draw: np.random.Generator) -> Character:
    """A room of its own: gym, seniors' room, library; none is like the other."""
    classes = tuple(
        (float(start), float(draw.choice([60, 75, 90])), float(draw.integers(6, 15)))
        for start in draw.choice(
            [540, 600, 660, 840, 900, 960, 1110, 1140], draw.integers(0, 3), replace=False
        )
    )
    return Character(
        guests=float(draw.uniform(140, 260)),
        stay_min=float(draw.uniform(35, 75)),
        stay_spread=float(draw.uniform(0.4, 0.8)),
        rush=(
            float(draw.uniform(9, 11) * 60),
            float(draw.uniform(14, 16) * 60),
            float(draw.uniform(18, 19.5) * 60),
        ),
        rush_weight=tuple(draw.dirichlet([4, 3, 5]).tolist()),
        classes=classes,
        main_door=float(draw.uniform(0.5, 0.75)),
    )


def day(room: Character, draw: np.random.Generator, groups: bool = False) -> Day:
    """One day of a room. groups: most guests come and go three to eight abreast instead of alone or in pairs."""
    busy = float(np.exp(draw.normal(0.0, 0.2)))
    come, gone, come_group, gone_group = _guests(room, draw, busy, groups)
    for start, length, people in room.classes:
        n = int(draw.poisson(people * min(busy, 1.2)))
        come = np.concatenate([come, start + draw.normal(-4, 4, n)])
        gone = np.concatenate([gone, start + length + draw.gamma(2.0, 2.0, n)])
        fresh = 1_000_000 + len(come_group) + np.arange(n)
        come_group, gone_group = np.concatenate([come_group, fresh]), np.concatenate([gone_group, fresh])
    come = np.maximum(come, OPENS)
    gone = np.minimum(np.maximum(gone, come + 1.0), CLOSES + draw.uniform(-12, 8, len(gone)))
    kept = (come < CLOSES - 10) & (gone > come)
    come, gone, come_group, gone_group = come[kept], gone[kept], come_group[kept], gone_group[kept]
    kept = _room_for(come, gone)
    come, gone, come_group, gone_group = come[kept], gone[kept], come_group[kept], gone_group[kept]
    return Day(
        come,
        gone,
        _doors(come_group, room.main_door, draw),
        _doors(gone_group, room.main_door, draw),
        come_group,
        gone_group,
    )


def _guests(
    room: Character, draw: np.random.Generator, busy: float, groups: bool
) -> tuple[Minutes, Minutes, NDArray[np.intp], NDArray[np.intp]]:
    sizes: list[int] = []
    wanted = draw.poisson(room.guests * busy)
    while sum(sizes) < wanted:
        sizes.append(
            int(draw.integers(3, 9))
            if groups and draw.random() < 0.6
            else int(draw.choice([1, 2], p=[0.8, 0.2]))
        )
    peak = draw.choice(len(room.rush), len(sizes), p=np.array(room.rush_weight))
    at = np.where(
        draw.random(len(sizes)) < 0.35,
        draw.uniform(OPENS, CLOSES - 20, len(sizes)),
        draw.normal(np.array(room.rush)[peak], 50.0),
    )
    stay = np.exp(draw.normal(np.log(room.stay_min), room.stay_spread, len(sizes)))
    group = np.repeat(np.arange(len(sizes)), sizes)
    together = draw.random(len(sizes)) < 0.7
    own = np.exp(draw.normal(np.log(room.stay_min), room.stay_spread, len(group)))
    come = at[group] + draw.uniform(0, 0.05, len(group))
    gone = come + np.where(together[group], stay[group], own)
    alone = 2_000_000 + np.arange(len(group))
    return come, gone, group, np.where(together[group], group, alone)


def _room_for(come: Minutes, gone: Minutes) -> NDArray[np.bool_]:
    """Who finds the room full goes away again."""
    kept = np.zeros(len(come), dtype=bool)
    inside: list[float] = []
    for n in np.argsort(come):
        inside = [leaves for leaves in inside if leaves > come[n]]
        if len(inside) < CAPACITY:
            kept[n] = True
            inside.append(gone[n])
    return kept


def _doors(group: NDArray[np.intp], main: float, draw: np.random.Generator) -> NDArray[np.intp]:
    """A group walks through one door."""
    _, inverse = np.unique(group, return_inverse=True)
    chosen = (draw.random(int(inverse.max(initial=0)) + 1) >= main).astype(np.intp)
    return chosen[inverse]
