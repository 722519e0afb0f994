"""What becomes of a session and its bookings as time passes: held, nobody came, given back. No data is not nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from models.calendar import SLOT
from models.hold import SessionStatus
from models.programme.booking import GRACE, Booking, BookingStatus
from models.programme.session import Session

SETTLED = timedelta(minutes=5)
"""After its end, a session's last quarter hour has become a fact within this time."""


class Presence(StrEnum):
    """What sensors say of a session's span until now."""

    SEEN = "seen"
    NOBODY = "nobody"
    UNKNOWN = "unknown"  # too little was measured, or it cannot be told whose people they are


_AT_THE_END = {
    Presence.SEEN: SessionStatus.DONE,
    Presence.UNKNOWN: SessionStatus.DONE,  # nothing speaks against it
    Presence.NOBODY: SessionStatus.NO_SHOW,
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What is to be written: the session, None = it stays as it is; bookings that are in one state and become another."""

    session: Session | None = None
    bookings: tuple[tuple[Booking, BookingStatus], ...] = ()


def fate(session: Session, bookings: Sequence[Booking], presence: Presence, at: datetime) -> Fate:
    """What the session and its bookings are at an instant, by what the desk and the sensors saw.

    Whoever did not check in counts as absent only where others did: a desk that checks nobody in knows nothing.
    """
    if at < session.window.start or session.status not in (SessionStatus.CONFIRMED, SessionStatus.RUNNING):
        return Fate()
    came = _came(session, bookings)
    if at >= session.window.end + SETTLED:
        ended = SessionStatus.DONE if came else _AT_THE_END[presence]
        absent = ended is SessionStatus.NO_SHOW or any(map(_checked_in, bookings))
        table = _ABSENT if absent else _PRESENT
        return Fate(replace(session, status=ended), _moves(bookings, {**table, **_FINISHED}))
    if at < session.window.start + GRACE:
        return Fate(_running(session)) if came else Fate()
    if came:
        return Fate(_running(session), _moves(bookings, _ABSENT) if any(map(_checked_in, bookings)) else ())
    if presence is Presence.SEEN:
        return Fate(_running(session))
    worth = session.window.end - at >= SLOT
    if presence is Presence.NOBODY and worth and session.status is SessionStatus.CONFIRMED:
        return Fate(replace(session, status=SessionStatus.RELEASED, released_at=at))
    return Fate()


_ABSENT: Mapping[BookingStatus, BookingStatus] = {BookingStatus.CONFIRMED: BookingStatus.NO_SHOW}
_PRESENT: Mapping[BookingStatus, BookingStatus] = {BookingStatus.CONFIRMED: BookingStatus.COMPLETED}
_FINISHED: Mapping[BookingStatus, BookingStatus] = {BookingStatus.CHECKED_IN: BookingStatus.COMPLETED}


def _moves(
    bookings: Sequence[Booking], table: Mapping[BookingStatus, BookingStatus]
) -> tuple[tuple[Booking, BookingStatus], ...]:
    return tuple((one, table[one.status]) for one in bookings if one.status in table)


def _checked_in(booking: Booking) -> bool:
    return (
        booking.status in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED)
        and booking.checked_in_at is not None
    )


def _came(session: Session, bookings: Sequence[Booking]) -> bool:
    return session.checked_in_at is not None or any(map(_checked_in, bookings))


def _running(session: Session) -> Session | None:
    return None if session.status is SessionStatus.RUNNING else replace(session, status=SessionStatus.RUNNING)
