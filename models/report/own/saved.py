"""A report that somebody put together and keeps under a name, and papers that the house made and keeps."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.report.own.choice import OwnChoice
from models.report.paper import Paper

LONGEST_NAME = 40
"""Characters."""


class Rhythm(StrEnum):
    """How often the house makes it by itself; its words are `own.rhythm.<rhythm>`."""

    NEVER = "never"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """by: the account whose it is, and with whose rights it is made; shared: everybody of the centre may make it, each with
    the rights of his own; to: recipients that get what the house makes of it."""

    id: str
    name: str
    choice: OwnChoice
    by: str
    at: datetime
    shared: bool = False
    rhythm: Rhythm = Rhythm.NEVER
    to: tuple[str, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper that the house made by itself; what it says is kept beside it. key: the same for the same paper of the same
    days; report: the id of the own report that it was made of, "" = none; by, shared: whose that was, and whether everybody's,
    when it was made; is_money: figures of money are in it."""

    key: str
    paper: Paper
    first: date
    at: datetime
    name: str = ""
    report: str = ""
    by: str = ""
    shared: bool = False
    is_money: bool = False
