"""A house of four spaces with 40 weeks of facts, in which a window of Tuesdays can be changed, for tests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import sin

from models.advice.recommendation import Recommendation, State
from models.calendar import SLOT, Calendar
from models.centre import SpaceId
from models.effect.panel import WEEK
from models.ports import Ports
from models.spell import Spell
from tests.advised import FACT, PROPOSED, MemoryAdvice
from tests.builders import a_centre, a_fact, a_space, some_ports

SPACES = ("gym", "hall", "studio", "room")
FIRST = date(2026, 1, 5)
WEEKS, BEFORE = 40, 28
START = FIRST + WEEK * BEFORE
TARGET = Spell(
    space=SpaceId("gym"), weekdays=(1,), start=time(14), end=time(16), first=START, weeks=WEEKS - BEFORE
)
NOW = datetime(2026, 10, 12, 4, tzinfo=UTC)
"""The Monday on which the last of the WEEKS is over."""

People = Callable[[str, int], float | None]
"""Space and week -> people in each quarter hour of the window; None = a gap."""


def steady(lift: float = 0.0) -> People:
    """About ten people everywhere, with a season that all share and a wobble that they do not."""

    def people(space: str, week: int) -> float:
        wobble = sin(week * (1.3 + SPACES.index(space))) * 0.6
        level = 10 + 2 * sin(week / 6) + wobble
        return level * (1 + lift) if space == "gym" and week >= BEFORE else level

    return people


def a_house(people: People, now: datetime = NOW, calendar: Calendar | None = None) -> Ports:
    """Its advice is kept in memory and is empty."""
    centre = a_centre([a_space(key) for key in SPACES])
    ports = replace(some_ports(centre, calendar, lambda: now), advice=MemoryAdvice())
    tuesday = datetime.combine(FIRST + timedelta(days=1), time(14), centre.zone_info)
    ports.slots.put(
        [
            a_fact(tuesday + WEEK * week + SLOT * n, people(space, week), space)
            for space in SPACES
            for week in range(WEEKS)
            for n in range(8)
        ]
    )
    return ports


def a_change(**changed: object) -> Recommendation:
    """Proposed on the four weeks before the last one before the start."""
    fact = replace(FACT, first=START - WEEK * 4, last=START - timedelta(days=1))
    plain = replace(
        PROPOSED,
        target=TARGET,
        source=None,
        displaced=(),
        facts=(fact,),
        state=State.ACCEPTED,
        week="2026-W29",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]
