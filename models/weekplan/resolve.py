"""A plan mended after something fell out: few sessions move, and only where that is worth telling people."""

from collections.abc import Collection, Sequence

import numpy as np

from models.weekplan.appraisal import appraised, loose_bound, worth
from models.weekplan.board import Board
from models.weekplan.choice import NONE, Choices, Yes
from models.weekplan.effort import Effort
from models.weekplan.house import House, house
from models.weekplan.limit import Limit, Whole
from models.weekplan.problem import HALF_HOURS, Placement, Plan, Problem
from models.weekplan.solver import Aim, improved
from models.weekplan.window import CELLS

MOVES = 3
"""So many sessions may be put somewhere else, or with somebody else, after one thing fell out."""
SHARE = 4
"""A move must bring a quarter of what a session of the plan brings on average, and a session that goes costs as much."""
MENDING = Effort(deterministic=2.0)


def resolved(problem: Problem, moves: int = MOVES, effort: Effort = MENDING) -> Plan:
    """Problem.before as far as it still can be, and at most `moves` placements that are new.

    Its bound is that of any plan, which a plan that moves little need not come near.
    Raises PlacementError where a pinned placement or one before names what is not there.
    """
    of = house(problem)
    start = surviving(of)
    price = max(worth(problem, start) // max(len(start), 1) // SHARE, 1)
    week, _ = improved(of, problem.pinned, start, _near(of, set(start), price, moves), effort)
    return appraised(problem, week, loose_bound(problem))


def surviving(of: House) -> list[Placement]:
    """Pinned placements, and of those before all that still fit beside them, the dearest first."""
    problem = of.problem
    board, kept = Board(of, problem.pinned), list(problem.pinned)
    before = [one for one in problem.before if one not in problem.pinned]
    values = {one: worth(problem, [one]) for one in before}
    welfare = {offer.id for offer in problem.offers if offer.welfare}
    for one in sorted(before, key=lambda one: (one.offer not in welfare, -values[one], one)):
        offer = problem.offers[of.offers[one.offer]]
        if board.holds(one) and (offer.welfare or of.quota.holds(board.halves + offer.length, board.welfare)):
            board.put(one)
            kept.append(one)
    return kept


def _near(of: House, before: Collection[Placement], price: int, moves: int) -> Aim:
    """Points, less `price` for each new placement and as much more for each of `before` that stays."""

    def points(found: Choices) -> Whole:
        new, stays = _new(of, found, before)
        worth_it: Whole = (
            np.where(found.counted, found.value, 0) - price * new + price * (stays & found.counted)
        )
        return worth_it

    def score(week: Sequence[Placement]) -> int:
        staying = sum(one in before for one in week)
        return worth(of.problem, week) + price * (staying - (len(week) - staying))

    def rows(found: Choices) -> Sequence[Limit]:
        new = np.flatnonzero(_new(of, found, before)[0])
        return [Limit(new, np.ones_like(new), moves)] if len(new) else []

    return Aim(points, score, rows)


def _new(of: House, found: Choices, before: Collection[Placement]) -> tuple[Yes, Yes]:
    """Columns that would be something new, and those that are as before."""
    at = {
        of.offers[one.offer] * CELLS + one.day * HALF_HOURS + one.half: (
            of.rooms[one.room],
            of.coaches.get(one.coach, NONE),
        )
        for one in before
    }
    started = np.array([start in at for start in found.start.tolist()], dtype=bool)
    same = np.zeros(len(found), dtype=bool)
    for column in np.flatnonzero(started).tolist():
        same[column] = found.takes(column, *at[int(found.start[column])])
    return np.where(started, ~same, found.counted), same
