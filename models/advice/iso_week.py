"""The weeks that advice is given for: ISO weeks, written "2026-W49", Monday first."""

import re
from datetime import date, timedelta

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def monday_of(week: str) -> date:
    """The first day of a week. Raises ValueError, which names what was written, for anything that is no week."""
    found = _WEEK.fullmatch(week)
    if found is None:
        raise ValueError(f"{week!r} is no week: it is written like 2026-W49")
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError as error:
        raise ValueError(f"{week!r} is no week: that year has no such week") from error


def week_of(day: date) -> str:
    """The week that a day lies in."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def coming_week(day: date) -> str:
    """The week after the one that a day lies in."""
    return week_of(day + timedelta(weeks=1))
