"""A made-up house as a snapshot: two rooms and a dining hall, a crowded evening class, a full class, a ghost, a group that asks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from models.advice.snapshot import HALF_HOURS, Course, Neighbours, Snapshot, SpaceUse, Teacher, Turn
from models.calendar import DayType
from models.demand.block import block_of
from models.demand.history import Occasion, PastSession
from models.demand.segment import Segment
from models.forecast.series import Floats

MONDAY = date(2026, 11, 30)
FIRST = MONDAY - timedelta(weeks=16)
DAYS = 112
OPEN = slice(16, 42)
EVENING = slice(36, 40)


def types() -> tuple[DayType, ...]:
    days = (FIRST + timedelta(days=n) for n in range(DAYS + 7))
    return tuple(DayType.REST if day.weekday() >= 5 else DayType.WORKDAY for day in days)


def a_space_use(key: str, kind: str = "room", zone: str = "green", capacity: int = 30) -> SpaceUse:
    people = np.zeros((DAYS, HALF_HOURS))
    people[:, OPEN] = 6.0
    people[:, 22:30] = 1.0
    people[:, EVENING] = 0.9 * capacity
    due = np.zeros((DAYS, HALF_HOURS))
    due[:, OPEN] = 30.0
    overflow = np.zeros((DAYS, HALF_HOURS))
    overflow[:, EVENING] = 10.0
    week = np.where(due[:7] > 0, people[:7], np.nan)
    return SpaceUse(
        id=key,
        kind=kind,
        zone=zone,
        capacity=capacity,
        shared=False,
        units=(),
        bookable=kind == "room",
        person=people * 30,
        measured=due.copy(),
        due=due,
        overflow=overflow,
        ghost=np.zeros((DAYS, HALF_HOURS)),
        point=week,
        low=week * 0.5,
        high=week * 1.5,
        tier=_tier(week),
        calibrated=True,
        open=due[:7] > 0,
        taken=np.zeros((7, HALF_HOURS), dtype=bool),
    )


def _tier(week: Floats) -> Floats:
    return np.where(np.isnan(week), 0.0, np.where(week < 3, 3.0, 1.0))


def a_course(key: str, weekday: int, start: time, *, places: int = 20, space: str = "a") -> Course:
    return Course(
        id=key,
        space=space,
        kind=f"kind-{key}",
        organiser="centre",
        coach="ms-wu",
        title={"zh-Hans": f"课 {key}", "en": f"Class {key}"},
        weekdays=(weekday,),
        start=start,
        minutes=60,
        places=places,
        expected=0,
        price_plan="",
        fee_fen=1000,
        segment=Segment.ALL,
        group=False,
    )


def turns(course: Course, came: int, *, waiting: int = 0, absent_every: int = 0) -> list[Turn]:
    days = [FIRST + timedelta(days=course.weekdays[0], weeks=n) for n in range(16)]
    return [
        Turn(
            series=course.id,
            kind=course.kind,
            organiser=course.organiser,
            space=course.space,
            day=day,
            start=course.start,
            minutes=60,
            places=course.places,
            came=0 if _absent(n, absent_every) else came,
            waiting=waiting,
            absent=_absent(n, absent_every),
        )
        for n, day in enumerate(days)
    ]


def _absent(n: int, every: int) -> bool:
    return bool(every) and n % every == 0


def past(course: Course, came: int) -> list[PastSession]:
    block = block_of(DayType.WORKDAY, course.start, 60)
    occasion = Occasion(programme=course.id, segment=course.segment, block=block)
    return [PastSession(occasion=occasion, came=came, full=came >= course.places) for _ in range(16)]


def a_snapshot() -> Snapshot:
    evening = a_course("evening", 1, time(18, 0))
    full = a_course("full", 2, time(9, 0))
    ghost = a_course("ghost", 3, time(10, 0), space="b")
    noon = replace(evening, start=time(12, 30))  # it was held at noon once
    asked = replace(ghost, id="", organiser="dancers", kind="neighbours", places=0, weekdays=(4,))
    return Snapshot(
        centre="test",
        week="2026-W49",
        monday=MONDAY,
        first=FIRST,
        made_at=datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
        day_types=types(),
        quiet=np.zeros((7, HALF_HOURS), dtype=bool),
        spaces={
            "a": a_space_use("a"),
            "b": a_space_use("b", capacity=24),
            "hall": replace(
                a_space_use("hall", "canteen", "silver", 60), meals=(("lunch", time(18, 0), time(19, 30)),)
            ),
        },
        courses=(evening, full, ghost),
        turns=(
            *turns(evening, 16),
            *turns(full, 20, waiting=2),
            *turns(ghost, 2, absent_every=2),
            *turns(replace(asked, space="b"), 12),
        ),
        past=(*past(evening, 16), *past(noon, 15), *past(full, 20), *past(ghost, 2)),
        teachers=(
            Teacher(
                id="ms-wu",
                kinds=frozenset({"kind-evening", "kind-full"}),
                free=np.ones((7, HALF_HOURS), dtype=bool),
            ),
        ),
        groups=(
            Neighbours(
                id="dancers",
                title={"zh-Hans": "舞队", "en": "Dancers"},
                people=12,
                kind="neighbours",
                segment=Segment.SENIORS,
            ),
        ),
    )
