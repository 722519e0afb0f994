"""Deliberation (议事): a meeting of the four parties, its motions and votes, and the minutes that nobody changes any more."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_TITLE = 120
LONGEST_MOTION = 500
LONGEST_MINUTES_TEXT = 10_000
MOST_SEATS = 200
MOST_MOTIONS = 40


class Party(StrEnum):
    """The four parties; each is `meeting.party.<party>` of the catalogue. A quorum needs every one of them."""

    GRID_LEADER = "grid_leader"  # 网格长
    GRID_WORKER = "grid_worker"  # 网格员
    RESIDENT_UNIT = "resident_unit"  # 驻区单位
    RESIDENT = "resident"  # 居民代表


class MeetingStatus(StrEnum):
    """Each is `meeting.status.<status>`."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"  # its minutes are fixed
    CANCELLED = "cancelled"


class Subject(StrEnum):
    """What a decision is about; records of that kind may cite it. Each is `meeting.subject.<subject>`."""

    FUND_RULE = "fund_rule"
    PRICE = "price"
    PROJECT = "project"
    ADVICE = "advice"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """How many of a party are seated and how many were there. Persons are counted, never named."""

    party: Party
    seats: int
    present: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How a party voted."""

    party: Party
    ayes: int
    noes: int
    abstained: int = 0

    @property
    def voters(self) -> int:
        return self.ayes + self.noes + self.abstained


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """What is to be decided. about: the id of a project, a rule …; needs: ids of the needs behind it.

    carried: None = the meeting is not closed, or nobody voted on it; decision: "2026-12", the year and the number of the
    decision, "" unless it was carried; decided_on: local date.
    """

    id: str
    subject: Subject
    text: str
    about: str = ""
    needs: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    carried: bool | None = None
    decision: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """A correction of minutes that are fixed: it stands beside them, and changes nothing in them."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting. lasts: minutes; session: what holds the room in the timetable, "" = met elsewhere.

    quorum_points: of 10,000 seats, as it was when the meeting was called; minutes: text; digest: SHA-256, hex, of what was
    fixed at the closing, "" before; revision: 1, 2, 3 … with every change.
    """

    id: str
    at: datetime
    title: str
    status: MeetingStatus
    seats: tuple[Seat, ...]
    quorum_points: int = 5_000
    lasts: int = 90
    motions: tuple[Motion, ...] = ()
    space: str = ""
    session: str = ""
    minutes: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    digest: str = ""
    addenda: tuple[Addendum, ...] = ()
    revision: int = 1

    def motion(self, key: str) -> Motion | None:
        return next((one for one in self.motions if one.id == key), None)

    def seat(self, party: Party) -> Seat | None:
        return next((one for one in self.seats if one.party is party), None)
