"""A week filled start by start, the best for its time first: complete, feasible, and where every search begins."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.weekplan.appraisal import appraised, loose_bound
from models.weekplan.board import Board
from models.weekplan.house import House, house
from models.weekplan.problem import Placement, Plan, Problem

Start = tuple[float, int, int, int]
"""Points for the root of the length, number of the offer, day, half hour."""


def greedy(problem: Problem) -> Plan:
    """Pinned placements and what fits beside them. Raises PlacementError where a pinned one names what is not there."""
    return appraised(problem, filled(house(problem), problem.pinned), loose_bound(problem))


def filled(of: House, fixed: Sequence[Placement]) -> list[Placement]:
    """These placements and all that still fits beside them."""
    board = Board(of, fixed)
    placements = list(fixed)
    for _, number, day, half in _in_turn(board):
        placement = board.fitting(number, day, half)
        if placement is not None:
            board.put(placement)
            placements.append(placement)
    return placements


def _in_turn(board: Board) -> Iterator[Start]:
    """The best start next, but a welfare one where the quota would not bear another that is none."""
    offers, quota = board.house.problem.offers, board.house.quota
    free, paid = (_ranked(board, welfare=welfare) for welfare in (True, False))
    while free or paid:
        if not paid:
            yield free.pop()
        elif quota.holds(board.halves + offers[paid[-1][1]].length, board.welfare):
            yield (free if free and free[-1] > paid[-1] else paid).pop()
        elif free:
            yield free.pop()
        else:
            paid.pop()


def _ranked(board: Board, *, welfare: bool) -> list[Start]:
    """Starts with points, the best last."""
    starts: list[Start] = []
    for number, offer in enumerate(board.house.problem.offers):
        if offer.welfare is welfare and board.weekly[number] > 0:
            days, halves = np.nonzero(board.may_start[number])
            points = offer.value[days, halves] / np.sqrt(offer.length)
            starts += zip(points.tolist(), [number] * len(days), days.tolist(), halves.tolist(), strict=True)
    return sorted(starts)
