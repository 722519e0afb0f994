"""The account of one space over one business day: what the next days learn from, and what drift is told of."""

from dataclasses import dataclass
from datetime import date

from models.centre import SensorId, SpaceId

SLOTS = 96
"""Quarter hours of a day; sums by slot are by the quarter hour of the UTC day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorBalance:
    """What one door counted on a business day, and how well.

    entries, exits: persons counted; dense_entries, dense_exits: the part of them that came in crowds;
    drift: persons that the space's sum was off by and that fall to this door, positive = it claims too many inside;
    resets: times it forgot its totals; odd: dips, jumps and recoveries; guessed: persons put in for it while it was silent.
    """

    sensor: SensorId
    entries: int = 0
    exits: int = 0
    dense_entries: float = 0.0
    dense_exits: float = 0.0
    drift: float = 0.0
    resets: int = 0
    odd: int = 0
    guessed: float = 0.0

    @property
    def traffic(self) -> int:
        return self.entries + self.exits

    @property
    def drift_share(self) -> float | None:
        """Drift over what the door counted on its busier side; None when nobody passed."""
        busier = max(self.entries, self.exits)
        return self.drift / busier if busier else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """How many persons one door counted on a business day."""

    entries: int = 0
    exits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossings:
    """The part of a Balance that says who came and went: a month of a house is hundreds of them."""

    space: SpaceId
    day: date
    complete: bool
    doors: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How often a sensor spoke on a business day, and how often its interval promises while the space is open."""

    sensor: SensorId
    samples: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the cameras of a space saw on a business day against what its doors balanced to, summed over all looks.

    looks: how many; people2, people3, people4, seen2, product, product2: sums of people squared, cubed and to the fourth, of
    seen squared (less what the doors' own errors put in), of people and of people squared times seen; usual: of the
    variance that ordinary cameras have. Each look is weighed by how sure it was. A day whose people4 is 0 was added up by an
    earlier version: unweighed, and without the sums that tell of full rooms.
    """

    looks: int
    people2: float
    seen2: float
    product: float
    usual: float
    people3: float = 0.0
    people4: float = 0.0
    product2: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One space on one business day, added up.

    complete: from empty to empty with every door heard, so that as many left as came: a day to learn from;
    contradictions: times that absolute evidence, an impossible sum or an empty room corrected the doors;
    entries_by_slot, exits_by_slot, person_min_by_slot: SLOTS sums after correction, empty where a door was silent;
    view: of the cameras beside the doors, None = there are none, or nothing to compare them with.
    """

    space: SpaceId
    day: date
    complete: bool
    doors: tuple[DoorBalance, ...] = ()
    heard: tuple[Heard, ...] = ()
    contradictions: int = 0
    entries_by_slot: tuple[float, ...] = ()
    exits_by_slot: tuple[float, ...] = ()
    person_min_by_slot: tuple[float, ...] = ()
    view: View | None = None

    @property
    def drift(self) -> float:
        """Persons that the doors of the space claimed and that could not be there, over the whole day."""
        return float(sum(door.drift for door in self.doors))
