"""Hours of use, ready to be added: what the rates of models/metric are ratios of. No rate is worked out here."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from models.addition import Addable, largest
from models.day_fact import DayFact
from models.slot import SlotFact
from models.slot_days import SlotDays


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
    seats = fact.capacity
    return _of(fact, seats * fact.open_min, seats * fact.measured_min, seats * fact.used_min, fact.entries)


def of_day(fact: DayFact) -> Utilisation:
    """One day's share: what its slots add up to."""
    return _of(fact, fact.seat_open_min, fact.seat_measured_min, fact.seat_used_min, fact.peak_entries)


def of_days(days: SlotDays) -> list[Utilisation]:
    """The sums of many slots of one space by business day, from their columns."""
    if not days:
        return []
    columns = days.slots.columns
    added = np.add.reduceat(
        [*columns.values()], days.firsts, axis=1
    ).T.tolist()  # at once: a call for each costs more
    seats = columns["capacity"]
    more = zip(
        *(days.summed(seats * columns[name]) for name in ("open_min", "measured_min", "used_min")),
        days.largest(columns["entries"]),
        days.largest(columns["peak"]),
        strict=True,
    )
    return [
        _of_sums(dict(zip(columns, sums, strict=True)), *rest) for sums, rest in zip(added, more, strict=True)
    ]


def _of_sums(
    sums: dict[str, float], opened: float, measured: float, used: float, entries: float, peak: float
) -> Utilisation:
    whole = {"entries": int(sums["entries"]), "exits": int(sums["exits"]), "peak": peak}
    return _of(SimpleNamespace(**sums | whole), opened, measured, used, int(entries))


def _of(
    fact: SlotFact | DayFact | SimpleNamespace,
    seat_open: float,
    seat_measured: float,
    seat_used: float,
    peak_entries: int,
) -> Utilisation:
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
        over_limit_min=fact.over_limit_min,
        entries=fact.entries,
        exits=fact.exits,
        peak=fact.peak,
        peak_entries=peak_entries,
    )


def utilisation(facts: Iterable[SlotFact | DayFact]) -> Utilisation:
    """The sum over any slots or days: of one space, of a portfolio, of a month."""
    return Utilisation.summed(of_day(fact) if isinstance(fact, DayFact) else of_slot(fact) for fact in facts)
