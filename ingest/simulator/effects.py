"""The planted truth for later questions: what was changed in the centre, from when to when, and what it really did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

import numpy as np
from numpy.typing import NDArray

from models.advice.action import Action
from models.calendar import DayType
from models.centre import Space, SpaceKind

QUARTERS = 96
"""Quarter hours of a day: the grid on which demand is shaped."""

WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How arrivals of a part of the day are multiplied."""

    start: time
    end: time
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A change of the schedule that is made every year from the first Monday of `month`, for `weeks` weeks.

    action is the kind of advice that it stands for; changes[0] is the target window, further ones are
    what it took from elsewhere. An effect of factor 1 did nothing: whoever finds one there has fooled himself.
    """

    id: str
    action: Action
    kind: SpaceKind
    zone: str
    day_types: frozenset[DayType]
    month: int
    weeks: int
    changes: tuple[Change, ...]

    def first_day(self, year: int) -> date:
        first = date(year, self.month, 1)
        return first + timedelta(days=-first.weekday() % 7)

    def begun(self, day: date) -> date:
        """The last of its first days that was not after a day."""
        this = self.first_day(day.year)
        return this if this <= day else self.first_day(day.year - 1)

    def running(self, day: date) -> bool:
        return day < self.begun(day) + timedelta(weeks=self.weeks)

    def concerns(self, space: Space) -> bool:
        return space.kind is self.kind and self.zone in ("", space.zone)


EFFECTS: Mapping[str, Effect] = {
    effect.id: effect
    for effect in (
        Effect(
            id="gym-afternoon-class",
            action=Action.ADD_CLASS,
            kind=SpaceKind.GYM,
            zone="",
            day_types=WORKING,
            month=3,
            weeks=42,
            changes=(
                Change(start=time(14, 15), end=time(15, 30), factor=1.30),
                Change(start=time(18, 30), end=time(20, 0), factor=0.97),
            ),
        ),
        Effect(
            id="gym-morning-price",
            action=Action.PRICE_BAND,
            kind=SpaceKind.GYM,
            zone="",
            day_types=WORKING,
            month=8,
            weeks=24,
            changes=(
                Change(start=time(9, 30), end=time(11, 30), factor=1.18),
                Change(start=time(19, 0), end=time(21, 0), factor=0.95),
            ),
        ),
        Effect(
            id="canteen-before-eleven",
            action=Action.MEAL_BAND,
            kind=SpaceKind.CANTEEN,
            zone="",
            day_types=frozenset(DayType),
            month=5,
            weeks=34,
            changes=(
                Change(start=time(10, 30), end=time(11, 0), factor=1.45),
                Change(start=time(11, 15), end=time(12, 15), factor=0.85),
            ),
        ),
        Effect(
            id="dance-class-moved",
            action=Action.MOVE_SESSION,
            kind=SpaceKind.ROOM,
            zone="orange",
            day_types=frozenset(DayType),
            month=6,
            weeks=30,
            changes=(),
        ),
        Effect(
            id="seniors-poster",
            action=Action.REMINDER,
            kind=SpaceKind.ROOM,
            zone="silver",
            day_types=frozenset(DayType),
            month=4,
            weeks=36,
            changes=(Change(start=time(14, 0), end=time(16, 0), factor=1.0),),
        ),
        Effect(
            id="seniors-before-supper",
            action=Action.ADD_CLASS,
            kind=SpaceKind.ROOM,
            zone="silver",
            day_types=WORKING,
            month=8,
            weeks=24,
            changes=(Change(start=time(16, 30), end=time(18, 30), factor=2.2),),
        ),
        Effect(
            id="hall-afternoon-by-appointment",
            action=Action.OPENING_HOURS,
            kind=SpaceKind.DESK,
            zone="",
            day_types=WORKING,
            month=8,
            weeks=24,
            changes=(Change(start=time(14, 0), end=time(15, 30), factor=0.7),),
        ),
    )
}


def factors(space: Space, day: date, day_type: DayType) -> NDArray[np.float64]:
    """What all running effects together make of each quarter hour of the local day."""
    result = np.ones(QUARTERS)
    for effect in EFFECTS.values():
        if effect.concerns(space) and day_type in effect.day_types and effect.running(day):
            for change in effect.changes:
                result[_quarter(change.start) : _quarter(change.end)] *= change.factor
    return result


def _quarter(at: time) -> int:
    return at.hour * 4 + at.minute // 15
