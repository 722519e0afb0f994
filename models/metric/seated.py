"""People on the seats of a space and people who wait for one, from counts alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from models.addition import Addable
from models.calendar import SLOT
from models.slot import SlotFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated(Addable):
    """Of spaces whose seats are known. seat_hours: seats over measured time; seated_hours, waiting_hours: person-hours of
    as many as there are seats, and of those beyond; entries: of the same slots."""

    measured_hours: float = 0.0
    seat_hours: float = 0.0
    seated_hours: float = 0.0
    waiting_hours: float = 0.0
    entries: int = 0


def seated(facts: Iterable[SlotFact], seats: int) -> Seated:
    """Of one space. By the mean of each quarter hour, so that a queue of a minute is spread and the wait is a lower bound."""
    return Seated.summed(_of_slot(fact, seats) for fact in facts)


def seated_now(people: float, seats: int, entries: int) -> Seated:
    """A moment as though it lasted a quarter hour in which `entries` came: Little's law makes their wait of it."""
    hours = SLOT / timedelta(hours=1)
    return Seated(
        measured_hours=hours,
        seat_hours=seats * hours,
        seated_hours=min(people, seats) * hours,
        waiting_hours=max(0.0, people - seats) * hours,
        entries=entries,
    )


def _of_slot(fact: SlotFact, seats: int) -> Seated:
    available = seats * fact.measured_min / 60
    present = fact.person_min / 60
    return Seated(
        measured_hours=fact.measured_min / 60,
        seat_hours=available,
        seated_hours=min(present, available),
        waiting_hours=max(0.0, present - available),
        entries=fact.entries,
    )
