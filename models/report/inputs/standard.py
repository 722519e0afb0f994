"""What is read for opening times and the quality of what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.balance import DoorBalance
from models.calendar import DayType
from models.centre import SensorId, SensorRole, SpaceId
from models.message import LocalText
from models.metric.promised import Promised
from models.programme.attendance import AttendanceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTimes:
    """When a space, or the house as a whole (space = None: while any space is open), is open by its rules.

    month, year: of all days of the month, and from the first of January to its end; kinds: of the month's days by type;
    school_holidays: of the month's days on which schools have holidays; seen_days: business days of that part of the year on
    which somebody was there, None = nothing is known of them; known_since: the first of these days that anything is known of.
    """

    space: SpaceId | None
    month: Promised
    year: Promised
    kinds: Mapping[DayType, Promised]
    school_holidays: Promised
    seen_days: int | None = None
    known_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureTold:
    """Days on which a space (None = the house) was shut against its rules. announced: None = nobody wrote that down."""

    space: SpaceId | None
    first: date
    last: date
    reason: LocalText
    announced: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A sensor over the month. samples, expected: messages heard and promised; first_day, last_day: on which it was heard,
    None = never; door: what it counted as a door, added up. role: None = it is known no more."""

    sensor: SensorId
    space: SpaceId
    role: SensorRole | None = None
    samples: int = 0
    expected: int = 0
    first_day: date | None = None
    last_day: date | None = None
    door: DoorBalance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceQuality:
    """A space over the month. promised_hours: open by the rules up to now; slots by how sure they are; closed_days: from empty
    to empty with every door heard, of counted_days; corrections: times that the doors were put right by other evidence; unrated_days: without a capacity in force, and so without
    any sums."""

    space: SpaceId
    promised_hours: float
    slots: int = 0
    good_slots: int = 0
    uncertain_slots: int = 0
    counted_days: int = 0
    closed_days: int = 0
    corrections: int = 0
    unrated_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardInputs:
    """counted_by: people at sessions by who counted them; imports, imported_rows, undone: files that people brought in during the month."""

    opening: tuple[OpeningTimes, ...] = ()
    closures: tuple[ClosureTold, ...] = ()
    devices: tuple[Device, ...] = ()
    quality: tuple[SpaceQuality, ...] = ()
    counted_by: Mapping[AttendanceSource, int] = field(default_factory=dict)
    imports: int | None = None
    imported_rows: int = 0
    undone: int = 0
