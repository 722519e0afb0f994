"""A week to be planned: rooms, coaches and what could be offered, on a grid of 7 days by 48 half hours of local time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

DAYS, HALF_HOURS = 7, 48
"""Monday first; half hours of the local day."""

Grid = NDArray[np.int64]
"""Whole numbers by (DAYS, HALF_HOURS)."""
Flags = NDArray[np.bool_]
"""Yes or no by (DAYS, HALF_HOURS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A space or a part of it that one session takes whole. free: half hours that are open, not held and not quiet.

    kind: rooms of one kind stand in for each other in the first stage; capacity: persons.
    """

    id: str
    space: str
    kind: str
    capacity: int
    free: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach:
    """available: half hours in which the coach can teach and does not teach already. weekly: sessions at most a week."""

    id: str
    available: Flags
    weekly: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What could take place, up to `weekly` times a week and once a day at most.

    length: half hours, with the cleaning gap. kinds: of rooms that fit. coaches: who can teach it, empty = a
    self-organised group, which needs none. group: what draws on the same people (a kind and a segment); at most
    Limits.parallel of a group go on at once, cleaning gap and all. welfare: free or low-fee.
    heads: people that are expected if it starts there, whole numbers, rounded in ONE place so that the greedy plan, the
    model and the validator agree. value: points of a start there, 0 or less = it must not start there.
    """

    id: str
    length: int
    weekly: int
    kinds: frozenset[str]
    coaches: tuple[str, ...]
    group: str
    welfare: bool
    heads: Grid
    value: Grid
    rooms: frozenset[str] = frozenset()
    """Only these rooms, whatever `kinds` says; empty = every room of `kinds`. Either way the room must hold the people."""

    def fits(self, room: Room) -> bool:
        """Whether it may take place there at all, however many come."""
        return room.id in self.rooms if self.rooms else room.kind in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Placement:
    """One session of a plan. half: the half hour in which it starts; coach: "" = none is needed."""

    offer: str
    day: int
    half: int
    room: str
    coach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """headroom: people that may still come into the building, by half hour. parallel: sessions of one group at a time.

    welfare_bps: hundredths of a per cent of placed half hours that must be welfare, unless every welfare offer is placed on
    as many days as it could be at all; what pinned placements alone fall short of the quota need not be made up.
    changes: open changes at most per space, each placement that is not pinned being one. frozen: (space, day, half) that
    another change is being measured in.
    """

    headroom: Grid
    parallel: int = 1
    welfare_bps: int = 3000
    changes: int = 3
    frozen: frozenset[tuple[str, int, int]] = frozenset()
    open_changes: Mapping[str, int] = field(default_factory=dict)
    """Space -> changes that are being tried already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """pinned: placements that stay as they are, part of the plan and of its value, and use up rooms, coaches and limits like
    all others. before: the plan that a re-solve should stay close to.
    """

    rooms: Sequence[Room]
    coaches: Sequence[Coach]
    offers: Sequence[Offer]
    limits: Limits
    pinned: Sequence[Placement] = ()
    before: Sequence[Placement] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """value: points of the placements; bound: no plan can have more; proved: whether value is known to be the best.

    moves: placements that are not in Problem.before, 0 where there was none.
    """

    placements: Sequence[Placement]
    value: int
    bound: int
    proved: bool
    moves: int = 0

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, as a share of the bound, 0..1."""
        return max(self.bound - self.value, 0) / self.bound if self.bound > 0 else 0.0
