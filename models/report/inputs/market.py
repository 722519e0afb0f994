"""What is read for market streets: footfall by part of the day, stalls that are let, and what events brought."""

from dataclasses import dataclass, field
from datetime import date

from models.centre import SpaceId
from models.message import LocalText
from models.metric.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """A part of the day that a street tells apart, by name, with what passed in it over the month."""

    key: str
    name: LocalText
    sums: Sums = field(default_factory=Sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class StallMonth:
    """A stall, without who rents it. sums: the days on which it was let, of all days; nothing where none are kept."""

    key: str
    name: LocalText
    trade: LocalText
    sums: Sums = field(default_factory=Sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketEvent:
    """A day of an event. footfall: None = not known; usual: the median of `others` comparable days without one, None = none."""

    day: date
    text: str
    footfall: float | None
    usual: float | None
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """One market. total: the whole day."""

    space: SpaceId
    name: LocalText
    parts: tuple[DayPart, ...]
    total: Sums
    stalls: tuple[StallMonth, ...] = ()
    events: tuple[MarketEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketInputs:
    """streets: empty = the centre has no market."""

    streets: tuple[Street, ...] = ()
