"""Days that a report of one's own names by what they are as of today: whole days alone, so that a later look says the same."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from models.metric.period import Period, month_of
from models.recent import weeks_to

FIXED = "fixed"
"""In place of a row of SPANS: from one day to another, whatever today is."""

_DAY = timedelta(days=1)


def _last_week(today: date) -> Period:
    """Monday to Sunday."""
    return weeks_to(today - timedelta(days=today.weekday()) - _DAY, 1)


def _month(today: date) -> Period:
    return _until_yesterday(today, lambda day: day.replace(day=1))


def _last_month(today: date) -> Period:
    return month_of(today.replace(day=1) - _DAY)


def _quarter(today: date) -> Period:
    return _until_yesterday(today, quarter_of)


def _last_quarter(today: date) -> Period:
    last = quarter_of(today) - _DAY
    return Period(quarter_of(last), last)


def _year(today: date) -> Period:
    return _until_yesterday(today, lambda day: day.replace(month=1, day=1))


def _until_yesterday(today: date, begin: Callable[[date], date]) -> Period:
    """Of what yesterday lay in: on its first day a month, a quarter or a year has nothing to tell, and the one before is
    just complete."""
    yesterday = today - _DAY
    return Period(begin(yesterday), yesterday)


def quarter_of(day: date) -> date:
    """The first day of the quarter in which a day lies."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


SPANS: Mapping[str, Callable[[date], Period]] = {
    "last_month": _last_month,
    "last_week": _last_week,
    "4w": lambda today: weeks_to(today - _DAY, 4),
    "12w": lambda today: weeks_to(today - _DAY, 12),
    "month": _month,
    "quarter": _quarter,
    "last_quarter": _last_quarter,
    "year": _year,
}
"""Name -> the days as of today, which is none of them; the first is what a page opens with. Its words are `own.span.<name>`."""
