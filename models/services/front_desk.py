"""The front desk's day: what goes on, what comes next, who is expected in it, and places for those who walk in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.account import Account
from models.calendar import local_day
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.booking import EARLY, GRACE, Booking, BookingStatus, Party
from models.programme.regeneration import LEFT_SERIES
from models.programme.seating import waiting_list
from models.programme.session import Session
from models.programme.who import Who
from models.services.office import book, check_in, session_of
from models.services.regeneration import programme_of
from models.services.strangers import refusal
from models.services.timetable import Entry, entries_of

KEPT = timedelta(days=730)
"""How long the code of somebody who booked is kept (domain.md 4.6)."""

LONGEST_CODE = 20
_TELLS_TOO_MUCH = re.compile(r"\d{7,}")
"""A telephone or card number: a code never holds one."""

_ORDER = (
    BookingStatus.CONFIRMED,
    BookingStatus.CHECKED_IN,
    BookingStatus.WAITING,
    BookingStatus.NO_SHOW,
    BookingStatus.COMPLETED,
)
"""The order in which the desk needs to see them; the others need nobody's hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A booking with the code of its party. turn: on the waiting list, 1 = next; 0 = has a seat."""

    booking: Booking
    code: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDay:
    """The sessions of one day: going on (or to be checked in), still to come, over or given up."""

    now: tuple[Entry, ...]
    later: tuple[Entry, ...]
    over: tuple[Entry, ...]

    def find(self, key: str) -> Entry | None:
        """The session of that id; without one, the first that needs the desk."""
        every = (*self.now, *self.later, *self.over)
        return next((one for one in every if one.session.id == key), every[0] if every and not key else None)


def desk_day(ports: Ports, day: date) -> DeskDay:
    """Raises RefusedError, StoreError."""
    at, programme = ports.clock(), programme_of(ports)
    sessions = programme.sessions.within(local_day(day, ports.centre.zone_info))
    entries = entries_of(ports, [one for one in sessions if one.reason != LEFT_SERIES])
    over = [one for one in entries if one.session.window.end <= at or not _expects(one)]
    rest = [one for one in entries if one not in over]
    return DeskDay(
        now=tuple(one for one in rest if one.session.window.start - EARLY <= at),
        later=tuple(one for one in rest if one.session.window.start - EARLY > at),
        over=tuple(over),
    )


def _expects(entry: Entry) -> bool:
    """A session that was given back may be taken back: somebody may stand at the desk after all."""
    return entry.session.held or entry.session.status is SessionStatus.RELEASED


def timely_deeds(session: Session, at: datetime) -> frozenset[str]:
    """What the desk may do with a booking of the session at an instant, as the office would decide it."""
    grace = session.window.start + GRACE
    times = {
        "come": session.window.start - EARLY <= at < session.window.end,
        "not_come": at >= grace,
        "undo": at < session.window.end,
        "cancel": at <= grace,
    }
    return frozenset(name for name, timely in times.items() if timely)


def guests(ports: Ports, session: str) -> Sequence[Guest]:
    """Who is expected, who is there, who waits and who did not come. Raises RefusedError, StoreError."""
    programme = programme_of(ports)
    bookings = programme.bookings.of_sessions([session])
    codes = {one.id: one.code for one in programme.bookings.parties({one.party for one in bookings})}
    turns = {one.id: n for n, one in enumerate(waiting_list(bookings), start=1)}
    shown = [one for one in bookings if one.status in _ORDER]
    found = [Guest(booking=one, code=codes.get(one.party, ""), turn=turns.get(one.id, 0)) for one in shown]
    return sorted(found, key=lambda one: (_ORDER.index(one.booking.status), one.turn, one.code))


def walk_in(
    ports: Ports,
    account: Account,
    session: str,
    key: str,
    code: str,
    seats: int,
    *,
    comes: bool,
    pays_as: Who | None = None,
) -> Booking:
    """Seats, or a turn, for somebody at the desk; the same key again is the same booking. comes: they are checked in
    at once where they have a seat; pays_as: None = nobody asked. Raises RefusedError."""
    code = code.strip()
    if not code or len(code) > LONGEST_CODE or _TELLS_TOO_MUCH.search(code):
        raise refusal("front.code", most=LONGEST_CODE)
    if not re.fullmatch(r"[0-9a-f]{32}", key):
        raise refusal("no_deed")
    session_of(ports, session)
    party = Party(id=key, code=code, delete_after=ports.clock() + KEPT, pays_as=pays_as)
    kept = book(
        ports,
        account,
        Booking(id=key, session=session, party=key, seats=seats, booked_at=ports.clock()),
        party,
    )
    if comes and kept.status is BookingStatus.CONFIRMED:
        return check_in(ports, account, session, kept.id)
    return kept
