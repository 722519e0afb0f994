"""Who teaches the courses of the simulated centre: nobody in two rooms at once, and one coach who will be away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from ingest.simulator.bookings import bookable
from ingest.simulator.courses import COURSES, Course
from ingest.simulator.offer import COACHES
from ingest.simulator.seed import number
from ingest.simulator.world import World
from models.centre import SpaceId
from models.programme.activity import Away, Organiser

AWAY_COURSE = "evening-pen"
"""Its coach is away in the last week that is planned: the timetable has something to say, and a person something to mend."""

AWAY_DAYS = timedelta(days=6)


@lru_cache(maxsize=16)
def teachers(world: World) -> Mapping[tuple[SpaceId, str], str]:
    """The coach of every course of every room, by room and the course's key; "" = a guest from outside.

    The same for every seed: the first coach, beginning with one who hangs on the course's name, who is free whenever it
    is held. Courses that only an effect brings count as held always.
    """
    found: dict[tuple[SpaceId, str], str] = {}
    busy: dict[str, list[Course]] = {one.id: [] for one in COACHES}
    for space in filter(bookable, world.centre.spaces.values()):
        for course in COURSES.get(space.zone, ()):
            coach = next((one for one in _asked(course) if not any(_meet(course, b) for b in busy[one])), "")
            found[space.id, course.key] = coach
            if coach:
                busy[coach].append(course)
    return found


def coaches(world: World, last: date) -> list[Organiser]:
    """Everybody who teaches, as known when the timetable was planned up to a date."""
    away = {coach for (_, course), coach in teachers(world).items() if course == AWAY_COURSE}
    week = Away(first=last - AWAY_DAYS, last=last)
    return [replace(one, away=(week,)) if one.id in away else one for one in COACHES]


def _asked(course: Course) -> list[str]:
    first = number(0, course.key) % len(COACHES)
    return [one.id for one in (*COACHES[first:], *COACHES[:first])]


def _meet(course: Course, other: Course) -> bool:
    """Whether they are held at the same time of some weekday."""
    (start, end), (begin, close) = _minutes(course), _minutes(other)
    return start < close and begin < end and not set(course.weekdays).isdisjoint(other.weekdays)


def _minutes(course: Course) -> tuple[int, int]:
    start = course.start.hour * 60 + course.start.minute
    return start, start + course.minutes
