"""A need of residents (需求, 微心愿): what is wanted, where and when; who said it is not known here."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.message import LocalText

LONGEST_TEXT = 500


class Channel(StrEnum):
    """How a need reached the house; each is `need.channel.<channel>` of the catalogue."""

    FORM = "form"  # the public form, without an account
    PAPER = "paper"  # slips of a sitting, brought in as a file
    GRID = "grid"  # typed by a grid worker
    MEETING = "meeting"  # said in a meeting
    DESK = "desk"  # said at the front desk


class NeedStatus(StrEnum):
    """How far a need has come; each is `need.status.<status>`."""

    NEW = "new"  # nobody has looked at it
    OPEN = "open"  # accepted: it waits for a match or a project
    DUPLICATE = "duplicate"  # said before: the other one counts its voices
    PLANNED = "planned"  # part of a project, or matched
    MET = "met"
    DECLINED = "declined"  # not here, with a reason that the public may read


WANTED = frozenset({NeedStatus.OPEN, NeedStatus.PLANNED})
"""Accepted and not met: what a match may stand for, and what follows matches and projects."""

DROPPED = frozenset({NeedStatus.DECLINED, NeedStatus.DUPLICATE})
"""What no match stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What needs are about. tags: words that providers' tags are held against, synonyms included;
    minors, medical: a provider must be qualified for it. zone, space_kind: of the spaces where it would take place: what
    people say of its hours is told of those spaces alone; both "" = in none of them."""

    key: str
    name: LocalText
    tags: frozenset[str] = frozenset()
    minors: bool = False
    medical: bool = False
    zone: str = ""
    space_kind: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTime:
    """When somebody would come: hours of the week, local. weekday: 0 = Monday; end after start, on the same day."""

    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One need. number: what the resident is given to ask after it ("N-7K3M-92QF"); nothing else leads to it.

    grid: code of the grid cell, "" = not said; courtyard: code, "" = not said; voices: how many people said it with this
    record (a paper slip of a household counts its persons); of: the need that it repeats, "" = none; wanted: empty = any
    time; crowded: hours in which they find a space too crowded (`crowded_space`, "" = not said);
    source, external: of an import, once only; reason: of a declined one; decided_on: when somebody first accepted or
    declined it, None = nobody yet, or before that was written down; revision: 1, 2, 3 … with every change.
    """

    id: str
    number: str
    received_at: datetime
    channel: Channel
    topic: str
    text: str
    grid: str = ""
    courtyard: str = ""
    voices: int = 1
    status: NeedStatus = NeedStatus.NEW
    of: str = ""
    wanted: tuple[WantedTime, ...] = ()
    crowded: tuple[WantedTime, ...] = ()
    crowded_space: str = ""
    source: str = ""
    external: str = ""
    reason: str = ""
    met_on: date | None = None
    decided_on: date | None = None
    revision: int = 1


def first_decided(need: Need, today: date) -> date | None:
    """What was decided before days were kept stays unknown: its second decision is not its answer."""
    return today if need.status is NeedStatus.NEW and need.decided_on is None else need.decided_on
