"""Time as the business sees it: windows, quarter hours, business days and what kind of day it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

SLOT = timedelta(minutes=15)
"""The grid of every fact: a quarter of an hour."""

BUSINESS_DAY_CUT = time(4, 0)
"""The night market closes after midnight; its sales belong to the evening before (domain.md 4.1)."""

CHINA = ZoneInfo("Asia/Shanghai")
"""Where a centre lies that does not say otherwise."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WESTMOST, _EASTMOST = (
    timedelta(hours=12 + BUSINESS_DAY_CUT.hour),
    timedelta(hours=14 - BUSINESS_DAY_CUT.hour),
)


class DayType(StrEnum):
    """What a day is for the people who work: never derived from the weekday alone (domain.md 6)."""

    WORKDAY = "workday"
    REST = "rest"
    STATUTORY = "statutory"
    MAKEUP = "makeup"


class SchoolState(StrEnum):
    """What the local schools do on a day."""

    TERM = "term"
    SUMMER = "summer"
    WINTER = "winter"
    EXAM = "exam"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The half-open span [start, end) of two aware instants."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError(f"window {self.start} to {self.end} has no time zone")
        if self.end < self.start:
            raise ValueError(f"window ends at {self.end}, before its start {self.start}")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    @property
    def hours(self) -> float:
        return self.length / timedelta(hours=1)

    def overlap(self, other: "Window") -> "Window | None":
        """The common part, or None where there is none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(start, end) if start < end else None

    def slots(self) -> Iterator["Window"]:
        """Every quarter hour of the grid that this window touches, in order."""
        start = floor_slot(self.start)
        while start < self.end:
            yield Window(start, start + SLOT)
            start += SLOT


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One date of the calendar table."""

    day: date
    day_type: DayType
    name: str = ""
    school: SchoolState = SchoolState.TERM
    provisional: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Day types by date. A date outside the table is judged by its weekday and marked provisional."""

    days: Mapping[date, CalendarDay]

    def day(self, day: date) -> CalendarDay:
        known = self.days.get(day)
        if known is not None:
            return known
        guess = DayType.REST if day.weekday() >= 5 else DayType.WORKDAY
        return CalendarDay(day=day, day_type=guess, provisional=True, source="weekday")

    def day_type(self, day: date) -> DayType:
        return self.day(day).day_type

    def provisional_days(self, start: date, days: int) -> int:
        """How many of the next `days` dates rest on a guess or an unofficial list."""
        return sum(self.day(start + timedelta(days=n)).provisional for n in range(days))


def to_ns(at: datetime) -> int:
    """Integer nanoseconds since 1970, by integer arithmetic: a float division is off by 1 ms for one in eight instants."""
    return ((at - _EPOCH) // _MICROSECOND) * 1000


def from_ns(ns: int) -> datetime:
    """The instant of integer nanoseconds since 1970, cut to the microsecond."""
    return _EPOCH + timedelta(microseconds=ns // 1000)


def floor_slot(at: datetime) -> datetime:
    """The start of the quarter hour that holds `at`, in UTC (every zone's offset is a multiple of a quarter hour)."""
    return at.astimezone(UTC) - ((at - _EPOCH) % SLOT)


def business_date(at: datetime, zone: tzinfo, cut: time = BUSINESS_DAY_CUT) -> date:
    """The day that a sale or a visit at `at` belongs to."""
    return (at.astimezone(zone) - timedelta(hours=cut.hour, minutes=cut.minute)).date()


@lru_cache(maxsize=10_000)  # a month of a house asks for the same days thousands of times
def business_day(day: date, zone: tzinfo, cut: time = BUSINESS_DAY_CUT) -> Window:
    """The 24 hours of one business day: from 04:00 local to 04:00 of the next morning."""
    start, end = (datetime.combine(day + timedelta(days=n), cut, tzinfo=zone) for n in (0, 1))
    return Window(floor_slot(start), floor_slot(end))


def business_days_around(window: Window) -> list[date]:
    """Every business day that a window may touch, wherever its centre lies: one or two more than it does touch."""
    first = (window.start - _WESTMOST).date()
    last = (window.end + _EASTMOST).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def local_day(day: date, zone: tzinfo) -> Window:
    """The window of one local calendar day, midnight to midnight, as UTC instants."""
    start = datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)
    return Window(start, datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone).astimezone(UTC))
