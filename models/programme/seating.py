"""Who of those who asked has a seat: the waiting list moves up in order, and an absent one's seat can be given on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from models.calendar import Window
from models.hold import Hold, SessionStatus
from models.programme.booking import CALLED_OFF, OPEN, SEATED, Booking, BookingStatus
from models.programme.session import Session

_ENDS: Mapping[SessionStatus, BookingStatus] = {
    SessionStatus.CANCELLED: BookingStatus.CANCELLED,  # by the centre: it never counts against the party
    SessionStatus.RELEASED: BookingStatus.RELEASED,
    SessionStatus.NO_SHOW: BookingStatus.NO_SHOW,
    SessionStatus.DONE: BookingStatus.CONFIRMED,  # who came and who did not has been said by then
}
"""What an end of the session makes of the bookings that had a seat until then."""


def seats_taken(bookings: Iterable[Booking]) -> int:
    """The sum of the seats of those that take theirs."""
    return sum(booking.seats for booking in bookings if booking.status in SEATED)


def waiting_list(bookings: Iterable[Booking]) -> list[Booking]:
    """Those that wait, first come first."""
    waiting = (booking for booking in bookings if booking.status is BookingStatus.WAITING)
    return sorted(waiting, key=lambda booking: (booking.booked_at, booking.id))


def moving_up(bookings: Sequence[Booking], places: int) -> list[Booking]:
    """Those that have a seat now. Nobody overtakes: a party that does not fit yet keeps its turn."""
    free = places - seats_taken(bookings)
    found = []
    for booking in waiting_list(bookings):
        if booking.seats > free:
            break
        free -= booking.seats
        found.append(booking)
    return found


def taking_turns(booking: Booking, others: Sequence[Booking], places: int) -> BookingStatus:
    """What a new booking is among the others: seated, or behind whoever waits already."""
    fits = not waiting_list(others) and booking.seats <= places - seats_taken(others)
    return BookingStatus.CONFIRMED if fits else BookingStatus.WAITING


def giving_way(bookings: Sequence[Booking], seats: int, places: int) -> list[Booking] | None:
    """The no-shows, last come first, whose seats somebody who stands there needs; None = it cannot be done."""
    missing = seats - (places - seats_taken(bookings))
    absent = [booking for booking in bookings if booking.status is BookingStatus.NO_SHOW]
    given = []
    for booking in sorted(absent, key=lambda one: (one.booked_at, one.id), reverse=True):
        if missing <= 0:
            break
        missing -= booking.seats
        given.append(booking)
    return given if missing <= 0 else None


def as_hold(session: Session, booked: int) -> Hold:
    """The session as facts and the live board see it. booked: seats that are taken.

    Of a released one only the span until its release; who is expected stands in where no places are booked.
    """
    start, end = session.window.start, session.window.end
    if session.status is SessionStatus.RELEASED and session.released_at is not None:
        end = max(start, min(end, session.released_at))
    return Hold(
        id=session.id,
        space=session.space,
        window=Window(start, end),
        title=session.title,
        seats=booked if session.places else session.expected,
        status=session.status,
    )


def seated_anew(bookings: Sequence[Booking], session: Session, at: datetime | None) -> list[Booking]:
    """Those that move up, with their seats. Nobody does once the session has begun: whoever is seated unasked by then
    could only be absent. at = None: its status alone says whether it has."""
    begun = session.status is not SessionStatus.CONFIRMED or (at is not None and at >= session.window.start)
    up = [] if begun else moving_up(bookings, session.places)
    return [replace(booking, status=BookingStatus.CONFIRMED) for booking in up]


def following(bookings: Sequence[Booking], session: Session, at: datetime | None = None) -> list[Booking]:
    """What changes in the bookings once a session is as it is now: they end with it, or move up into more places.

    Whoever still waits at its end never had a seat: that is called off, and nobody was absent. at: as seated_anew().
    """
    end = _ENDS.get(session.status)
    if end is None:
        return seated_anew(bookings, session, at)
    if end is BookingStatus.CANCELLED:
        ended = [one for one in bookings if one.status in OPEN]
        return [replace(one, status=end, cancelled_at=session.cancelled_at) for one in ended]
    over = session.released_at or session.window.end
    seated = (replace(one, status=end) for one in bookings if one.status is BookingStatus.CONFIRMED)
    unseated = (
        replace(one, status=BookingStatus.CANCELLED, cancelled_at=over) for one in waiting_list(bookings)
    )
    return [*seated, *unseated]


def changed(booking: Booking, to: BookingStatus, at: datetime) -> Booking:
    """The booking in another state, with the instant that the state stands for."""
    came = to is BookingStatus.CHECKED_IN
    back = to is BookingStatus.CONFIRMED
    return replace(
        booking,
        status=to,
        cancelled_at=at if to in CALLED_OFF else booking.cancelled_at,
        checked_in_at=at if came else None if back else booking.checked_in_at,
    )
