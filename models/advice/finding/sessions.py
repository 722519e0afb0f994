"""Sessions that look for a quieter hour: classes out of a crowd (A1), popular ones once more (A2), groups (A3), dual use (A8)."""

from collections.abc import Iterator

from models.advice.action import Action
from models.advice.candidate import after, half_of
from models.advice.ground import Ground, Window, mean
from models.advice.snapshot import Course, Neighbours, SpaceUse
from models.advice.wanted import Wanted
from models.centre import SpaceId
from models.spell import Spell

FULL = 0.85
"""Share of the places from which a class counts as full: somebody who came late found none."""

LEAST_WAITING = 3
"""People who found no place in twelve weeks: one may be chance."""

LEAST_TURNS = 6
"""Counted sessions before anything is said of a class."""

ASKED = 4
"""Hours that a group took singly in twelve weeks: so often it has asked."""

CROWD_MINUTES = 15.0
"""Minutes a week above the comfort line that make a window one to leave."""

GROUP_MINUTES = 60
DINING = "canteen"
EMPTY_FLOOR = frozenset({"orange"})
"""Zones of what needs an empty floor: no dining hall has one."""


def to_move(ground: Ground) -> Iterator[Wanted]:
    """A1: each weekday of a course whose hour is crowded, into surely off-peak hours; not out of an hour that a
    change is measured in, which would lose its people."""
    for course in ground.snapshot.courses:
        if course.id in ground.snapshot.under_change:
            continue
        for weekday in course.weekdays:
            source = _spell(ground, course, weekday)
            window = Window(
                source.space, source.weekdays, half_of(source.start), half_of(source.end, ends=True)
            )
            if _crowded(ground, window) and not ground.measured_in(window):
                given = _given(course) | {"series": course.id, "moves": course.id, "weekday": str(weekday)}
                for space in _rooms(ground, course):
                    yield Wanted(
                        id=f"move:{course.id}:{weekday}@{space}",
                        action=Action.MOVE_SESSION,
                        space=space,
                        minutes=course.minutes,
                        parameters=given,
                        coaches=(course.coach,) if course.coach else (),
                        likeness=f"{course.kind}/{course.segment}",
                        welfare=_is_welfare(ground, course),
                        surely=True,
                        source=source,
                    )


def to_add(ground: Ground) -> Iterator[Wanted]:
    """A2: once more what is full, or what people wait for, free or at a low fee."""
    for course in ground.snapshot.courses:
        if not _wanted_more(ground, course):
            continue
        for space in _rooms(ground, course):
            yield _once_more(ground, course, Action.ADD_CLASS, "add", space)


def to_grant(ground: Ground) -> Iterator[Wanted]:
    """A3: a fixed hour for a group that keeps asking for single ones."""
    for group in ground.snapshot.groups:
        turns = ground.turns(f"group:{group.id}")
        if len(turns) >= ASKED:
            for space in sorted({turn.space for turn in turns} & _bookable(ground)):
                yield _granted(ground, group, space, len(turns))


def for_dining_halls(ground: Ground) -> Iterator[Wanted]:
    """A8: what needs tables rather than a floor, in the dining hall outside its meals."""
    halls = [one for one in ground.snapshot.spaces.values() if one.kind == DINING]
    for course in ground.snapshot.courses:
        if _wanted_more(ground, course) and ground.space(course.space).zone not in EMPTY_FLOOR:
            for hall in halls:
                yield _once_more(ground, course, Action.DUAL_USE, "dual", hall.id)


def _once_more(ground: Ground, course: Course, action: Action, name: str, space: str) -> Wanted:
    cap = ground.snapshot.weights.price_cap_fen
    affordable = course.fee_fen is None or course.fee_fen <= cap
    given = _given(course) | ({} if affordable else {"price_plan": "", "fee_fen": "0"})
    kind_coaches = [
        one.id for one in ground.snapshot.teachers if course.kind in one.kinds and one.id != course.coach
    ]
    return Wanted(
        id=f"{name}:{course.id}@{space}",
        action=action,
        space=space,
        minutes=course.minutes,
        parameters=given | {"series": course.id, "places": str(_places(course, ground.space(space)))},
        coaches=(course.coach, *kind_coaches) if course.coach else (),
        likeness=f"{course.kind}/{course.segment}",
        welfare=True,
        surely=True,
    )


def _granted(ground: Ground, group: Neighbours, space: str, asked: int) -> Wanted:
    given = {
        "organiser": group.id,
        "group": group.id,
        "asked": str(asked),
        "kind": group.kind,
        "programme": group.kind,
        "segment": group.segment.value,
        "zone": ground.space(space).zone,
        "minutes": str(GROUP_MINUTES),
        "places": "0",
        "expected": str(group.people),
        **{f"title.{locale}": text for locale, text in group.title.items()},
    }
    return Wanted(
        id=f"grant:{group.id}@{space}",
        action=Action.GRANT_SLOT,
        space=space,
        minutes=GROUP_MINUTES,
        parameters=given,
        coaches=(),
        likeness=f"{group.kind}/{group.segment}",
        welfare=True,
        surely=True,
    )


def _given(course: Course) -> dict[str, str]:
    return {
        "organiser": course.organiser,
        "kind": course.kind,
        "coach": course.coach,
        "programme": course.id,
        "segment": course.segment.value,
        "minutes": str(course.minutes),
        "places": str(course.places),
        "expected": str(course.expected),
        "price_plan": course.price_plan,
        "fee_fen": str(course.fee_fen or 0),
        **{f"title.{locale}": text for locale, text in course.title.items()},
    }


def _places(course: Course, space: SpaceUse) -> int:
    return min(course.places, space.capacity)


def _spell(ground: Ground, course: Course, weekday: int) -> Spell:
    return Spell(
        space=SpaceId(course.space),
        weekdays=(weekday,),
        start=course.start,
        end=after(course.start, course.minutes),
        first=ground.snapshot.monday,
    )


def _crowded(ground: Ground, window: Window) -> bool:
    return (ground.per_week("overflow", window) or 0.0) >= CROWD_MINUTES


def _wanted_more(ground: Ground, course: Course) -> bool:
    counted = [one for one in ground.turns(course.id) if one.came and one.places]
    if len(counted) < LEAST_TURNS or course.id in ground.snapshot.under_change:
        return False
    filled = mean([min((one.came or 0) / one.places, 1.0) for one in counted]) or 0.0
    return filled >= FULL or sum(one.waiting for one in counted) >= LEAST_WAITING


def _rooms(ground: Ground, course: Course) -> list[str]:
    """Its own space and others of the same kind and zone that hold its people."""
    own = ground.space(course.space)
    people = max(course.places, course.expected)
    return [
        key
        for key in sorted(_bookable(ground))
        if key == own.id
        or (
            ground.space(key).kind == own.kind
            and ground.space(key).capacity >= people
            and _alike(ground, key, own)
        )
    ]


def _alike(ground: Ground, key: str, own: SpaceUse) -> bool:
    return ground.space(key).zone == own.zone or own.zone not in EMPTY_FLOOR


def _bookable(ground: Ground) -> set[str]:
    return {key for key, one in ground.snapshot.spaces.items() if one.bookable}


def _is_welfare(ground: Ground, course: Course) -> bool:
    return (course.fee_fen or 0) <= ground.snapshot.weights.price_cap_fen
