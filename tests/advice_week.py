"""A week of proposals for tests of the page: one of each state, with facts, bands and a rejected reason used three times."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from models.advice.action import Action
from models.advice.recommendation import (
    Alternative,
    Confidence,
    Constraint,
    Decision,
    Fact,
    Held,
    Outcome,
    Query,
    Reason,
    Recommendation,
    State,
)
from models.centre import SpaceId
from models.db import Database
from models.expectation import Evidence, Expected
from models.forecast.outlook import HALF_HOURS, Outlook
from models.message import Message
from models.ports import Ports
from models.spell import Spell
from tests.advised import PROPOSED, SNAPSHOT, MemoryAdvice
from tests.timetabled import NOW, ROWS, a_row, programme_in, timetabled

MONDAY = date(2026, 11, 23)
WEEK = "2026-W48"


def spell(space: str, weekdays: tuple[int, ...], start: str, end: str) -> Spell:
    return Spell(
        space=SpaceId(space),
        weekdays=weekdays,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        first=MONDAY,
    )


def expected(mean: float, low: float, high: float, likely: float = 0.9) -> Expected:
    return Expected(mean=mean, low=low, high=high, evidence=Evidence.MEASURED, likely=likely)


def fact(key: str, name: str, value: float | None, unit: str, coverage: float | None = 0.96) -> Fact:
    return Fact(
        id=key,
        key=name,
        value=value,
        unit=unit,
        first=date(2026, 9, 28),
        last=date(2026, 11, 15),
        coverage=coverage,
        query=Query(key=name, given={"space": "dance"}),
    )


CLASS = replace(
    PROPOSED,
    id=f"{WEEK}-01",
    week=WEEK,
    target=spell("dance", (1, 3), "14:30", "15:30"),
    source=None,
    parameters={
        "title.zh-Hans": "低偿舞蹈课",
        "title.en": "Low-fee dance class",
        "places": "20",
        "kind": "culture-sport",
    },
    facts=(
        fact("q1", "mean_people", 4.2, "people"),
        fact("q2", "capacity", 40, "people", None),
        fact("q3", "overflow_minutes", 212, "minutes"),
        fact("q4", "waiting", None, "people"),
    ),
    why=(Message("advice_page.tick", {"name": "4.2"}),),
    constraints=(
        Constraint(key="capacity", hard=True, held=Held.OK, slack=28.0),
        Constraint(key="price_cap", hard=True, held=Held.BINDING),
        Constraint(key="elders_morning", hard=False, held=Held.RELAXED),
    ),
    alternatives=(
        Alternative(
            action=Action.GRANT_SLOT,
            target=spell("dance", (1,), "15:00", "16:00"),
            value=9.1,
            why_not=Message("advice.why_not.nobody_asked"),
        ),
    ),
    effect={
        Outcome.OFF_PEAK_PERSON_HOURS: expected(14, 5.5, 22, 0.95),
        Outcome.OVERFLOW_MINUTES: expected(-25, -60, 5, 0.16),
        Outcome.ATTENDANCES: Expected(mean=0, low=0, high=0, evidence=Evidence.NONE),
        Outcome.CONTRIBUTION_FEN: expected(-8000, -26000, 9000, 0.28),
    },
    displaced=(spell("gym", (1,), "18:30", "19:30"),),
    risks=(),
    expires_at=datetime(2026, 11, 22, 16, tzinfo=UTC),
    made_at=NOW,
)
MOVE = replace(
    CLASS,
    id=f"{WEEK}-02",
    action=Action.MOVE_SESSION,
    target=spell("dance", (2,), "10:00", "11:30"),
    source=spell("dance", (2,), "19:00", "20:30"),
    parameters={"series": "none-such", "weekday": "2"},
    value=8.0,
    confidence=Confidence.HIGH,
    exploring=True,
)
GYM = replace(
    CLASS,
    id=f"{WEEK}-03",
    action=Action.GRANT_SLOT,
    target=spell("gym", (0, 2, 4), "13:00", "14:30"),
    parameters={
        "title.zh-Hans": "自乐队",
        "title.en": "Residents' group",
        "kind": "culture-sport",
        "expected": "12",
    },
    effect={},
    value=3.5,
    confidence=Confidence.LOW,
)
TAKEN = replace(
    CLASS, id=f"{WEEK}-04", target=spell("craft", (3,), "09:00", "10:00"), value=2.0, action=Action.DUAL_USE
)
ENDED = replace(CLASS, id=f"{WEEK}-05", target=spell("meeting", (4,), "09:00", "10:00"), state=State.RUNNING)
EVERY = (CLASS, MOVE, GYM, TAKEN, ENDED)


def refused(number: int) -> Recommendation:
    """One of an earlier week that somebody said no to, because the coach was not free."""
    made = Decision(by="wang", at=NOW - timedelta(days=number), state=State.REJECTED, reason=Reason.COACH)
    return replace(
        CLASS, id=f"2026-W4{number}-09", week=f"2026-W4{number}", state=State.REJECTED, decisions=(made,)
    )


def advised(ports: Ports, shown: Sequence[Recommendation] = EVERY) -> Ports:
    """The house with these proposals, three refusals for one reason, and its sessions again in the week that comes."""
    advice = MemoryAdvice()
    advice.recommendations.propose([*shown, *(refused(n) for n in (4, 5, 6))], SNAPSHOT)
    programme_in(ports).sessions.write(
        [
            replace(a_row(row, MONDAY + timedelta(days=n)), id=f"{row[0]}-{n}")
            for n in range(7)
            for row in ROWS[:6]
        ]
    )
    return replace(ports, advice=advice)


def advised_house(folder: Path, shown: Sequence[Recommendation] = EVERY) -> tuple[Ports, Database]:
    ports, database = timetabled(folder)
    return advised(ports, shown), database


def an_outlook(space: str, capacity: float = 40) -> Outlook:
    """A day that rises to a crowd at 19:00, open from 8:00 to 22:00; nothing can be said of Sunday."""
    hours = np.arange(HALF_HOURS) / 2
    curve = 0.1 + 0.85 * np.exp(-((hours - 19) ** 2) / 6)
    point = np.tile(curve * capacity, (7, 1))
    point[6] = np.nan
    is_open = np.tile((hours >= 8) & (hours < 22), (7, 1))
    return Outlook(
        space=SpaceId(space),
        first=MONDAY,
        point=np.where(is_open, point, np.nan),
        low=np.where(is_open, point * 0.7, np.nan),
        high=np.where(is_open, point * 1.2 + 1, np.nan),
        open=is_open,
        capacity=np.full(7, capacity),
    )
