"""Some half hours of the week in one space, for some weeks: what a change is about and what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from models.centre import SpaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Half hours of a week in one space: weekdays (0 = Monday), local start and end, from a date on for some weeks."""

    space: SpaceId
    weekdays: tuple[int, ...]
    start: time
    end: time
    first: date
    weeks: int = 12


def first_date(first: date, weekdays: Sequence[int]) -> date:
    """The first day from `first` on that is one of the weekdays: what begins in a week need not begin on its Monday."""
    return min(first + timedelta(days=(day - first.weekday()) % 7) for day in weekdays)
