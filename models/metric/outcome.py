"""What became of everything that was promised: kept, cancelled in time, cancelled late, not come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from models.addition import Addable
from models.hold import SessionStatus
from models.programme.attendance import Attendance, counted
from models.programme.booking import GRACE, Booking, BookingStatus, Tally
from models.programme.regeneration import LEFT_SERIES
from models.programme.session import Session

_Told = TypeVar("_Told", Booking, Tally, Attendance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Addable):
    """promises: bookings, and sessions without booked places, that were ever confirmed and whose grace is over;
    cancelled, late_cancelled, missed: what became of some of them. missed: nobody came by the grace, released or not.
    sessions: that ended and of which it is known how many came; attended: those people; offered_places, taken_places:
    the places of those that offer places, and the people who came to them.
    """

    promises: int = 0
    cancelled: int = 0
    late_cancelled: int = 0
    missed: int = 0
    sessions: int = 0
    attended: int = 0
    offered_places: int = 0
    taken_places: int = 0


_KEPT = Outcome(promises=1)
_CANCELLED = Outcome(promises=1, cancelled=1)
_LATE = Outcome(promises=1, late_cancelled=1)
_MISSED = Outcome(promises=1, missed=1)

OF_BOOKING: Mapping[BookingStatus, Outcome] = {
    BookingStatus.WAITING: Outcome(),  # nothing was promised
    BookingStatus.CONFIRMED: _KEPT,
    BookingStatus.CHECKED_IN: _KEPT,
    BookingStatus.COMPLETED: _KEPT,
    BookingStatus.CANCELLED: _CANCELLED,  # of those that had a seat: to whoever only waited nothing was promised
    BookingStatus.LATE_CANCELLED: _LATE,
    BookingStatus.NO_SHOW: _MISSED,
    BookingStatus.RELEASED: _MISSED,
}

OF_SESSION: Mapping[SessionStatus, Outcome] = {
    SessionStatus.PLANNED: Outcome(),
    SessionStatus.CONFIRMED: _KEPT,
    SessionStatus.RUNNING: _KEPT,
    SessionStatus.DONE: _KEPT,
    SessionStatus.CANCELLED: _CANCELLED,
    SessionStatus.NO_SHOW: _MISSED,
    SessionStatus.RELEASED: _MISSED,
}

_NOBODY = frozenset({SessionStatus.NO_SHOW, SessionStatus.RELEASED})
_NOT_HELD = frozenset({SessionStatus.PLANNED, SessionStatus.CANCELLED})


def outcome(
    sessions: Iterable[Session], bookings: Iterable[Tally], attendances: Iterable[Attendance], at: datetime
) -> Outcome:
    """Of the given sessions as far as they are known at an instant; what has not begun is not judged yet."""
    booked = by_session(bookings)
    came = by_session(attendances)
    begun = [session for session in sessions if session.window.start + GRACE <= at]
    promises = (_promises(one, booked.get(one.id, ())) for one in begun)
    attended = (_attendance(one, came.get(one.id, ()), at) for one in begun)
    return Outcome.summed((*promises, *attended))


def by_session(rows: Iterable[_Told]) -> dict[str, list[_Told]]:
    """What belongs to each session."""
    found: dict[str, list[_Told]] = {}
    for row in rows:
        found.setdefault(row.session, []).append(row)
    return found


def _promises(session: Session, bookings: Sequence[Tally]) -> Outcome:
    """By its bookings where places are booked, else the session is itself one promise."""
    if session.places > 0:
        return Outcome.summed(OF_BOOKING[one.status].times(one.bookings) for one in bookings if one.had_seat)
    return _called_off(session) if session.status is SessionStatus.CANCELLED else OF_SESSION[session.status]


def _called_off(session: Session) -> Outcome:
    """A date that its series gave up was the timetable's and nobody's; what was given back had been missed before."""
    if session.reason == LEFT_SERIES:
        return Outcome()
    if session.released_at is not None:
        return OF_SESSION[SessionStatus.RELEASED]
    return _LATE if session.late else _CANCELLED


def _attendance(session: Session, attendances: Sequence[Attendance], at: datetime) -> Outcome:
    """Nobody counted is not nobody came: such a session leaves both sides of the fill rate."""
    if session.status in _NOT_HELD or session.window.end > at:
        return Outcome()
    said = counted(attendances)
    if said is None and session.status not in _NOBODY:
        return Outcome()
    people = said.people if said else 0
    taken = people if session.places > 0 else 0
    return Outcome(sessions=1, attended=people, offered_places=session.places, taken_places=taken)
