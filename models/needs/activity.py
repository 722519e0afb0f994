"""Activities and what volunteers gave for them; who came is the programme's attendance, counted once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.message import LocalText


class ActivityStatus(StrEnum):
    """Each is `activity.status.<status>` of the catalogue."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity of a kind that the centre names. session: of the programme, "" = held elsewhere;

    persons: different persons, where somebody counted them, None = not known (attendances are never persons);
    attendances: counted by hand where there is no session, None = not counted; project: id, "" = none.
    """

    id: str
    kind: str
    name: LocalText
    day: date
    status: ActivityStatus
    session: str = ""
    space: str = ""
    project: str = ""
    persons: int | None = None
    attendances: int | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerWork:
    """What volunteers gave: people and minutes of all of them together, never a name."""

    id: str
    activity: str
    day: date
    volunteers: int
    minutes: int
    by: str
    at: datetime
    project: str = ""
