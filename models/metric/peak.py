"""Which half hours are a space's peak: frozen for a quarter of a year, so that the off-peak share does not move with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from models.addition import Addable, part
from models.calendar import Calendar, DayType
from models.centre import SpaceId
from models.metric.coverage import HIDDEN_BELOW, Covered, covered_days
from models.metric.ratio import Numbers, ratio, ratios
from models.slot_days import SlotDays, cut
from models.slot_grid import SlotGrid
from models.usual import COMPARABLE, MIN_DAYS, WEEKS

PEAK = 0.8
"""Share of the space's busy half hours that a half hour's mean must reach (domain.md 2.2)."""

BUSY = 0.95
"""The quantile over all half hours of the weeks before that says what busy is."""

HALF_HOURS = 48

NEAREST: Mapping[DayType, DayType] = {DayType.STATUTORY: DayType.REST, DayType.REST: DayType.WORKDAY}
"""Whose peak a type of day takes that had too few days of its own."""

_UNKNOWN = np.zeros(HALF_HOURS, dtype=bool)

HalfHours = Mapping[DayType, frozenset[int]]
"""0..47 of the local day, by the type of the business day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakList:
    """The peak of one space from a day on until the end of its quarter, or until another list of that quarter begins.

    busy: people of a busy half hour, coverage: of the weeks it was made from; both None in a list that a person made.
    by, why: of the person; empty = worked out.
    """

    space: SpaceId
    valid_from: date
    slots: HalfHours
    busy: float | None = None
    coverage: float | None = None
    made_at: datetime
    by: str = ""
    why: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no half hour is a peak: nobody was there, or never more than at other times. Then nothing is off it."""
        return not any(self.slots.values())

    def is_peak(self, day_type: DayType, half_hour: int) -> bool:
        return half_hour in self._peak(day_type)

    def quiet(self, day_type: DayType) -> NDArray[np.bool_]:
        """Which half hours of a day lie off the peak, shape (HALF_HOURS,)."""
        found = np.ones(HALF_HOURS, dtype=bool)
        found[list(self._peak(day_type))] = False
        return found

    def _peak(self, day_type: DayType) -> frozenset[int]:
        return self.slots.get(COMPARABLE[day_type], frozenset())


def quarter_of(day: date) -> date:
    """The first day of its quarter of the year."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def weeks_before(quarter: date) -> tuple[date, date]:
    """First and last business day of the twelve weeks before a quarter."""
    return quarter - timedelta(weeks=WEEKS), quarter - timedelta(days=1)


def in_force(lists: Iterable[PeakList], day: date) -> PeakList | None:
    """Of one space's lists the newest of that quarter that had begun; None = that quarter has none."""
    begun = [one for one in lists if quarter_of(day) <= one.valid_from <= day]
    return max(begun, key=lambda one: one.valid_from, default=None)


def peak_list(
    space: SpaceId,
    quarter: date,
    slots: SlotGrid,
    open_hours: float,
    calendar: Calendar,
    zone: tzinfo,
    made_at: datetime,
) -> PeakList | None:
    """The list of a quarter from the slots of weeks_before(). open_hours: what the rules promised in them.

    None when less than HIDDEN_BELOW of that was measured: it would be a guess.
    """
    first, last = weeks_before(quarter)
    if _is_guess(ratio(float(slots["measured_min"].sum()) / 60, open_hours)):
        return None  # as most often, before anything is laid out
    person, measured = _grids(slots, first, last, zone)
    coverage = ratio(float(measured.sum()) / 60, open_hours)
    if _is_guess(coverage):
        return None
    people = ratios(person, measured)
    busy = float(np.nanquantile(people, BUSY))
    types = [COMPARABLE[calendar.day_type(first + timedelta(days=n))] for n in range(len(people))]
    return PeakList(
        space=space,
        valid_from=quarter,
        slots=_peaks(person, measured, types, busy),
        busy=busy,
        coverage=coverage,
        made_at=made_at,
    )


def _is_guess(coverage: float | None) -> bool:
    return coverage is None or coverage < HIDDEN_BELOW


def _grids(slots: SlotGrid, first: date, last: date, zone: tzinfo) -> tuple[Numbers, Numbers]:
    """Person minutes and measured minutes, shape (days, HALF_HOURS)."""
    days = (last - first).days + 1
    held = cut(slots, (first + timedelta(days=n) for n in range(days)), zone)
    number = np.array([(day - first).days for day in held.days], dtype=np.intp)
    cell = held.spread(number) * HALF_HOURS + held.half_hours(zone)

    def grid(name: str) -> Numbers:
        return held.slots.summed(name, cell, days * HALF_HOURS).reshape(days, HALF_HOURS)

    return grid("person_min"), grid("measured_min")


def _peaks(
    person: Numbers, measured: Numbers, types: list[DayType], busy: float
) -> dict[DayType, frozenset[int]]:
    found: dict[DayType, frozenset[int]] = {}
    for day_type in (DayType.WORKDAY, DayType.REST, DayType.STATUTORY):
        rows = np.array([one is day_type for one in types]) & (measured.sum(axis=1) > 0)
        if rows.sum() >= MIN_DAYS:
            mean = ratios(person[rows].sum(axis=0), measured[rows].sum(axis=0))
            found[day_type] = frozenset(np.flatnonzero((mean >= PEAK * busy) & (busy > 0)).tolist())
        elif NEAREST.get(day_type) in found:
            found[day_type] = found[NEAREST[day_type]]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class OffPeak(Addable):
    """Person-hours of the days whose peak list has a peak, all of them and those outside the peak."""

    person_hours: float = 0.0
    off_peak_hours: float = 0.0
    covered: Covered = part(Covered)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Which slots of some days lie off the peak, shape (n,). known: of each day whether it has a list with a peak."""

    known: Sequence[bool]
    slots: NDArray[np.bool_]

    def of(self, minutes: Numbers) -> Numbers:
        """A number of each slot where it lies off the peak, else 0, shape (n,)."""
        return np.where(self.slots, minutes, 0.0)


def quiet_slots(days: SlotDays, lists: Sequence[PeakList], calendar: Calendar, zone: tzinfo) -> Quiet:
    """By the list in force on each business day."""
    rows = [_quiet(in_force(lists, day), calendar.day_type(day)) for day in days.days]
    table = np.array([_UNKNOWN if row is None else row for row in rows]).reshape(-1, HALF_HOURS)
    day = days.spread(np.arange(len(days)))
    return Quiet([row is not None for row in rows], table[day, days.half_hours(zone)])


def _quiet(listed: PeakList | None, day_type: DayType) -> NDArray[np.bool_] | None:
    return None if listed is None or listed.is_empty else listed.quiet(day_type)


def off_peaks(days: SlotDays, quiet: Quiet) -> list[OffPeak]:
    """Of one space, by business day; without a peak nothing is known of its off-peak."""
    person = days["person_min"]
    sums = zip(
        quiet.known, days.summed(person), days.summed(quiet.of(person)), covered_days(days), strict=True
    )
    return [
        OffPeak(person_hours=whole / 60, off_peak_hours=off / 60, covered=covered) if known else OffPeak()
        for known, whole, off, covered in sums
    ]
