"""A booking: seats of a session that were promised to a party, and the four ways in which it can come to nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.programme.who import Who

GRACE = timedelta(minutes=15)
"""How long after the start a place is kept for somebody who has not come (domain.md 2.2)."""

CUT_OFF = timedelta(hours=12)
"""A cancellation later than this before the start leaves no time to give the place to somebody else."""

EARLY = timedelta(minutes=30)
"""How long before the start the desk may check somebody in."""

CODE_KEPT = timedelta(days=731)
"""How long after the end of the last session that it booked a party's code is kept: 24 months."""


def is_late(at: datetime, start: datetime) -> bool:
    """Whether a cancellation comes inside the cut-off before the start."""
    return at > start - CUT_OFF


class BookingStatus(StrEnum):
    """The life of a booking. Cancelled, cancelled late, not come and released are four different things."""

    WAITING = "waiting"  # on the waiting list, in the order of booked_at
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    COMPLETED = "completed"
    CANCELLED = "cancelled"  # before the cut-off, or by the centre
    LATE_CANCELLED = "late_cancelled"  # inside the cut-off
    NO_SHOW = "no_show"  # nobody came by the grace, and nobody took the place
    RELEASED = "released"  # nobody came by the grace, and the place or the room was given back


SEATED = frozenset(
    {BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN, BookingStatus.COMPLETED, BookingStatus.NO_SHOW}
)
"""The states in which a booking takes its seats."""

OPEN = frozenset({BookingStatus.WAITING, BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN})
"""The states that are no end: they change when the session is cancelled, released or over."""

_PERHAPS_NEVER_SEATED = frozenset({BookingStatus.WAITING, BookingStatus.CANCELLED})

CALLED_OFF = frozenset({BookingStatus.CANCELLED, BookingStatus.LATE_CANCELLED})
"""The states in which somebody said beforehand that the seats are not wanted."""


class BookingSource(StrEnum):
    """Where a booking came from."""

    DESK = "desk"
    IMPORT = "import"
    FEED = "feed"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who books: a code for the desk ("王* 3721") and nothing else that names a person.

    Its id is a keyed hash or a number of ours; delete_after: when the code must be forgotten; its bookings stay.
    pays_as: None = nobody asked, so it pays like everybody.
    """

    id: str
    code: str
    pays_as: Who | None = None
    delete_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Seats of one session for one party. Instants are UTC; external_id: what an import knows it by.

    seated: it had a seat at some time before; it is kept, so that whoever calls off can be told from whoever only waited.
    pays_as: as whom its party paid when it booked; None = nobody kept that, its party is asked.
    """

    id: str
    session: str
    party: str
    seats: int = 1
    status: BookingStatus = BookingStatus.CONFIRMED
    source: BookingSource = BookingSource.DESK
    booked_at: datetime
    cancelled_at: datetime | None = None
    checked_in_at: datetime | None = None
    seated: bool = False
    external_id: str = ""
    pays_as: Who | None = None

    @property
    def had_seat(self) -> bool:
        """Whether seats were promised to it, now or at any time before."""
        return _had_seat(self.seated, self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many bookings of one session are in the same state; a month of a centre has thousands of bookings."""

    session: str
    status: BookingStatus
    seated: bool
    bookings: int

    @property
    def had_seat(self) -> bool:
        """As of each of them."""
        return _had_seat(self.seated, self.status)


def tallied(bookings: Iterable[Booking]) -> list[Tally]:
    """Bookings counted by session and state, in the order in which each is first met."""
    counts = Counter((one.session, one.status, one.seated) for one in bookings)
    return [
        Tally(session=session, status=status, seated=seated, bookings=number)
        for (session, status, seated), number in counts.items()
    ]


def _had_seat(seated: bool, status: BookingStatus) -> bool:
    return seated or status not in _PERHAPS_NEVER_SEATED
