"""Series that could be better kept: let go of what nobody uses (A6), another room (A7), a reminder (A10)."""

from collections.abc import Iterator

from models.advice.action import Action
from models.advice.candidate import Candidate, after, half_of
from models.advice.finding.sessions import LEAST_TURNS
from models.advice.ground import Ground, mean
from models.advice.quiet import windowed
from models.advice.snapshot import Course, SpaceUse, Turn
from models.centre import SpaceId
from models.spell import Spell

GHOST = 0.4
"""Share of the sessions to which nobody came that makes a series a ghost."""

FORGETFUL = 0.12
"""Share of them above which a reminder is worth its trouble."""

HALF_EMPTY = 0.5
"""Of the room's capacity: fewer people would do in a smaller one (domain.md 5.2)."""

TOO_FULL = 0.95


def to_release(ground: Ground) -> Iterator[Candidate]:
    """A6: series to which, again and again, nobody came."""
    for course, turns in _known(ground):
        if _absent(turns) >= GHOST:
            yield _change(ground, course, Action.RELEASE_GHOST, course.space)


def to_remind(ground: Ground) -> Iterator[Candidate]:
    """A10: series that people book and forget."""
    for course, turns in _known(ground):
        if FORGETFUL <= _absent(turns) < GHOST and course.places:
            yield _change(ground, course, Action.REMINDER, course.space)


def to_resize(ground: Ground) -> Iterator[Candidate]:
    """A7: series that half fill their room while a smaller one is free, and full ones beside a larger one."""
    for course, turns in _known(ground):
        counted = [one.came for one in turns if one.came]
        if len(counted) < LEAST_TURNS or _absent(turns) >= GHOST:
            continue
        own, usual, most = ground.space(course.space), mean(counted) or 0.0, max(counted)
        for other in _others(ground, course):
            smaller = usual <= HALF_EMPTY * own.capacity and most <= other.capacity < own.capacity
            larger = own.capacity > 0 and usual >= TOO_FULL * own.capacity and other.capacity > own.capacity
            if smaller or larger:
                yield _change(ground, course, Action.RIGHT_SIZE, other.id)
                break


def _known(ground: Ground) -> Iterator[tuple[Course, list[Turn]]]:
    for course in ground.snapshot.courses:
        turns = ground.turns(course.id)
        if len(turns) >= LEAST_TURNS and course.id not in ground.snapshot.under_change and course.weekdays:
            yield course, turns


def _absent(turns: list[Turn]) -> float:
    return sum(one.absent for one in turns) / len(turns)


def _others(ground: Ground, course: Course) -> list[SpaceUse]:
    """Rooms of the same kind that are free at its hours, the smallest first."""
    own, half = ground.space(course.space), half_of(course.start)
    length = half_of(after(course.start, course.minutes), ends=True) - half
    found = [
        one
        for one in ground.snapshot.spaces.values()
        if one.id != own.id
        and one.kind == own.kind
        and one.bookable
        and not one.shared
        and all(windowed(one.open & ~one.taken, length)[day, half] for day in course.weekdays)
    ]
    return sorted(found, key=lambda one: one.capacity)


def _change(ground: Ground, course: Course, action: Action, space: str) -> Candidate:
    end = after(course.start, course.minutes)
    at = Spell(
        space=SpaceId(space),
        weekdays=course.weekdays,
        start=course.start,
        end=end,
        first=ground.snapshot.monday,
    )
    source = Spell(
        space=SpaceId(course.space),
        weekdays=course.weekdays,
        start=course.start,
        end=end,
        first=ground.snapshot.monday,
    )
    titles = {f"title.{locale}": text for locale, text in course.title.items()}
    given = {"series": course.id, "kind": course.kind, "segment": course.segment.value, **titles}
    moves = action is Action.RIGHT_SIZE
    weekday = {"weekday": str(course.weekdays[0])} if moves else {}
    return Candidate(action=action, target=at, source=source if moves else None, parameters=given | weekday)
