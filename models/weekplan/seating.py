"""From a pool of rooms to the room: the smallest that holds the people, and where they were before if it can be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.weekplan.board import Board
from models.weekplan.problem import Placement, Problem


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """What has a time and a coach but only a choice of rooms, the smallest first. pool: its number."""

    day: int
    half: int
    offer: int
    rooms: tuple[int, ...]
    coach: str
    pool: int


def seated(board: Board, sessions: Sequence[Session]) -> tuple[list[Placement], list[Session]]:
    """Placements, and the sessions that found no room. board: what is free for them; it is not changed."""
    problem = board.house.problem
    free = board.room_free.copy()
    before = set(problem.before)
    placements: list[Placement] = []
    left: list[Session] = []
    waiting: list[Session] = []
    for session in sorted(sessions):
        kept = [one for one in _possible(problem, session) if one in before]
        taken = kept[0] if kept and _take(problem, free, session, board.house.rooms[kept[0].room]) else None
        if taken is None:
            waiting.append(session)
        else:
            placements.append(taken)
    for session in sorted(waiting, key=lambda one: (one.day, one.half, len(one.rooms), one)):
        for number, one in zip(session.rooms, _possible(problem, session), strict=True):
            if _take(problem, free, session, number):
                placements.append(one)
                break
        else:
            left.append(session)
    return placements, left


def _possible(problem: Problem, session: Session) -> list[Placement]:
    offer = problem.offers[session.offer].id
    return [
        Placement(
            offer=offer, day=session.day, half=session.half, room=problem.rooms[room].id, coach=session.coach
        )
        for room in session.rooms
    ]


def _take(problem: Problem, free: NDArray[np.bool_], session: Session, room: int) -> bool:
    during = free[room, session.day, session.half : session.half + problem.offers[session.offer].length]
    if not during.all():
        return False
    during[:] = False
    return True
