"""How long a place is open by its rules, a week and a day: what the rules of public venues ask for (domain.md 2.4)."""

from dataclasses import dataclass

from models.addition import Addable
from models.metric.ratio import ratio

WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(Addable):
    """Of some days: days: how many there were; open_days: on which it was open at all; hours: for how long altogether."""

    days: int = 0
    open_days: int = 0
    hours: float = 0.0


def week_hours(promised: Promised) -> float | None:
    """Hours a week over days on which it may have been shut; None = there were no days."""
    return ratio(WEEK * promised.hours, promised.days)


def day_hours(promised: Promised) -> float | None:
    """Hours a day, days on which it was shut among them; None = there were no days of the kind."""
    return ratio(promised.hours, promised.days)
