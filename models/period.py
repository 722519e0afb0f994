"""Spans of days and what they are held against: the one before, last year's, last year's by the Spring Festival."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SPRING_FESTIVAL: Mapping[int, date] = {
    day.year: day
    for day in (
        *(date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22)),
        *(date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)),
        *(date(2029, 2, 13), date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31)),
        *(date(2034, 2, 19), date(2035, 2, 8), date(2036, 1, 28)),
    )
}
"""The first day of the lunar year (GB/T 33661-2017 rules), as almanacs print it."""

LONGEST_DAYS = 800
"""More than two years in one picture says nothing that one year does not."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from first to last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"period ends on {self.last}, before its first day {self.first}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def moved(self, days: int) -> "Period":
        return Period(self.first + timedelta(days=days), self.last + timedelta(days=days))

    def whole_month(self) -> bool:
        return self == month_of(self.first)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    last = monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last))


def weeks_to(day: date, weeks: int) -> Period:
    """Whole weeks that end with a day."""
    return Period(day - timedelta(days=weeks * 7 - 1), day)


def _last_month(today: date) -> Period:
    return month_of(today.replace(day=1) - timedelta(days=1))


def _quarter(today: date) -> Period:
    return Period(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), today)


PRESETS: Mapping[str, Callable[[date], Period]] = {
    "4w": lambda today: weeks_to(today, 4),
    "week": lambda today: weeks_to(today, 1),
    "month": lambda today: Period(today.replace(day=1), today),
    "last_month": _last_month,
    "quarter": _quarter,
    "12w": lambda today: weeks_to(today, 12),
    "year": lambda today: weeks_to(today, 52),
}
"""Name -> the period as of today; the first is what a page opens with."""


def before(period: Period) -> Period:
    """The month before a whole month; else as many days directly before, by whole weeks, so that weekdays match."""
    if period.whole_month():
        return _last_month(period.first)
    return period.moved(-7 * -(-period.days // 7))


def year_before(period: Period) -> Period:
    """The same month of last year; else 52 weeks before, so that weekdays match."""
    if period.whole_month():
        return month_of(period.first.replace(year=period.first.year - 1))
    return period.moved(-364)


def festival_before(period: Period) -> Period | None:
    """The days that lay as far from the Spring Festival a year ago; None where the table ends."""
    middle = period.first + timedelta(days=period.days // 2)
    near = min(SPRING_FESTIVAL.values(), key=lambda day: abs((day - middle).days))
    past = SPRING_FESTIVAL.get(near.year - 1)
    too_far = abs((near - middle).days) > 200
    return None if past is None or too_far else period.moved((past - near).days)


AGAINST: Mapping[str, Callable[[Period], Period | None]] = {
    "none": lambda _period: None,
    "before": before,
    "year": year_before,
    "festival": festival_before,
}
"""Name -> what a period is held against."""
