"""What facts and the live board see of the timetable: spans with the seats that are really booked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.calendar import Window
from models.db import Database
from models.hold import Hold, SessionStatus
from models.programme.booking import SEATED, BookingStatus
from tests.builders import NOON, a_place, a_session
from tests.models.db.offices import CENTRE

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("status", sorted(set(SessionStatus) - {SessionStatus.RELEASED}))
def test_a_session_is_a_hold_of_those_who_are_expected(database: Database, status: SessionStatus) -> None:
    session = a_session(NOON, status=status)
    database.programme(CENTRE).sessions.write([session])
    assert database.holds("test").within(session.window) == [
        Hold(
            id="s1",
            space=session.space,
            window=session.window,
            title=session.title,
            seats=12,
            status=status,
        )
    ]


def test_where_places_are_booked_the_seats_are_those_that_are_taken(database: Database) -> None:
    programme = database.programme(CENTRE)
    programme.sessions.write([a_session(NOON, places=100, expected=50)])
    for n, status in enumerate(BookingStatus):
        programme.bookings.book(a_place(f"p{n}", seats=2**n))
        if status not in (BookingStatus.CONFIRMED, BookingStatus.WAITING):
            programme.bookings.change(f"p{n}", list(BookingStatus), status, NOON)
    programme.bookings.book(a_place("waits", seats=99))
    (hold,) = database.holds("test").within(Window(NOON, NOON + HOUR))
    taken = [n for n, status in enumerate(BookingStatus) if status in SEATED or status == "waiting"]
    assert hold.seats == sum(2**n for n in taken)


def test_a_released_session_ends_when_it_was_given_back(database: Database) -> None:
    released = replace(
        a_session(NOON, status=SessionStatus.RELEASED), released_at=NOON + timedelta(minutes=20)
    )
    database.programme(CENTRE).sessions.write([released])
    (hold,) = database.holds("test").within(Window(NOON, NOON + HOUR))
    assert hold.window == Window(NOON, NOON + timedelta(minutes=20))
    assert hold.status is SessionStatus.RELEASED


def test_what_touches_the_window_only_at_its_edge_is_outside(database: Database) -> None:
    starts = {"before": -60, "across": -30, "inside": 15, "after": 60}
    sessions = [a_session(NOON + timedelta(minutes=at), space="gym", key=key) for key, at in starts.items()]
    around = a_session(NOON - HOUR, 3, space="gym", key="around")
    database.programme(CENTRE).sessions.write([*sessions, around])
    found = database.holds("test").within(Window(NOON, NOON + HOUR))
    assert [hold.id for hold in found] == ["around", "across", "inside"]


def test_two_centres_may_use_one_id(database: Database) -> None:
    other = replace(CENTRE, id="other")  # type: ignore[arg-type]
    database.programme(CENTRE).sessions.write([a_session(NOON)])
    database.programme(other).sessions.write([a_session(NOON, expected=1)])
    window = Window(NOON, NOON + HOUR)
    assert [hold.seats for hold in database.holds("test").within(window)] == [12]
    assert [hold.seats for hold in database.holds("other").within(window)] == [1]
