"""The best week within a measured effort: all pools at once, then room by room where a pool's rooms do not suffice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.weekplan.appraisal import appraised, worth
from models.weekplan.board import Board
from models.weekplan.choice import NONE, Choices, choices
from models.weekplan.effort import USUAL, Effort
from models.weekplan.greedy import filled, greedy
from models.weekplan.house import House, house
from models.weekplan.limit import HIGHEST, Limit, Quotas, limits
from models.weekplan.pool import Key, pools
from models.weekplan.problem import HALF_HOURS, Placement, Plan, Problem
from models.weekplan.seating import Session, seated
from models.weekplan.welfare import WHOLE
from models.weekplan.window import CELLS

ROUNDS = 8
"""How often pools may be told apart."""

Whole = NDArray[np.int64]


def _nothing(_found: Choices) -> Sequence[Limit]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What makes one week better than another. points: by column; score: of a week, the sum of its columns' points.

    rows: limits beyond those of the problem.
    """

    points: Callable[[Choices], Whole]
    score: Callable[[Sequence[Placement]], int]
    rows: Callable[[Choices], Sequence[Limit]] = _nothing


def most_points(problem: Problem) -> Aim:
    """The aim of a plan: what its placements are worth."""
    return Aim(lambda found: np.where(found.counted, found.value, 0), lambda week: worth(problem, week))


def best(problem: Problem, effort: Effort = USUAL) -> Plan:
    """A plan at least as good as the greedy one, its bound and whether it is proved.

    The same problem and effort give the same plan. Raises PlacementError where a pinned one names what is not there.
    """
    of = house(problem)
    start = greedy(problem)
    if start.proved:
        return start
    placements, bound = improved(of, problem.pinned, start.placements, most_points(problem), effort)
    return appraised(problem, filled(of, placements), min(bound, start.bound))


def improved(
    of: House,
    fixed: Sequence[Placement],
    start: Sequence[Placement],
    aim: Aim,
    effort: Effort,
    within: NDArray[np.bool_] | None = None,
) -> tuple[Sequence[Placement], int]:
    """Placements that score no less than `start`, and a bound on the score of any others.

    fixed: those that stay; start: a feasible week that has them all; within: starts that may be chosen, by (offer, day, half
    hour), None = all.
    """
    from models.weekplan.cpsat import solved  # noqa: PLC0415 -- loads OR-Tools, a second that only a plan should pay

    apart: set[tuple[Key, int]] = set()
    kept, bound = start, HIGHEST
    for _ in range(ROUNDS):
        board = Board(of, fixed)
        if within is not None:
            board.may_start &= within
        together = pools(board, apart)
        found = choices(board, together)
        rows = (*limits(board, together, found), *aim.rows(found))
        hint = columns_of(of, found, start)
        answer = solved(aim.points(found), rows, quotas(board, found), hint, effort)
        bound = min(bound, aim.score(fixed) + answer.bound)
        if answer.chosen is None:
            break
        placements, left = seated(board, sessions_of(of, found, answer.chosen))
        week = [*fixed, *placements]
        if aim.score(week) > aim.score(kept) and enough(of, week):
            kept = week
        if not left:
            break
        effort = replace(
            effort, deterministic=max(effort.deterministic - answer.spent, effort.deterministic / 8)
        )
        apart |= {(together[session.pool].key, session.day) for session in left}
    return kept, bound


def enough(of: House, week: Sequence[Placement]) -> bool:
    """Whether it keeps the welfare quota: a week of which a session was left out may not."""
    board = Board(of, week)
    return of.quota.holds(board.halves, board.welfare)


def quotas(board: Board, found: Choices) -> Quotas | None:
    """The welfare quota over columns, None where the sessions that stay keep it already."""
    quota = board.house.quota
    if board.welfare >= quota.reach or not quota.bps:
        return None
    free = np.array([offer.welfare for offer in board.house.problem.offers], dtype=np.int64)[found.offer]
    halves = np.where(found.counted, found.length, 0)
    return Quotas(
        weights=halves * (free * WHOLE - quota.bps),
        least=quota.shortfall(board.halves, board.welfare) - quota.allowed,
        reach=halves * free,
        all_of_it=quota.reach - board.welfare,
    )


def columns_of(of: House, found: Choices, week: Sequence[Placement]) -> NDArray[np.bool_]:
    """The columns that a week chooses."""
    at: dict[int, list[int]] = {}
    for column, start in enumerate(found.start.tolist()):
        at.setdefault(start, []).append(column)
    chosen = np.zeros(len(found), dtype=bool)
    for one in week:
        start = of.offers[one.offer] * CELLS + one.day * HALF_HOURS + one.half
        room, coach = of.rooms[one.room], of.coaches.get(one.coach, NONE)
        for column in at.get(start, ()):
            chosen[column] = found.takes(column, room, coach)
    return chosen


def sessions_of(of: House, found: Choices, chosen: NDArray[np.bool_]) -> list[Session]:
    """A room side and, where that is apart, the coach of the same start."""
    apart = np.flatnonzero(chosen & ~found.counted)
    coaches = dict(zip(found.start[apart].tolist(), found.coach[apart].tolist(), strict=True))
    sessions = []
    for column in np.flatnonzero(chosen & found.counted).tolist():
        pool, rooms = found.needs[found.need[column]]
        coach = coaches.get(int(found.start[column]), int(found.coach[column]))
        day, half = divmod(int(found.cell[column]), HALF_HOURS)
        sessions.append(
            Session(
                day=day,
                half=half,
                offer=int(found.offer[column]),
                rooms=tuple(sorted(rooms, key=lambda room: (of.problem.rooms[room].capacity, room))),
                coach=of.problem.coaches[coach].id if coach != NONE else "",
                pool=pool,
            )
        )
    return sessions
