"""Limits of a week as rows over its choices: no half hour, room, coach, group, offer or space takes more than it can."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.weekplan.board import Board
from models.weekplan.choice import NONE, Choices
from models.weekplan.pool import Pool
from models.weekplan.problem import DAYS
from models.weekplan.window import CELLS

Whole = NDArray[np.int64]

LOWEST, HIGHEST = -(2**40), 2**40
"""Beyond any sum of a week."""


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """The weights of these columns sum to `most` at most, or to exactly that."""

    columns: Whole
    weights: Whole
    most: int
    exact: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Quotas:
    """Either the weighted columns sum to `least`, or those of `reach` sum to `all_of_it`."""

    weights: Whole
    least: int
    reach: Whole
    all_of_it: int


def limits(board: Board, pools: Sequence[Pool], found: Choices) -> Iterator[Limit]:
    """Every limit that these choices could break together. The welfare quota is not among them: it is no plain sum."""
    problem = board.house.problem
    counted = np.flatnonzero(found.counted)
    one = np.ones(len(found), dtype=np.int64)
    yield from _grouped(found.offer, counted, one, board.weekly)
    yield from _grouped(found.day, counted, one, np.ones(len(problem.offers) * DAYS, dtype=np.int64))
    taught = np.flatnonzero(found.coach != NONE)
    yield from _grouped(found.coach, taught, one, board.coach_left)
    yield from _over_time(
        found, taught, found.coach, one, np.ones(len(problem.coaches) * CELLS, dtype=np.int64)
    )
    yield from _over_time(found, counted, found.group, one, board.parallel.ravel())
    yield from _over_time(found, counted, np.zeros_like(found.group), found.heads, board.headroom.ravel())
    yield from _rooms(board, found)
    yield from _changes(board, pools, found)
    yield from _linked(found)


def _grouped(of: Whole, columns: Whole, weights: Whole, most: Whole) -> Iterator[Limit]:
    """One limit for each number in `of`, where it could be broken."""
    for group, members in _gathered(of, columns):
        if weights[members].sum() > most[group]:
            yield Limit(members, weights[members], max(int(most[group]), 0))


def _gathered(of: Whole, columns: Whole) -> Iterator[tuple[int, Whole]]:
    """The columns of each number in `of`."""
    order = columns[np.argsort(of[columns], kind="stable")]
    groups, first = np.unique(of[order], return_index=True)
    if len(groups):
        yield from zip(groups.tolist(), np.split(order, first[1:]), strict=True)


def _over_time(found: Choices, columns: Whole, of: Whole, weights: Whole, most: Whole) -> Iterator[Limit]:
    """One limit for each number in `of` and half hour. An offer, at most once a day, counts there with its most."""
    lengths = found.length[columns]
    wide = np.repeat(columns, lengths)
    later = np.arange(len(wide)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    place = of[wide] * CELLS + found.cell[wide] + later
    order = np.lexsort((found.offer[wide], place))
    wide, place = wide[order], place[order]
    if not len(wide):
        return
    new_place = np.flatnonzero(np.diff(place, prepend=-1))
    new_offer = np.flatnonzero(
        (np.diff(place, prepend=-1) != 0) | (np.diff(found.offer[wide], prepend=-1) != 0)
    )
    dearest = np.maximum.reduceat(weights[wide], new_offer)
    together = np.add.reduceat(dearest, np.searchsorted(new_offer, new_place))
    for at, members, sum_of_most in zip(
        place[new_place].tolist(), np.split(wide, new_place[1:]), together, strict=True
    ):
        if sum_of_most > most[at]:
            yield Limit(members, weights[members], max(int(most[at]), 0))


def _rooms(board: Board, found: Choices) -> Iterator[Limit]:
    """Of the rooms that some sessions need, no more are taken at once than are free (Hall's condition)."""
    one = np.ones(len(found), dtype=np.int64)
    for number, rooms in found.needs:
        within = np.array([pool == number and needed <= rooms for pool, needed in found.needs] + [False])
        free = board.room_free[sorted(rooms)].sum(axis=0)
        columns = np.flatnonzero(within[found.need])  # NONE picks the False at the end
        yield from _over_time(found, columns, np.zeros_like(found.group), one, free.ravel())


def _changes(board: Board, pools: Sequence[Pool], found: Choices) -> Iterator[Limit]:
    """No space has more open changes than are left; where they could run out, a pool is of one space."""
    spaces = sorted({pool.key[1] for pool in pools} - {""})
    of_need = [spaces.index(pools[pool].key[1]) if pools[pool].key[1] else NONE for pool, _ in found.needs]
    of = np.array([*of_need, NONE], dtype=np.int64)[found.need]
    left = np.array([board.changes[space] for space in spaces], dtype=np.int64)
    one = np.ones(len(found), dtype=np.int64)
    yield from _grouped(of, np.flatnonzero(of != NONE), one, left)


def _linked(found: Choices) -> Iterator[Limit]:
    """A session whose room and coach are chosen apart has one of either."""
    apart = np.flatnonzero(~found.counted)
    starts = np.unique(found.start[apart])
    columns = np.flatnonzero(np.isin(found.start, starts))
    signs = np.where(found.counted, 1, -1)
    for _, members in _gathered(found.start, columns):
        yield Limit(members, signs[members], 0, exact=True)
