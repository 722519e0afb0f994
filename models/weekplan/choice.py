"""All that could be decided in a week, one column each: this offer from this half hour on, in this pool, with this coach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.weekplan.board import Board
from models.weekplan.pool import Pool
from models.weekplan.problem import DAYS, Offer
from models.weekplan.window import CELLS, least, whole

Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]
NONE = -1

Need = tuple[int, frozenset[int]]
"""Number of a pool, and those of its rooms that hold the people."""


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Arrays by column. cell: half hour of the week in which it starts, 0..335.

    need: which of `needs` it takes a room of, NONE where the column says nothing of rooms; coach: likewise.
    counted: whether the column is the session, and not just who teaches one that has a column by pool as well.
    """

    needs: Sequence[Need]
    offer: Whole
    cell: Whole
    need: Whole
    coach: Whole
    counted: Yes
    length: Whole
    heads: Whole
    value: Whole
    group: Whole

    @property
    def start(self) -> Whole:
        """One number for each offer and half hour."""
        return self.offer * CELLS + self.cell

    @property
    def day(self) -> Whole:
        """One number for each offer and day."""
        return self.offer * DAYS + self.cell * DAYS // CELLS

    def takes(self, column: int, room: int, coach: int) -> bool:
        """Whether a session in that room with that coach, NONE without, chooses the column at its start."""
        need = self.need[column]
        return (need == NONE or room in self.needs[need][1]) and (
            self.coach[column] == coach or (self.coach[column] == NONE and need != NONE)
        )

    def __len__(self) -> int:
        return len(self.offer)


def choices(board: Board, pools: Sequence[Pool]) -> Choices:
    """Every start with points, a free room that holds the people, a free coach, and below what limits leave."""
    problem, groups_of = board.house.problem, board.house.groups
    enumeration = _Enumeration(board, pools)
    rows = [row for number in range(len(problem.offers)) for row in enumeration.of(number)]
    offer, cell, need, coach, counted = (
        (np.concatenate(column) for column in zip(*rows, strict=True))
        if rows
        else np.zeros((5, 0), dtype=np.int64)
    )
    heads = np.array([one.heads.ravel() for one in problem.offers]).reshape(-1, CELLS)
    value = np.array([one.value.ravel() for one in problem.offers]).reshape(-1, CELLS)
    lengths = np.array([one.length for one in problem.offers], dtype=np.int64)
    groups = np.array([groups_of[one.group] for one in problem.offers], dtype=np.int64)
    return Choices(
        needs=list(enumeration.needs),
        offer=offer,
        cell=cell,
        need=need,
        coach=coach,
        counted=counted.astype(bool),
        length=lengths[offer],
        heads=heads[offer, cell],
        value=value[offer, cell],
        group=groups[offer],
    )


Row = tuple[Whole, Whole, Whole, Whole, Whole]
"""Columns by offer, cell, need, coach and whether they are counted."""


class _Enumeration:
    def __init__(self, board: Board, pools: Sequence[Pool]) -> None:
        self.problem, self.board, self.pools = board.house.problem, board, pools
        self.needs: dict[Need, int] = {}
        self.rooms = cache(lambda length: whole(board.room_free, length))
        self.coaches = cache(lambda length: whole(board.coach_free, length))
        self.room_left = cache(lambda length: least(board.headroom, length))
        self.parallel = cache(lambda length: least(board.parallel, length))

    def of(self, number: int) -> Iterator[Row]:
        """The columns of an offer."""
        offer = self.problem.offers[number]
        if self.board.weekly[number] <= 0 or not self.board.may_start[number].any():
            return
        taught = self._taught(offer)
        possible = self._possible(number, offer)
        if taught:
            possible &= np.any(list(taught.values()), axis=0)
        housed = [need for pool in range(len(self.pools)) for need in self._housed(offer, pool, possible)]
        several = np.sum([where for _, where in housed], axis=0) > 1 if housed else possible
        for need, where in housed:
            if not offer.coaches:
                yield _row(number, where, need, NONE, counted=True)
                continue
            yield _row(number, where & several, need, NONE, counted=True)
            for coach, when in taught.items():
                yield _row(number, where & when & ~several, need, coach, counted=True)
        for coach, when in taught.items():
            yield _row(number, possible & when & several, NONE, coach, counted=False)

    def _possible(self, number: int, offer: Offer) -> Yes:
        """Where nothing but rooms and coaches could stand in the way."""
        parallel = self.parallel(offer.length)[self.board.house.groups[offer.group]]
        found: Yes = self.board.may_start[number] & (parallel > 0)
        return found & (self.room_left(offer.length) >= offer.heads)

    def _taught(self, offer: Offer) -> dict[int, Yes]:
        """When which coach could teach it."""
        numbers = [
            self.board.house.coaches[coach] for coach in offer.coaches if coach in self.board.house.coaches
        ]
        free = self.coaches(offer.length)
        found = {number: free[number] for number in numbers if self.board.coach_left[number] > 0}
        return found or ({NONE: np.zeros_like(offer.value, dtype=bool)} if offer.coaches else {})

    def _housed(self, offer: Offer, number: int, possible: Yes) -> Iterator[tuple[int, Yes]]:
        """Which needs of a pool it has when: the rooms that hold the people there and then, one of them free."""
        pool, rooms = self.pools[number], self.problem.rooms
        fitting = [
            room
            for room in pool.rooms
            if offer.fits(rooms[room]) and self.board.changes[rooms[room].space] > 0
        ]
        free = self.rooms(offer.length)
        smallest = np.searchsorted([rooms[room].capacity for room in fitting], offer.heads)
        for first in np.unique(smallest[possible & (smallest < len(fitting))]).tolist():
            holding = fitting[first:]
            where = possible & (smallest == first) & free[holding].any(axis=0) & pool.days[:, None]
            if where.any():
                yield self.needs.setdefault((number, frozenset(holding)), len(self.needs)), where


def _row(offer: int, where: Yes, need: int, coach: int, *, counted: bool) -> Row:
    cells = np.flatnonzero(where)
    plain = np.ones_like(cells)
    return plain * offer, cells, plain * need, plain * coach, plain * counted
