"""People on the seats of a space and people who wait for one, from counts alone."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from models.addition import Addable, part
from models.calendar import SLOT
from models.metric.coverage import Covered, covered
from models.slot_grid import SlotGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated(Addable):
    """Of spaces whose seats are known. seat_hours: seats over measured time; seated_hours, waiting_hours: person-hours of
    as many as there are seats, and of those beyond; entries: of the same slots."""

    measured_hours: float = 0.0
    seat_hours: float = 0.0
    seated_hours: float = 0.0
    waiting_hours: float = 0.0
    entries: int = 0
    covered: Covered = part(Covered)


def seated(slots: SlotGrid, seats: int) -> Seated:
    """Of one space. By the mean of each quarter hour, so that a queue of a minute is spread and the wait is a lower bound."""
    available, present = seats * slots["measured_min"], slots["person_min"]
    return Seated(
        measured_hours=float(slots["measured_min"].sum()) / 60,
        seat_hours=float(available.sum()) / 60,
        seated_hours=float(np.minimum(present, available).sum()) / 60,
        waiting_hours=float(np.maximum(present - available, 0).sum()) / 60,
        entries=int(slots["entries"].sum()),
        covered=covered(slots),
    )


def seated_now(people: float, seats: int, entries: int) -> Seated:
    """A moment as though it lasted a quarter hour in which `entries` came: Little's law makes their wait of it."""
    hours = SLOT / timedelta(hours=1)
    return Seated(
        measured_hours=hours,
        seat_hours=seats * hours,
        seated_hours=min(people, seats) * hours,
        waiting_hours=max(0.0, people - seats) * hours,
        entries=entries,
        covered=Covered(seat_open_hours=seats * hours, seat_measured_hours=seats * hours),
    )
