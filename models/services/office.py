"""The booking office: book, check in, cancel, give back, count heads; each deed is refused in words or told in the audit trail."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from models.account import Account
from models.hold import SessionStatus
from models.message import Message
from models.ports import Ports
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import CODE_KEPT, EARLY, GRACE, Booking, BookingStatus, Party, is_late
from models.programme.fitting import LARGEST, misfit, storable
from models.programme.ports import ChangedMeanwhileError, DoubleBookedError, FullError, Programme
from models.programme.session import CancelledBy, Session
from models.programme.who import Who
from models.services.deed import note
from models.services.regeneration import programme_of
from models.services.strangers import RefusedError

_OVER = frozenset({SessionStatus.DONE, SessionStatus.CANCELLED})
_ABSENT = frozenset({BookingStatus.CONFIRMED, BookingStatus.NO_SHOW})
_BY_THE_DOOR = _ABSENT | {BookingStatus.WAITING, BookingStatus.RELEASED}
"""Once a session has begun, whoever stands there may have a seat that is free."""


def place(
    ports: Ports, account: Account, sessions: Sequence[Session], *, over_capacity: bool = False
) -> list[Session]:
    """Write sessions that somebody planned, moved or changed. Raises RefusedError and writes none of them."""
    for one in sessions:
        fault = misfit(one, ports.centre.spaces.get(one.space), over_capacity=over_capacity)
        if fault is not None:
            raise RefusedError(fault)
    written = _write(ports, sessions)
    for one in written:
        note(ports, account, "session.write", one.id, start=one.window.start.isoformat(), space=one.space)
    return written


def cancel_session(ports: Ports, account: Account, key: str, by: CancelledBy, reason: str = "") -> Session:
    """Call a session off. By the centre: its bookings are cancelled and count against nobody; by the organiser: inside
    the cut-off it is late. Raises RefusedError."""
    now = ports.clock()
    session = session_of(ports, key)
    if not storable(reason):
        raise _refusal("odd_text")
    if session.status in _OVER or now >= session.window.end:
        raise _refusal("over")
    cancelled = replace(
        session,
        status=SessionStatus.CANCELLED,
        reason=reason,
        cancelled_at=now,
        cancelled_by=by,
        detached=True,
    )
    (written,) = _write(ports, [cancelled])
    note(ports, account, "session.cancel", key, by=by.value, late=str(written.late), reason=reason)
    return written


def check_in_session(ports: Ports, account: Account, key: str) -> Session:
    """Somebody came to a group's slot or a hire; one that was given back is taken back if it is still free."""
    now = ports.clock()
    session = session_of(ports, key)
    _soon_enough(session, now)
    if session.status in _OVER or session.status is SessionStatus.PLANNED:
        raise _refusal("over")
    begun = SessionStatus.RUNNING if now >= session.window.start else SessionStatus.CONFIRMED
    (written,) = _write(ports, [replace(session, status=begun, checked_in_at=now, released_at=None)])
    note(ports, account, "session.check_in", key)
    return written


def undo_session_check_in(ports: Ports, account: Account, key: str) -> Session:
    """It was a mistake: nobody was seen."""
    session = session_of(ports, key)
    if session.checked_in_at is None or session.status in _OVER:
        raise _refusal("changed")
    (written,) = _write(ports, [replace(session, status=SessionStatus.CONFIRMED, checked_in_at=None)])
    note(ports, account, "session.undo_check_in", key)
    return written


def book(ports: Ports, account: Account, booking: Booking, party: Party) -> Booking:
    """Seats for a party, or a turn on the waiting list; the same booking again is the same. Raises RefusedError."""
    now = ports.clock()
    session = session_of(ports, booking.session)
    if now >= session.window.end or not session.held:
        raise _refusal("over")
    if not 0 < booking.seats <= session.places:
        raise _refusal("odd_seats", seats=booking.seats, places=session.places)
    if not all(map(storable, (booking.id, booking.external_id, party.id, party.code))):
        raise _refusal("odd_text")
    programme = programme_of(ports)
    known = _kept_for(programme, party, session.window.end)
    try:
        kept = programme.bookings.book(
            replace(booking, booked_at=now, party=party.id, pays_as=known.pays_as or Who.EVERYBODY)
        )
    except ChangedMeanwhileError as error:
        raise _refusal("booking_of_another") from error
    except LookupError as error:
        raise _refusal("changed") from error
    programme.bookings.put_party(known)
    note(ports, account, "booking.book", kept.id, session=kept.session, status=kept.status.value)
    return kept


def check_in(ports: Ports, account: Account, session: str, key: str) -> Booking:
    """A party is there: from half an hour before the start, and late as well while a seat can be had. Raises RefusedError."""
    now, held = ports.clock(), session_of(ports, session)
    _booking(ports, session, key)
    _soon_enough(held, now)
    if not held.held:
        raise _refusal("over")
    expected = _BY_THE_DOOR if now >= held.window.start else _ABSENT
    return _change(ports, account, "check_in", key, expected, BookingStatus.CHECKED_IN)


def undo_check_in(ports: Ports, account: Account, key: str) -> Booking:
    """It was a mistake: the party is expected still. Raises RefusedError."""
    return _change(ports, account, "undo_check_in", key, [BookingStatus.CHECKED_IN], BookingStatus.CONFIRMED)


