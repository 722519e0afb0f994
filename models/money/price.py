"""A price plan and its versions: what something costs at which hours, for whom less, and never more than what."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from models.calendar import DayType
from models.message import LocalText
from models.programme.booking import BookingStatus
from models.programme.who import ELSE, Who


class Priced(StrEnum):
    """What a plan is a price of; each is `price.what.<what>` of the catalogue."""

    COURSE = "course"  # a place of a session
    ROOM = "room"  # the hire of a room
    GYM = "gym"
    MEAL = "meal"
    DELIVERY = "delivery"


class PriceUnit(StrEnum):
    """What the amounts of a plan are paid for."""

    USE = "use"
    HOUR = "hour"


class Way(StrEnum):
    """How a concession lowers a price."""

    SHARE = "share"  # amount: basis points off
    OFF = "off"  # amount: fen off one use
    FIXED = "fixed"  # amount: fen that one use costs, unless it costs less anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """Who pays less, and how much less."""

    who: Who
    way: Way
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Another price from `start` to `end` local time on days of these types; an end at 00:00 is the day's end."""

    days: frozenset[DayType]
    start: time
    end: time
    fen: int


class PlanStatus(StrEnum):
    """The life of a version."""

    PROPOSED = "proposed"  # another person must agree
    APPROVED = "approved"  # it never changes any more
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by who proposed it


CHARGEABLE = (BookingStatus.NO_SHOW, BookingStatus.LATE_CANCELLED)
"""Bookings that came to nothing and that a plan may charge all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One version of a plan. number: 1, 2, 3 ... in the order in which they were proposed.

    base_fen: the price where no band says otherwise. cap_fen: the most that one use costs, cap_month_fen: the most that one
    party pays in a calendar month; None = no such limit. charged: which of CHARGEABLE are paid for.
    valid_to: the last day, None = until the next version begins. decision: where it was decided, "" = not said.
    """

    plan: str
    number: int = 0
    name: LocalText
    what: Priced
    unit: PriceUnit = PriceUnit.USE
    base_fen: int
    bands: tuple[Band, ...] = ()
    concessions: tuple[Concession, ...] = ()
    cap_fen: int | None = None
    cap_month_fen: int | None = None
    charged: frozenset[BookingStatus] = frozenset()
    valid_from: date
    valid_to: date | None = None
    decision: str = ""
    status: PlanStatus = PlanStatus.PROPOSED
    proposed_by: str = ""
    proposed_at: datetime | None = None
    decided_by: str = ""
    decided_at: datetime | None = None

    def concession(self, who: Who) -> Concession | None:
        """What somebody pays less by; None = the same as everybody."""
        known = {one.who: one for one in self.concessions}
        return next((known[one] for one in (who, *ELSE.get(who, ())) if one in known), None)
