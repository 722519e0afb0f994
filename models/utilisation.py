"""Slot or day facts -> frequency, occupancy rate, utilisation and coverage; totals are ratios of sums, never means of rates.

Formulas: UK Space Management Group 2006/38 (frequency x occupancy = utilisation), capacity-weighted over a portfolio.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from models.day_fact import DayFact
from models.slot import SlotFact

FLAGGED_BELOW = 0.8
"""Coverage under which a rate is shown with a warning."""

HIDDEN_BELOW = 0.5
"""Coverage under which a rate is not shown at all."""


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None = no data when the whole is nothing. Never 0 for unknown."""
    return part / whole if whole > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilisation:
    """Hours of some slots, ready to be added. Every rate is None where its denominator is nothing.

    open, measured, used, booked, booked_used, ghost, walkin: hours; seat_*: hours weighted by capacity;
    person_hours: integral of people over measured hours; overflow_min: minutes above the comfort line.
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
    entries: int = 0
    exits: int = 0
    peak: float = 0.0

    @property
    def idle_hours(self) -> float:
        """Measured, neither booked nor used: booked_used + ghost + walkin + idle = measured."""
        return self.measured_hours - self.booked_used_hours - self.ghost_hours - self.walkin_hours

    @property
    def coverage(self) -> float | None:
        """Measured hours / open hours, weighted by capacity as the rates are."""
        return ratio(self.seat_measured_hours, self.seat_open_hours)

    @property
    def frequency(self) -> float | None:
        """F: the share of measured time in which the space was used at all."""
        return ratio(self.seat_used_hours, self.seat_measured_hours)

    @property
    def occupancy_rate(self) -> float | None:
        """Q: how full it was while used."""
        return ratio(self.person_hours, self.seat_used_hours)

    @property
    def utilisation(self) -> float | None:
        """U = F x Q: person-hours over measured seat-hours."""
        return ratio(self.person_hours, self.seat_measured_hours)

    @property
    def dwell_hours(self) -> float | None:
        """W = L / lambda (Little): hours per visit; valid where about as many are inside at both ends."""
        return ratio(self.person_hours, self.entries)

    def shown(self, rate: float | None) -> float | None:
        """A rate as a person may see it: None when too little was measured to say."""
        return rate if self.coverage is not None and self.coverage >= HIDDEN_BELOW else None

    def __add__(self, other: "Utilisation") -> "Utilisation":
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Utilisation(**sums | {"peak": max(self.peak, other.peak)})


def of_slot(fact: SlotFact) -> Utilisation:
    """One slot's share. People outside the used time (below a group's minimum) stay in person-hours: they were there."""
    seats = fact.capacity
    return _of(fact, seats * fact.open_min, seats * fact.measured_min, seats * fact.used_min)


def of_day(fact: DayFact) -> Utilisation:
    """One day's share: what its slots add up to."""
    return _of(fact, fact.seat_open_min, fact.seat_measured_min, fact.seat_used_min)


def _of(fact: SlotFact | DayFact, seat_open: float, seat_measured: float, seat_used: float) -> Utilisation:
    return Utilisation(
        open_hours=fact.open_min / 60,
        measured_hours=fact.measured_min / 60,
        used_hours=fact.used_min / 60,
        booked_hours=fact.booked_min / 60,
        booked_used_hours=fact.booked_used_min / 60,
        ghost_hours=fact.ghost_min / 60,
        walkin_hours=fact.walkin_min / 60,
        person_hours=fact.person_min / 60,
        seat_open_hours=seat_open / 60,
        seat_measured_hours=seat_measured / 60,
        seat_used_hours=seat_used / 60,
        booked_seat_hours=fact.booked_seat_min / 60,
        overflow_min=fact.overflow_min,
        entries=fact.entries,
        exits=fact.exits,
        peak=fact.peak,
    )


def utilisation(facts: Iterable[SlotFact | DayFact]) -> Utilisation:
    """The sum over any slots or days: of one space, of a portfolio, of a month."""
    return sum(
        (of_day(fact) if isinstance(fact, DayFact) else of_slot(fact) for fact in facts), Utilisation()
    )