def not_come(ports: Ports, account: Account, session: str, key: str) -> Booking:
    """A party did not come, somebody says after the grace; whoever comes later still is checked in. Raises RefusedError."""
    if ports.clock() < session_of(ports, session).window.start + GRACE:
        raise _refusal("grace", minutes=int(GRACE.total_seconds() // 60))
    return _change(ports, account, "not_come", key, [BookingStatus.CONFIRMED], BookingStatus.NO_SHOW)


def cancel(ports: Ports, account: Account, session: str, key: str) -> Booking:
    """A party calls off: in time, or late inside the cut-off. After the grace it is a no-show. Raises RefusedError."""
    now, held = ports.clock(), session_of(ports, session)
    if (
        _booking(ports, session, key).status is BookingStatus.WAITING
    ):  # whoever had no seat keeps none from anybody
        return _change(ports, account, "cancel", key, [BookingStatus.WAITING], BookingStatus.CANCELLED)
    if now > held.window.start + GRACE:
        raise _refusal("too_late_to_cancel")
    to = BookingStatus.LATE_CANCELLED if is_late(now, held.window.start) else BookingStatus.CANCELLED
    return _change(ports, account, "cancel", key, [BookingStatus.CONFIRMED], to)


def withdraw(ports: Ports, account: Account, key: str) -> Booking:
    """It should never have been booked: nobody is late, and nobody failed to come. Raises RefusedError."""
    mistaken = [BookingStatus.WAITING, BookingStatus.CONFIRMED]
    return _change(ports, account, "withdraw", key, mistaken, BookingStatus.CANCELLED)


def count_heads(
    ports: Ports, account: Account, session: str, people: int, concession: int | None = None
) -> Attendance:
    """What a person counted; it stands beside what the desk and the sensors counted. Raises RefusedError."""
    now, held = ports.clock(), session_of(ports, session)
    if now < held.window.start:
        raise _refusal("too_early", minutes=0)
    if not 0 <= people <= LARGEST or (concession is not None and not 0 <= concession <= people):
        raise _refusal("odd_count", people=people)
    counted = Attendance(
        session=session,
        source=AttendanceSource.MANUAL,
        people=people,
        concession=concession,
        at=now,
        by=account.name,
    )
    programme_of(ports).attendances.put([counted])
    note(ports, account, "attendance.count", session, people=str(people))
    return counted


def uncount(ports: Ports, account: Account, session: str) -> None:
    """It was a mistake: nobody counted heads."""
    programme_of(ports).attendances.remove(session, AttendanceSource.MANUAL)
    note(ports, account, "attendance.uncount", session)


def session_of(ports: Ports, key: str) -> Session:
    """The session of an id. Raises RefusedError."""
    found = programme_of(ports).sessions.find([key]) if storable(key) else []
    if not found:
        raise _refusal("no_session")
    return found[0]


def _kept_for(programme: Programme, party: Party, end: datetime) -> Party:
    """The party with the day on which its code is forgotten, by the last of its sessions, and as whom it pays: where nobody
    asked this time, as before."""
    every = [party, *programme.bookings.parties([party.id])]
    ends = [one.delete_after for one in every if one.delete_after is not None]
    pays_as = next((one.pays_as for one in every if one.pays_as is not None), None)
    return replace(party, delete_after=max([end + CODE_KEPT, *ends]), pays_as=pays_as)


def _booking(ports: Ports, session: str, key: str) -> Booking:
    """The booking of an id, of this session and no other: its hours are what a deed is judged by. Raises RefusedError."""
    for one in programme_of(ports).bookings.of_sessions([session]):
        if one.id == key:
            return one
    raise _refusal("no_booking")


def _soon_enough(session: Session, at: datetime) -> None:
    if at < session.window.start - EARLY:
        raise _refusal("too_early", minutes=int(EARLY.total_seconds() // 60))
    if at >= session.window.end:
        raise _refusal("over")


def _write(ports: Ports, sessions: Sequence[Session]) -> list[Session]:
    try:
        return programme_of(ports).sessions.write(sessions, at=ports.clock())
    except ChangedMeanwhileError as error:
        raise _refusal("changed") from error
    except DoubleBookedError as error:
        first = error.taken[0] if error.taken else sessions[0]
        zone = ports.centre.zone_info
        since, until = (at.astimezone(zone) for at in (first.window.start, first.window.end))
        raise _refusal("taken", start=f"{since:%m-%d %H:%M}", end=f"{until:%H:%M}") from error
    except FullError as error:
        raise _refusal("too_few_places") from error


def _change(
    ports: Ports,
    account: Account,
    deed: str,
    key: str,
    expected: Collection[BookingStatus],
    to: BookingStatus,
) -> Booking:
    if not storable(key):
        raise _refusal("no_booking")
    try:
        kept = programme_of(ports).bookings.change(key, expected, to, ports.clock())
    except (ChangedMeanwhileError, LookupError) as error:
        raise _refusal("changed") from error
    except FullError as error:
        raise _refusal("full") from error
    note(ports, account, f"booking.{deed}", key, session=kept.session, status=kept.status.value)
    return kept


def _refusal(key: str, **values: str | int) -> RefusedError:
    return RefusedError(Message(f"refused.office.{key}", values))
