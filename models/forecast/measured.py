"""A space's slots as the series that a forecaster reads, with what its calendar knows of the days to come."""

from datetime import date, timedelta

import numpy as np

from models.calendar import Calendar, DayType, SchoolState
from models.centre import Schedule, Space
from models.festival import days_from_festival
from models.forecast.outlook import HALF_HOURS
from models.forecast.series import DAY_MINUTES, Flags, Floats, Series, local_clock, local_minute
from models.forecast.sky import Sky
from models.slot_grid import SlotGrid

COVERED = 0.5
"""Share of the open part of a half hour that must be measured; with less it is a gap."""

FESTIVAL_DAYS = 15
"""How far around the Spring Festival a day is like the same day of another year: until the lantern festival."""

SCHOOL_DAYS = 14
"""For so long a change between term and holidays is news; then the levels know it."""

_STEP = DAY_MINUTES // HALF_HOURS
_NS = 10**9


def measured(
    space: Space,
    schedule: Schedule,
    calendar: Calendar,
    slots: SlotGrid,
    first: date,
    days: int,
    sky: Sky | None = None,
) -> Series:
    """Local days from `first` on, those to come as gaps: mean people of each half hour, of which COVERED was measured.

    sky: of the same days; None = nothing is known of the weather. A day on which the space never opens is closed. Holidays are the statutory days and the working days given for them.
    """
    dates = [first + timedelta(days=n) for n in range(days)]
    types = [calendar.day_type(day) for day in dates]
    return Series(
        key=space.id,
        zone=schedule.zone.key,
        first=first,
        values=people(slots, schedule.zone.key, first, days),
        capacity=np.repeat(capacities(space, dates)[:, None], HALF_HOURS, axis=1),
        closed=(~opened(schedule, first, days).any(axis=1)).astype(float),
        holiday=np.array([is_kept(day, of) for day, of in zip(dates, types, strict=True)], dtype=float),
        temperature=np.full(days, np.nan) if sky is None else sky.celsius,
        rain=np.zeros((0, 0)) if sky is None else sky.rain,
        foretold=None if sky is None else sky.foretold,
        made_up=np.array([of is DayType.MAKEUP for of in types], dtype=float),
        names=[name_of(day, calendar) for day in dates],
    )


def people(slots: SlotGrid, zone: str, first: date, days: int) -> Floats:
    """Mean people by (days, HALF_HOURS) of local time; NaN where too little was measured and while shut."""
    day, minute = local_clock(slots.starts * _NS, zone)
    cell = (day - first.toordinal()) * HALF_HOURS + minute // _STEP
    inside = (cell >= 0) & (cell < days * HALF_HOURS)

    def summed(name: str) -> Floats:
        sums = np.bincount(cell[inside], weights=slots[name][inside], minlength=days * HALF_HOURS)
        return np.asarray(sums, dtype=np.float64).reshape(days, HALF_HOURS)

    person, told, due = (summed(name) for name in ("person_min", "measured_min", "open_min"))
    known = (told > 0) & (told >= COVERED * due)
    return np.divide(person, told, out=np.full_like(person, np.nan), where=known)


def opened(schedule: Schedule, first: date, days: int) -> Flags:
    """Half hours by (days, HALF_HOURS) of local time in which the space is open at least for a part."""
    found = np.zeros((days + 2) * HALF_HOURS, dtype=bool)  # a night market opens before and closes after
    before = first - timedelta(days=1)
    for n in range(-1, days):
        for span in schedule.windows(first + timedelta(days=n)):
            begin, end = (local_minute(at, schedule.zone, before) for at in (span.start, span.end))
            found[begin // _STEP : -(-end // _STEP)] = True
    return found[HALF_HOURS:-HALF_HOURS].reshape(days, HALF_HOURS)


def capacities(space: Space, dates: list[date]) -> Floats:
    """Persons by day; NaN where no limit is in force."""
    limits = [space.limit(day) for day in dates]
    return np.array([np.nan if one is None else one for one in limits], dtype=float)


def is_kept(day: date, day_type: DayType) -> bool:
    """Whether people who work have a day off that the weekday does not give them."""
    return day_type is DayType.STATUTORY or (day_type is DayType.REST and day.weekday() < 5)


def name_of(day: date, calendar: Calendar) -> str:
    """What makes this day like one of another year: near the Spring Festival, just into or out of the school's holidays,
    or a holiday by its name; "" for an ordinary day."""
    from_festival = days_from_festival(day)
    if abs(from_festival) <= FESTIVAL_DAYS:
        return f"festival {from_festival}"
    known = calendar.day(day)
    if is_kept(day, known.day_type):
        return known.name
    into = _days_of_school_state(day, calendar)
    return f"{known.school} {into}" if into is not None else ""


def _days_of_school_state(day: date, calendar: Calendar) -> int | None:
    """Days since the school's state last changed; None when that is longer ago than SCHOOL_DAYS or it never did."""
    state: SchoolState = calendar.day(day).school
    before = (calendar.day(day - timedelta(days=n)).school for n in range(1, SCHOOL_DAYS + 1))
    return next((n for n, other in enumerate(before) if other is not state), None)
