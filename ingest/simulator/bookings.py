"""The sessions of a room on a day, and what really became of each: held, nobody came, cancelled."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import numpy as np

from ingest.simulator.courses import COURSES, GROUPS, Course
from ingest.simulator.effects import EFFECTS
from ingest.simulator.offer import CENTRE, GROUP_ORGANISERS
from ingest.simulator.seed import generator, share
from ingest.simulator.world import World
from models.calendar import DayType, Window
from models.centre import Space, SpaceId, SpaceKind
from models.festival import days_from_festival
from models.message import LocalText

CANCELLED = 0.05
"""Share of bookings that are cancelled in time."""

GROUP_GHOST = 0.14
"""Share of self-organised groups that never come."""

GROUP_STARTS = (time(8, 30), time(13, 0), time(14, 0), time(16, 15), time(19, 0))
GROUP_MINUTES = 75
GROUP_CHANCE = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session with its fate. attendees: people who came; 0 of a kept one is a ghost.

    course: its row of COURSES, None = a free hour that a group asked for. organiser: who holds it.
    """

    id: str
    day: date
    organiser: str
    course: Course | None
    window: Window
    title: LocalText
    seats: int
    attendees: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """A span that somebody would like to have, before it is known whether the room is free."""

    key: str
    start: time
    minutes: int
    title: LocalText
    seats: int
    fill: float
    ghost: float
    organiser: str
    course: Course | None = None


def series_id(space: SpaceId, course: Course) -> str:
    """A weekly course of a room."""
    return f"{space}-{course.key}"


def bookable(space: Space) -> bool:
    """Rooms for groups are booked; everything else is walked into."""
    return space.kind is SpaceKind.ROOM and space.group_minimum > 1


@lru_cache(maxsize=4096)
def sessions(world: World, space_id: SpaceId, day: date) -> tuple[Session, ...]:
    """The sessions of a room that begin on a local date, in order; kept ones never overlap."""
    space = world.centre.spaces[space_id]
    if not bookable(space) or -3 <= days_from_festival(day) <= 7:
        return ()
    taken: list[Session] = []
    for wish in [*_courses(world, space, day), *_groups(world, space, day)]:
        session = _session(world, space, day, wish)
        if _fits(world, space, day, session.window, taken):
            taken.append(session)
    return tuple(sorted(taken, key=lambda session: session.window))


def _courses(world: World, space: Space, day: date) -> list[_Wish]:
    if world.calendar.day_type(day) is DayType.STATUTORY:
        return []
    capacity = space.limit(day) or 0
    return [
        _Wish(c.key, c.start, c.minutes, c.title, seats_of(c, capacity), c.fill, c.ghost, CENTRE.id, c)
        for c in COURSES.get(space.zone, ())
        if day.weekday() in c.weekdays and _offered(c, day)
    ]


def seats_of(course: Course, capacity: int) -> int:
    """The places of a course in a room of that capacity."""
    return max(2, round(course.seats * capacity))


def _offered(course: Course, day: date) -> bool:
    return not (
        (course.after and not EFFECTS[course.after].running(day))
        or (course.before and EFFECTS[course.before].running(day))
    )


def _groups(world: World, space: Space, day: date) -> list[_Wish]:
    names = (world.centre.id, space.id, day.isoformat())
    wishes = []
    for n, start in enumerate(GROUP_STARTS):
        if share(world.seed, *names, "group", n) < GROUP_CHANCE:
            which = int(share(world.seed, *names, "title", n) * len(GROUPS))
            group, who = GROUPS[which], GROUP_ORGANISERS[which].id
            seats = min(group.persons, space.limit(day) or 0)
            wishes.append(_Wish(f"group{n}", start, GROUP_MINUTES, group.title, seats, 0.8, GROUP_GHOST, who))
    return wishes


def _session(world: World, space: Space, day: date, wish: _Wish) -> Session:
    start = datetime.combine(day, wish.start, tzinfo=world.centre.zone_info).astimezone(UTC)
    draw = generator(world.seed, world.centre.id, space.id, day.isoformat(), "session", wish.key)
    cancelled, ghost = draw.random() < CANCELLED, draw.random() < wish.ghost
    return Session(
        id=f"{space.id}-{wish.key}.{day:%Y%m%d}",
        day=day,
        organiser=wish.organiser,
        course=wish.course,
        window=Window(start, start + timedelta(minutes=wish.minutes)),
        title=wish.title,
        seats=wish.seats,
        attendees=0 if cancelled or ghost else _attendees(draw, wish),
        cancelled=cancelled,
    )


def _attendees(draw: np.random.Generator, wish: _Wish) -> int:
    return max(2, int(draw.binomial(wish.seats, wish.fill)))


def _fits(world: World, space: Space, day: date, window: Window, taken: list[Session]) -> bool:
    opened = any(o.start <= window.start and window.end <= o.end for o in world.opening(space, day))
    return opened and not any(window.overlap(other.window) for other in taken)
