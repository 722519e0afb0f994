"""Whole business days that a table is made for, and the periods that it may be held against."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from models.calendar import Window, business_day
from models.festival import SPRING_FESTIVALS

FESTIVAL = (timedelta(days=-8), timedelta(days=14))
"""From the 23rd of the last lunar month to the Lantern Festival: the days on which a year follows the moon."""

YEARS = range(2000, 2100)
"""Whose days a person may ask for: far from the ends of what a date can be, where the period before would be none."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Business days from first to last, both included. Raises ValueError where the last is before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"period ends on {self.last}, before its first day {self.first}")

    @property
    def length(self) -> timedelta:
        return self.last - self.first + _DAY

    def days(self) -> Iterator[date]:
        for n in range(self.length.days):
            yield self.first + n * _DAY

    def holds(self, day: date | None) -> bool:
        """Whether the day is one of these; None is no day."""
        return day is not None and self.first <= day <= self.last

    def window(self, zone: tzinfo) -> Window:
        """From the cut of the first business day to that of the day after the last, in UTC."""
        return Window(business_day(self.first, zone).start, business_day(self.last, zone).end)

    @property
    def is_month(self) -> bool:
        return self == month_of(self.first)


def month_of(day: date) -> Period:
    """The whole month in which a day lies."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - _DAY)


def asked(first: date, last: date) -> Period:
    """The period that a person asks for. Raises ValueError for days outside of YEARS and for a last before the first."""
    for day in (first, last):
        if day.year not in YEARS:
            raise ValueError(f"{day} is not in the years {YEARS[0]} to {YEARS[-1]}")
    return Period(first, last)


def month(text: str) -> Period:
    """2026-10. Raises ValueError, with the text, for anything else and for years outside of YEARS."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
        return month_of(asked(first, first).first)
    except ValueError:
        raise ValueError(f"{text!r} is no month like 2026-10") from None


class Against(StrEnum):
    """What a period is held against; its words are `metric.against.<against>`."""

    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    FESTIVAL = "festival"


def previous(period: Period) -> Period:
    """The month before a whole month, else as many days right before."""
    if period.is_month:
        return month_of(period.first - _DAY)
    return Period(period.first - period.length, period.first - _DAY)


def last_year(period: Period) -> Period:
    """The same dates a year earlier; a whole February stays whole."""
    if period.is_month:
        return month_of(_year_before(period.first))
    return Period(_year_before(period.first), _year_before(period.last))


def festival_year(period: Period) -> Period:
    """As far from last year's Spring Festival as this is from its own, where the period touches the festival's days; else
    the same dates. The 17th of February is New Year's Day in 2026 and an ordinary workday in 2025."""
    for before, festival in pairwise(SPRING_FESTIVALS):
        if period.first <= festival + FESTIVAL[1] and festival + FESTIVAL[0] <= period.last:
            return Period(period.first - (festival - before), period.last - (festival - before))
    return last_year(period)


AGAINST: Mapping[Against, Callable[[Period], Period]] = {
    Against.PREVIOUS: previous,
    Against.LAST_YEAR: last_year,
    Against.FESTIVAL: festival_year,
}


def _year_before(day: date) -> date:
    """29 February has none: the 28th stands for it."""
    return (day - _DAY if (day.month, day.day) == (2, 29) else day).replace(year=day.year - 1)
