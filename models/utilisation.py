"""Hours of use, ready to be added: what the rates of models/metric are ratios of. No rate is worked out here."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from models.addition import Addable, largest
from models.slot import SlotFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilisation(Addable):
    """Hours of some slots.

    open, measured, used, booked, booked_used, ghost, walkin: hours; seat_*: hours weighted by capacity;
    person_hours: integral of people over measured hours; overflow_min, over_limit_min: minutes above the comfort line and
    above the capacity; peak: most people at one time; peak_entries: most entries in one quarter hour.
    """

    open_hours: float = 0.0
    measured_hours: float = 0.0
    used_hours: float = 0.0
    booked_hours: float = 0.0
    booked_used_hours: float = 0.0
    ghost_hours: float = 0.0
    walkin_hours: float = 0.0
    person_hours: float = 0.0
    seat_open_hours: float = 0.0
    seat_measured_hours: float = 0.0
    seat_used_hours: float = 0.0
    booked_seat_hours: float = 0.0
    overflow_min: float = 0.0
    over_limit_min: float = 0.0
    entries: int = 0
    exits: int = 0
    peak: float = largest()
    peak_entries: int = largest()

    @property
    def idle_hours(self) -> float:
        """Measured, neither booked nor used: booked_used + ghost + walkin + idle = measured."""
        return self.measured_hours - self.booked_used_hours - self.ghost_hours - self.walkin_hours


def of_slot(fact: SlotFact) -> Utilisation:
    """One slot's share. People outside the used time (below a group's minimum) stay in person-hours: they were there."""
    return utilisation([fact])


def utilisation(facts: Iterable[SlotFact]) -> Utilisation:
    """The sum over any slots: of one space, of a portfolio, of a month. Column by column: it is made of every slot."""
    slots = list(facts)
    seats = [fact.capacity for fact in slots]

    def hours(minutes: Iterable[float]) -> float:
        return fsum(minutes) / 60

    def seat_hours(minutes: Iterable[float]) -> float:
        return hours(seat * length for seat, length in zip(seats, minutes, strict=True))

    return Utilisation(
        open_hours=hours(fact.open_min for fact in slots),
        measured_hours=hours(fact.measured_min for fact in slots),
        used_hours=hours(fact.used_min for fact in slots),
        booked_hours=hours(fact.booked_min for fact in slots),
        booked_used_hours=hours(fact.booked_used_min for fact in slots),
        ghost_hours=hours(fact.ghost_min for fact in slots),
        walkin_hours=hours(fact.walkin_min for fact in slots),
        person_hours=hours(fact.person_min for fact in slots),
        seat_open_hours=seat_hours(fact.open_min for fact in slots),
        seat_measured_hours=seat_hours(fact.measured_min for fact in slots),
        seat_used_hours=seat_hours(fact.used_min for fact in slots),
        booked_seat_hours=hours(fact.booked_seat_min for fact in slots),
        overflow_min=fsum(fact.overflow_min for fact in slots),
        over_limit_min=fsum(fact.over_limit_min for fact in slots),
        entries=sum(fact.entries for fact in slots),
        exits=sum(fact.exits for fact in slots),
        peak=max((fact.peak for fact in slots), default=0.0),
        peak_entries=max((fact.entries for fact in slots), default=0),
    )
