"""What the doors of a space counted: visits, flow and whether as many left as came."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.addition import Addable, largest, part
from models.balance import Crossings
from models.metric.coverage import Covered
from models.utilisation import Utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors(Addable):
    """Only of spaces that have a door counter: elsewhere nobody came in is not known.

    measured_hours, person_hours, entries, exits: of the same slots; peak_entries: most in one quarter hour;
    day_entries, day_exits: of whole business days on which every door was heard from empty to empty.
    """

    measured_hours: float = 0.0
    person_hours: float = 0.0
    entries: int = 0
    exits: int = 0
    peak_entries: int = largest()
    day_entries: int = 0
    day_exits: int = 0
    covered: Covered = part(Covered)


def doors(use: Utilisation, balances: Iterable[Crossings]) -> Doors:
    """Of one space. Days with a silent door say nothing of drift: its missing half would look like it."""
    counted = [door for balance in balances if balance.complete for door in balance.doors]
    return Doors(
        measured_hours=use.measured_hours,
        person_hours=use.person_hours,
        entries=use.entries,
        exits=use.exits,
        peak_entries=use.peak_entries,
        day_entries=sum(door.entries for door in counted),
        day_exits=sum(door.exits for door in counted),
        covered=Covered(seat_open_hours=use.seat_open_hours, seat_measured_hours=use.seat_measured_hours),
    )
