"""Some half hours of the week in one space, for some weeks: what a change is about and what it is compared with."""

from dataclasses import dataclass
from datetime import date, time

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
