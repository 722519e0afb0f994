"""Periods that people ask for by name, as of a day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from models.metric.period import Period, month_of

LONGEST = timedelta(days=800)
"""More than two years in one picture says nothing that one year does not."""


def weeks_to(day: date, weeks: int) -> Period:
    """Whole weeks that end with a day."""
    return Period(day - timedelta(weeks=weeks, days=-1), day)


def _last_month(today: date) -> Period:
    return month_of(today.replace(day=1) - timedelta(days=1))


def _quarter(today: date) -> Period:
    return Period(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), today)


RECENT: Mapping[str, Callable[[date], Period]] = {
    "4w": lambda today: weeks_to(today, 4),
    "week": lambda today: weeks_to(today, 1),
    "month": lambda today: Period(today.replace(day=1), today),
    "last_month": _last_month,
    "quarter": _quarter,
    "12w": lambda today: weeks_to(today, 12),
    "year": lambda today: weeks_to(today, 52),
}
"""Name -> the period as of today; the first is what a page opens with."""
