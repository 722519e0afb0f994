"""Pools of rooms that stand in for each other, and the days on which they are looked at as one."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.weekplan.board import Board
from models.weekplan.problem import DAYS, Room

Key = tuple[str, str]
"""Kind and space, the space "" where it does not matter."""
Apart = Collection[tuple[Key, int]]
"""Pools and days whose rooms have to be told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """rooms: their numbers, the smallest first; days: when these are one pool."""

    key: Key
    rooms: tuple[int, ...]
    days: NDArray[np.bool_]


def pools(board: Board, apart: Apart = ()) -> list[Pool]:
    """Rooms of a kind as one pool, but room by room on the days that are to be told apart."""
    problem = board.house.problem
    binding = _binding(board)
    members: dict[Key, list[int]] = {}
    for number, room in sorted(enumerate(problem.rooms), key=lambda pair: (pair[1].capacity, pair[1].id)):
        members.setdefault(_key(room, binding), []).append(number)
    found: list[Pool] = []
    for key, rooms in members.items():
        split = np.array([(key, day) in apart for day in range(DAYS)]) & (len(rooms) > 1)
        found.append(Pool(key, tuple(rooms), ~split))
        if split.any():
            found += [Pool(key, (room,), split) for room in rooms]
    return found


def _key(room: Room, binding: Collection[str]) -> Key:
    return room.kind, room.space if room.space in binding else ""


def _binding(board: Board) -> set[str]:
    """Spaces whose open changes could run out: there it matters which space a room belongs to."""
    most = sum(min(offer.weekly, DAYS) for offer in board.house.problem.offers)
    return {space for space, left in board.changes.items() if left < most}
