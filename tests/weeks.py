"""Weeks to be planned, as small as a test needs."""

from collections.abc import Mapping

import numpy as np

from models.weekplan.problem import DAYS, HALF_HOURS, Coach, Limits, Offer, Placement, Plan, Problem, Room

SHAPE = (DAYS, HALF_HOURS)


def room(
    name: str = "r1", kind: str = "hall", capacity: int = 20, space: str = "s1", shut: int | None = None
) -> Room:
    """Free all week, but for one whole day where `shut` names it."""
    free = np.ones(SHAPE, dtype=bool)
    if shut is not None:
        free[shut] = False
    return Room(id=name, space=space, kind=kind, capacity=capacity, free=free)


def coach(name: str = "c1", days: tuple[int, ...] = tuple(range(DAYS)), weekly: int = 5) -> Coach:
    available = np.zeros(SHAPE, dtype=bool)
    available[list(days)] = True
    return Coach(id=name, available=available, weekly=weekly)


def offer(
    name: str = "o1",
    starts: Mapping[tuple[int, int], int] | None = None,
    heads: int = 10,
    length: int = 2,
    weekly: int = 1,
    coaches: tuple[str, ...] = (),
    group: str = "",
    welfare: bool = False,
    rooms: tuple[str, ...] = (),
) -> Offer:
    """starts: points by day and half hour; each offer is a group of its own where none is given."""
    value = np.zeros(SHAPE, dtype=np.int64)
    for start, points in (starts or {(0, 20): 100}).items():
        value[start] = points
    return Offer(
        id=name,
        length=length,
        weekly=weekly,
        kinds=frozenset({"hall"}),
        coaches=coaches,
        group=group or name,
        welfare=welfare,
        heads=np.full(SHAPE, heads, dtype=np.int64),
        value=value,
        rooms=frozenset(rooms),
    )


def limits(
    headroom: int = 1_000, parallel: int = 1, welfare_bps: int = 0, changes: int = 99, **more: object
) -> Limits:
    grid = np.full(SHAPE, headroom, dtype=np.int64)
    return Limits(headroom=grid, parallel=parallel, welfare_bps=welfare_bps, changes=changes, **more)  # type: ignore[arg-type]


def problem(
    *offers: Offer, rooms: tuple[Room, ...] = (), coaches: tuple[Coach, ...] = (), **more: object
) -> Problem:
    given = {"limits": limits()} | more
    return Problem(offers=offers, rooms=rooms or (room(),), coaches=coaches, **given)  # type: ignore[arg-type]


def placed(offer: str = "o1", day: int = 0, half: int = 20, room: str = "r1", coach: str = "") -> Placement:
    return Placement(offer=offer, day=day, half=half, room=room, coach=coach)


def week(value: int, *placements: Placement) -> Plan:
    return Plan(placements=placements, value=value, bound=value, proved=True)
