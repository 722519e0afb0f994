"""What the house makes by itself and when: at eight o'clock of the first working day after a period has ended."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from models.calendar import Calendar, DayType
from models.money.month import month_of, next_month, previous_month

HOUR = time(8)
WORKED = frozenset({DayType.WORKDAY, DayType.MAKEUP})


class ReportKind(StrEnum):
    """What can be scheduled; each is `sending.kind.<kind>`."""

    MONTHLY = "monthly"
    WEEKLY = "weekly"  # the operator's sheet of the week that begins
    OWN_WEEKLY = "own_weekly"
    OWN_MONTHLY = "own_monthly"


SIGNED = frozenset({ReportKind.MONTHLY})
"""Kinds that somebody signs before they leave the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """done: the first day of the newest period that was come to, or that lay before anybody scheduled it; failed: those up
    to it that could not be made and still are due.

    sends_unsigned: what nobody has signed goes to those who get signed reports, because the manager said so.
    """

    kind: ReportKind
    done: date
    is_active: bool = True
    sends_unsigned: bool = False
    failed: tuple[date, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Period:
    """of: the first day of the period in which a day lies; after, before: those of its neighbours."""

    of: Callable[[date], date]
    after: Callable[[date], date]
    before: Callable[[date], date]


_WEEK = timedelta(weeks=1)


def monday_before(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


MONTHS = Period(month_of, next_month, previous_month)
WEEKS = Period(monday_before, lambda first: first + _WEEK, lambda first: first - _WEEK)

PERIODS: Mapping[ReportKind, Period] = {
    ReportKind.MONTHLY: MONTHS,
    ReportKind.WEEKLY: WEEKS,
    ReportKind.OWN_WEEKLY: WEEKS,
    ReportKind.OWN_MONTHLY: MONTHS,
}


def due_at(kind: ReportKind, first: date, calendar: Calendar, zone: tzinfo) -> datetime:
    """When the period that begins on a day is made: after its end, at HOUR, on a day on which people work."""
    day = PERIODS[kind].after(first)
    while calendar.day_type(day) not in WORKED:
        day += timedelta(days=1)
    return datetime.combine(day, HOUR, zone)


def begun_schedule(kind: ReportKind, at: datetime, calendar: Calendar, zone: tzinfo) -> Schedule:
    """From now on: what is due already was never promised."""
    period = PERIODS[kind]
    first = period.of(at.astimezone(zone).date())
    while due_at(kind, first, calendar, zone) > at:
        first = period.before(first)
    return Schedule(kind=kind, done=first)


def missing(schedule: Schedule, at: datetime, calendar: Calendar, zone: tzinfo) -> Iterator[date]:
    """The periods that are due and not made, the oldest first: each once, however long the house was off."""
    if not schedule.is_active:
        return
    yield from schedule.failed
    first = PERIODS[schedule.kind].after(schedule.done)
    while due_at(schedule.kind, first, calendar, zone) <= at:
        yield first
        first = PERIODS[schedule.kind].after(first)


def made(schedule: Schedule, first: date) -> Schedule:
    """After the period that begins on a day was made."""
    failed = tuple(one for one in schedule.failed if one != first)
    return replace(schedule, done=max(schedule.done, first), failed=failed)


def unmade(schedule: Schedule, first: date) -> Schedule:
    """After it could not be made: it stays due."""
    failed = tuple(sorted({*schedule.failed, first}))
    return replace(schedule, done=max(schedule.done, first), failed=failed)


def newest(schedule: Schedule) -> date:
    """The newest period that is not one of those that failed."""
    first = schedule.done
    while first in schedule.failed:
        first = PERIODS[schedule.kind].before(first)
    return first
