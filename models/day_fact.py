"""The slot facts of a space and business day, summed: what everything that looks at more than a few days reads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum
from operator import attrgetter

from models.calendar import SLOT
from models.centre import SpaceId
from models.reading import Quality
from models.slot import SlotFact

SLOT_MIN = SLOT.total_seconds() / 60

MINUTES = (
    *("open_min", "measured_min", "person_min", "used_min", "booked_min", "booked_seat_min"),
    *("booked_used_min", "ghost_min", "walkin_min", "overflow_min", "over_limit_min"),
)
"""Minutes that a slot and a day have under the same name: a day's is the sum of its slots'."""

SEAT_MINUTES = {"seat_open_min": "open_min", "seat_measured_min": "measured_min", "seat_used_min": "used_min"}
"""Minutes times capacity -> the minutes: what a rate over several spaces is weighted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFact:
    """One space on one business day; minutes as in SlotFact, summed over the slots in which the space was open.

    slots: how many those are; good_slots, uncertain_slots: of these, the ones of that quality, the others are bad;
    peak_at: the start of the first slot with that peak, None where nothing was measured; peak_entries: the most in a slot;
    calc_version: the oldest of the slots'.
    """

    space: SpaceId
    day: date
    slots: int
    good_slots: int
    uncertain_slots: int
    open_min: float
    measured_min: float
    person_min: float
    used_min: float
    booked_min: float
    booked_seat_min: float
    booked_used_min: float
    ghost_min: float
    walkin_min: float
    overflow_min: float
    over_limit_min: float
    seat_open_min: float
    seat_measured_min: float
    seat_used_min: float
    entries: int
    exits: int
    peak: float
    peak_at: datetime | None
    peak_entries: int
    calc_version: int


def day_fact(day: date, slots: Sequence[SlotFact]) -> DayFact:
    """The sum of the slots of one space on one business day. Raises ValueError without a slot or with several spaces."""
    spaces = {fact.space for fact in slots}
    if len(spaces) != 1:
        raise ValueError(f"the fact of {day} needs slots of one space, not of {sorted(spaces)}")
    qualities = [fact.quality for fact in slots]
    highest = min(slots, key=lambda fact: (-fact.peak, fact.start))
    measured = any(fact.measured_min > 0 for fact in slots)
    return DayFact(
        space=slots[0].space,
        day=day,
        slots=len(slots),
        good_slots=qualities.count(Quality.GOOD),
        uncertain_slots=qualities.count(Quality.UNCERTAIN),
        **{name: _sum(slots, attrgetter(name)) for name in MINUTES},
        **{name: _sum(slots, _by_capacity(minutes)) for name, minutes in SEAT_MINUTES.items()},
        entries=sum(fact.entries for fact in slots),
        exits=sum(fact.exits for fact in slots),
        peak=highest.peak,
        peak_at=highest.start if measured else None,
        peak_entries=max(fact.entries for fact in slots),
        calc_version=min(fact.calc_version for fact in slots),
    )


def _sum(slots: Iterable[SlotFact], minutes: Callable[[SlotFact], float]) -> float:
    """Exact, so that the order of the slots is of no matter; to a millionth, as slots are."""
    return round(fsum(map(minutes, slots)), 6)


def _by_capacity(minutes: str) -> Callable[[SlotFact], float]:
    known = attrgetter("capacity", minutes)

    def weighted(fact: SlotFact) -> float:
        capacity, length = known(fact)
        return float(capacity * length)

    return weighted
