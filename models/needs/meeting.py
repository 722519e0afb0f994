"""Deliberation (议事): a meeting of the four parties, its motions and votes, and the decisions that other records cite."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Party(StrEnum):
    """The four parties; each is `meeting.party.<party>` of the catalogue. A quorum needs every one of them."""

    GRID_LEADER = "grid_leader"  # 网格长
    GRID_WORKER = "grid_worker"  # 网格员
    RESIDENT_UNIT = "resident_unit"  # 驻区单位
    RESIDENT = "resident"  # 居民代表


class MeetingStatus(StrEnum):
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
    abstained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """What is to be decided. about: the id of a project, a rule …; needs: ids of the needs behind it.

    decision: number of the decision ("议〔2026〕12号"), "" until it was carried; carried: None = not voted on.
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
class Meeting:
    """One meeting. minutes: text, fixed once it is closed; revision: 1, 2, 3 … with every change."""

    id: str
    at: datetime
    title: str
    status: MeetingStatus
    seats: tuple[Seat, ...]
    motions: tuple[Motion, ...] = ()
    space: str = ""
    minutes: str = ""
    revision: int = 1
