"""What one till or kitchen told on one business day, added up: sales by meal and way to eat, and what became of orders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby
from operator import attrgetter

from models.calendar import business_date
from models.centre import SensorId
from models.event import Event, EventKind

MEALS = (EventKind.SALE, EventKind.DELIVERY)
"""The kinds of events that are added up."""


@dataclass(frozen=True, slots=True)
class Sold:
    """The slips of one meal and one way to eat it. dining: as models/event.py has it, "" = the till does not say."""

    meal: str
    dining: str
    slips: int
    covers: int
    total_fen: int
    subsidy_fen: int


@dataclass(frozen=True, slots=True)
class Told:
    """When a state of an order was told first."""

    order: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MealDay:
    """One sensor on one business day, in the order of the words it used and of the instants it told."""

    sensor: SensorId
    day: date
    sold: tuple[Sold, ...] = ()
    told: tuple[Told, ...] = ()


def meal_days(events: Iterable[Event], zone: tzinfo) -> list[MealDay]:
    """By day and then sensor; other events than sales and deliveries are left out."""
    found: dict[tuple[date, SensorId], list[Event]] = {}
    for event in events:
        if event.kind in MEALS:
            found.setdefault((business_date(event.at, zone), event.sensor), []).append(event)
    return [_meal_day(*key, found[key]) for key in sorted(found)]


def _meal_day(day: date, sensor: SensorId, events: Sequence[Event]) -> MealDay:
    slips = sorted((e for e in events if e.kind is EventKind.SALE), key=_kind_of_slip)
    moves = sorted((e for e in events if e.kind is EventKind.DELIVERY), key=attrgetter("at"))
    first: dict[tuple[str, str], datetime] = {}
    for move in moves:
        first.setdefault((_word(move, "order"), _word(move, "state")), move.at)
    return MealDay(
        sensor=sensor,
        day=day,
        sold=tuple(_sold(*words, list(some)) for words, some in groupby(slips, key=_kind_of_slip)),
        told=tuple(Told(*words, at) for words, at in first.items()),
    )


def _sold(meal: str, dining: str, slips: Sequence[Event]) -> Sold:
    covers, total, subsidy = (
        sum(_whole(slip, field) for slip in slips) for field in ("covers", "total_fen", "subsidy_fen")
    )
    return Sold(meal, dining, len(slips), covers, total, subsidy)


def _kind_of_slip(slip: Event) -> tuple[str, str]:
    return _word(slip, "meal"), _word(slip, "dining")


def _word(event: Event, field: str) -> str:
    return str(event.values.get(field, ""))


def _whole(event: Event, field: str) -> int:
    """A field that its kind keeps as a whole number; 0 where it was not told."""
    value = event.values.get(field, 0)
    return value if isinstance(value, int) else 0
