"""Things that happen once and are counted once: a card shown at a gate, a meal sold, a meal handed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from models.centre import SensorId

Word = str | int | float | bool
"""What an event's field may hold."""


Meal = Literal["breakfast", "lunch", "dinner"]
"""The services that a till may name."""

TAKEAWAY = "takeaway"

DINING = frozenset({"here", TAKEAWAY})
"""Where a meal is eaten, as a till may say it."""


class EventKind(StrEnum):
    """What can happen. Each kind's fields are in EVENTS."""

    SWIPE = "swipe"  # somebody showed a card, a face or a code at a door
    SALE = "sale"  # a till sold something
    FULFILMENT = "fulfilment"  # a machine handed out what was bought, or failed to
    DELIVERY = "delivery"  # a meal on its way to somebody's home changed its state


EVENTS: Mapping[EventKind, Mapping[str, type]] = {
    EventKind.SWIPE: {"card": str, "direction": str, "granted": bool, "door": str},
    EventKind.SALE: {
        "meal": str,
        "total_fen": int,
        "subsidy_fen": int,
        "covers": int,
        "lines": str,
        "dining": str,
        "member": str,
        "age_band": str,
    },
    EventKind.FULFILMENT: {"order": str, "ok": bool, "duration_ms": int},
    EventKind.DELIVERY: {"order": str, "state": str, "fee_fen": int},
}
"""Kind -> its fields and their types. No field names a person: card and member are keyed hashes, made before the spool."""


EventKey = tuple[SensorId, EventKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. Identity is (centre, sensor, kind, id): told twice it is still one."""

    sensor: SensorId
    kind: EventKind
    id: str
    at: datetime
    values: Mapping[str, Word]

    @property
    def key(self) -> EventKey:
        """What it is known by within its centre."""
        return self.sensor, self.kind, self.id

    def __post_init__(self) -> None:
        """Raises ValueError for a field that its kind does not have, or of another type."""
        for name, value in self.values.items():
            kind = EVENTS[self.kind].get(name)
            if kind is None or type(value) is not kind:
                raise ValueError(
                    f"event '{self.id}': {self.kind}.{name} = {value!r} is not one of its fields"
                )
