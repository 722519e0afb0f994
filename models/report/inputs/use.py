"""What is read for the use of spaces: the sums of a month, and of what it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from models.calendar import DayType
from models.centre import SpaceId, SpaceKind
from models.message import LocalText
from models.metric.period import Against
from models.metric.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceUse:
    """One space. capacity: persons on the last day of the month, None = not known; peak_at: when most people were there, None = not known."""

    space: SpaceId
    name: LocalText
    kind: SpaceKind
    area_m2: float
    capacity: int | None
    sums: Sums
    peak_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgainst:
    """A period that the month is held against, both days included. house: as in UseInputs; days: how many of each type."""

    against: Against
    first: date
    last: date
    days: Mapping[DayType, int]
    house: Sums = field(default_factory=Sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class UseInputs:
    """house: all spaces, and the money that belongs to none of them; whole months of it are the ledger.

    kept_person_hours: what the sums of business days say, which are kept apart from the quarter hours that all else is made
    of; None = nobody keeps them.
    """

    spaces: tuple[SpaceUse, ...]
    house: Sums
    held_against: tuple[HeldAgainst, ...]
    kept_person_hours: float | None = None
