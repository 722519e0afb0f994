"""What is usual: how many people a quarter hour of the day saw on comparable days of the last weeks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from models.calendar import Calendar, DayType
from models.slot import SlotFact

WEEKS = 12
"""How far back "usual" looks."""

MIN_DAYS = 4
"""Fewer comparable days than this say nothing: no data, not a guess."""

SLOTS = 96
"""Quarter hours of a day."""

_HALF_COVERED = 0.5
_HOUR = np.array([0.5, 1.0, 1.0, 1.0, 0.5])
"""Weights of the quarter hours of the hour that is centred on one of them."""

COMPARABLE: Mapping[DayType, DayType] = {
    DayType.WORKDAY: DayType.WORKDAY,
    DayType.MAKEUP: DayType.WORKDAY,  # a Saturday that is worked looks like a workday
    DayType.REST: DayType.REST,
    DayType.STATUTORY: DayType.STATUTORY,
}
"""The days that a day is measured against; a make-up day is never evidence for another day."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Usual:
    """The people of the hour around a quarter hour: 10 %, 50 % and 90 % of the comparable days."""

    low: float
    median: float
    high: float
    days: int


@dataclass(frozen=True, slots=True)
class UsualDay:
    """`Usual` for each quarter hour of a local day; nan where too few days are known."""

    low: Floats
    median: Floats
    high: Floats
    days: NDArray[np.int64]

    def at(self, slot: int) -> Usual | None:
        if np.isnan(self.median[slot]):
            return None
        low, median, high = (float(line[slot]) for line in (self.low, self.median, self.high))
        return Usual(low, median, high, int(self.days[slot]))


def slot_of_day(at: datetime, zone: tzinfo) -> int:
    """0..95, the quarter hour of the local day."""
    local = at.astimezone(zone)
    return local.hour * 4 + local.minute // 15


def comparable_days(day: date, calendar: Calendar) -> list[date]:
    """The days before `day`, within WEEKS, that it may be compared with."""
    wanted = COMPARABLE[calendar.day_type(day)]
    before = (day - timedelta(days=n) for n in range(1, WEEKS * 7 + 1))
    return [d for d in before if calendar.day_type(d) is wanted]


def usual_day(facts: Iterable[SlotFact], days: Sequence[date], zone: tzinfo) -> UsualDay:
    """The usual day of one space from its facts on `days`; facts of other days are passed over."""
    hours = _people_by_hour(facts, {day: n for n, day in enumerate(days)}, zone)
    known = (~np.isnan(hours)).sum(axis=0)
    low, median, high = (np.full(SLOTS, np.nan) for _ in range(3))
    enough = known >= MIN_DAYS
    if enough.any():
        low[enough], median[enough], high[enough] = np.nanquantile(hours[:, enough], (0.1, 0.5, 0.9), axis=0)
    return UsualDay(low, median, high, known)


def _people_by_hour(facts: Iterable[SlotFact], row_of: Mapping[date, int], zone: tzinfo) -> Floats:
    """Mean people of the hour around each quarter hour, one row per day; nan where under half was measured."""
    person, measured, opened = (np.zeros((len(row_of), SLOTS)) for _ in range(3))
    for fact in facts:
        local = fact.start.astimezone(zone)
        row = row_of.get(local.date())
        if row is not None:
            cell = row, local.hour * 4 + local.minute // 15
            person[cell], measured[cell], opened[cell] = fact.person_min, fact.measured_min, fact.open_min
    person, measured, opened = (_hourly(grid) for grid in (person, measured, opened))
    covered = (measured > 0) & (measured >= _HALF_COVERED * opened)
    return np.divide(person, measured, out=np.full_like(person, np.nan), where=covered)


def _hourly(grid: Floats) -> Floats:
    padded = np.pad(grid, ((0, 0), (2, 2)))
    return np.asarray(
        sum(weight * padded[:, n : n + SLOTS] for n, weight in enumerate(_HOUR)), dtype=np.float64
    )
