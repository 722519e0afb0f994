"""Twenty places are twenty, however many ask at once, from threads and from processes; the rest wait in their order."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import bindparam, text

from models.calendar import Window
from models.db import Database, open_database
from models.db.connection import open_connections
from models.db.migrations import downgrade, upgrade
from models.db.tables.row import Instant
from models.hold import SessionStatus
from models.programme.booking import Booking, BookingStatus, Party, tallied
from models.programme.ports import ChangedMeanwhileError, FullError
from models.programme.seating import seats_taken
from models.programme.who import Who
from tests.builders import NOON, a_place, a_session
from tests.models.db.offices import CENTRE
from tests.postgres import PASSWORD

PLACES, CROWD, PROCESSES = 20, 200, 3
BEFORE = NOON - timedelta(days=2)
CONFIRMED, WAITING = BookingStatus.CONFIRMED, BookingStatus.WAITING


def asked_at(n: int) -> datetime:
    return BEFORE + timedelta(seconds=n)


def opened(database: Database, places: int = PLACES) -> None:
    database.programme(CENTRE).sessions.write([a_session(NOON, places=places)])


def kept(database: Database) -> list[Booking]:
    return database.programme(CENTRE).bookings.of_sessions(["s1"])


def statuses(database: Database) -> list[str]:
    return [one.status.value for one in kept(database)]


def check_crowd(database: Database) -> None:
    found = kept(database)
    assert len(found) == CROWD
    assert sum(one.status is CONFIRMED for one in found) == seats_taken(found) == PLACES
    assert sum(one.status is WAITING for one in found) == CROWD - PLACES


def test_two_hundred_threads_get_twenty_places(database: Database) -> None:
    opened(database)
    bookings = database.programme(CENTRE).bookings
    with ThreadPoolExecutor(CROWD) as crowd:
        list(crowd.map(lambda n: bookings.book(a_place(f"p{n:03}", at=asked_at(n))), range(CROWD)))
    check_crowd(database)


def ask_for_places(url: str, first: int, start: "multiprocessing.synchronize.Barrier") -> None:
    database = open_database(url, password=PASSWORD)
    bookings = database.programme(CENTRE).bookings
    start.wait()
    with ThreadPoolExecutor(4) as crowd:
        list(
            crowd.map(
                lambda n: bookings.book(a_place(f"p{n:03}", at=asked_at(n))),
                range(first, CROWD, PROCESSES),
            )
        )
    database.close()


def test_three_processes_with_four_threads_each_get_twenty_places(database: Database, url: str) -> None:
    opened(database)
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(PROCESSES)
    processes = [spawn.Process(target=ask_for_places, args=(url, first, start)) for first in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    check_crowd(database)


def test_cancelled_places_go_to_those_who_waited_longest_even_under_fire(database: Database) -> None:
    opened(database)
    bookings = database.programme(CENTRE).bookings
    for n in range(60):
        bookings.book(a_place(f"p{n:03}", at=asked_at(n)))

    def cancel(n: int) -> None:
        bookings.change(f"p{n:03}", [CONFIRMED], BookingStatus.CANCELLED, BEFORE + timedelta(hours=1))

    with ThreadPoolExecutor(PLACES) as crowd:
        list(crowd.map(cancel, range(PLACES - 5)))
    found = kept(database)
    assert [one.id for one in found if one.status is CONFIRMED] == [f"p{n:03}" for n in range(15, 35)]
    assert {one.status for one in found[35:]} == {WAITING}
    assert {one.cancelled_at for one in found[:15]} == {BEFORE + timedelta(hours=1)}


def test_the_same_request_again_is_the_same_booking(database: Database) -> None:
    opened(database, places=1)
    bookings = database.programme(CENTRE).bookings
    first = bookings.book(a_place("p1", at=asked_at(1)))
    with ThreadPoolExecutor(8) as crowd:
        again = list(crowd.map(lambda n: bookings.book(a_place("p1", at=asked_at(n))), range(16)))
    assert set(again) == {first}
    bookings.change("p1", [CONFIRMED], BookingStatus.CANCELLED, BEFORE)
    assert bookings.book(a_place("p1")).status is BookingStatus.CANCELLED


def test_nobody_overtakes_a_party_that_waits_for_more_seats(database: Database) -> None:
    opened(database, places=4)
    bookings = database.programme(CENTRE).bookings
    for n, seats in enumerate((3, 2, 1)):
        bookings.book(a_place(f"p{n}", seats=seats, at=asked_at(n)))
    assert statuses(database) == ["confirmed", "waiting", "waiting"]
    bookings.change("p0", [CONFIRMED], BookingStatus.CANCELLED, BEFORE)
    assert statuses(database) == ["cancelled", "confirmed", "confirmed"]


def test_a_change_of_what_somebody_else_changed_is_refused(database: Database) -> None:
    opened(database)
    bookings = database.programme(CENTRE).bookings
    bookings.book(a_place())
    bookings.change("p1", [CONFIRMED], BookingStatus.CHECKED_IN, NOON)
    with pytest.raises(ChangedMeanwhileError, match="'p1' is checked_in"):
        bookings.change("p1", [CONFIRMED], BookingStatus.CANCELLED, NOON)
    with pytest.raises(LookupError, match="nobody"):
        bookings.change("nobody", [CONFIRMED], BookingStatus.CANCELLED, NOON)
    assert kept(database)[0].checked_in_at == NOON


def test_places_are_booked_of_held_sessions_that_have_some(database: Database) -> None:
    programme = database.programme(CENTRE)
    (open_to_all,) = programme.sessions.write([a_session(NOON)])
    with pytest.raises(LookupError, match="'s1' books no places"):
        programme.bookings.book(a_place())
    programme.sessions.write([replace(open_to_all, places=3, status=SessionStatus.CANCELLED)])
    for session in ("s1", "none"):
        with pytest.raises(LookupError, match=f"'{session}' is not held"):
            programme.bookings.book(a_place(session=session))


def test_after_the_start_a_seat_is_for_who_stands_there(database: Database) -> None:
    opened(database, places=2)
    bookings, late = database.programme(CENTRE).bookings, NOON + timedelta(minutes=20)
    for n in range(4):
        bookings.book(a_place(f"p{n}", at=asked_at(n)))
    bookings.change("p0", [CONFIRMED], BookingStatus.CHECKED_IN, NOON)
    with pytest.raises(FullError, match="no 1 free of 2 places"):
        bookings.change("p3", [WAITING], BookingStatus.CHECKED_IN, late)
    bookings.change("p1", [CONFIRMED], BookingStatus.NO_SHOW, late)
    assert statuses(database) == ["checked_in", "no_show", "waiting", "waiting"]
    bookings.change("p3", [WAITING], BookingStatus.CHECKED_IN, late)
    assert statuses(database) == ["checked_in", "released", "waiting", "checked_in"]
    with pytest.raises(FullError):
        bookings.change("p1", [BookingStatus.RELEASED], BookingStatus.CHECKED_IN, late)
    assert seats_taken(kept(database)) == 2


def test_a_cancellation_after_the_start_moves_nobody_up(database: Database) -> None:
    opened(database, places=1)
    bookings = database.programme(CENTRE).bookings
    for n in range(2):
        bookings.book(a_place(f"p{n}", at=asked_at(n)))
    bookings.change("p0", [CONFIRMED], BookingStatus.LATE_CANCELLED, NOON)
    assert statuses(database) == ["late_cancelled", "waiting"]


def test_a_session_says_in_its_feed_that_seats_were_taken(database: Database) -> None:
    opened(database)
    programme = database.programme(CENTRE)
    (before,) = programme.sessions.find(["s1"])
    programme.bookings.book(a_place())
    (after,) = programme.sessions.find(["s1"])
    assert after.modified > before.modified
    assert replace(after, modified=before.modified) == before
    (hold,) = database.holds("test").within(Window(NOON, NOON + timedelta(hours=1)))
    assert hold.seats == 1


def test_parties_are_kept_by_a_code_and_replaced(database: Database) -> None:
    bookings = database.programme(CENTRE).bookings
    party = Party(id="x", code="王* 3721", pays_as=Who.CHILD, delete_after=NOON)
    bookings.put_party(replace(party, code="?"))
    bookings.put_party(party)
    assert bookings.parties(["x", "y"]) == [party]
    assert bookings.forget_codes(NOON - timedelta(hours=1)) == 0
    assert bookings.forget_codes(NOON) == 1
    assert bookings.parties(["x"]) == [replace(party, code="", delete_after=None)]


def test_every_state_survives_the_database(database: Database) -> None:
    opened(database, places=100)
    programme = database.programme(CENTRE)
    ended = [status for status in BookingStatus if status not in (WAITING, CONFIRMED)]
    for n, status in enumerate(ended):
        programme.bookings.book(a_place(f"p{n}", at=asked_at(n)))
        programme.bookings.change(f"p{n}", [CONFIRMED], status, NOON)
    assert [one.status for one in kept(database)] == ended


def test_it_is_kept_whether_a_booking_ever_had_a_seat(database: Database) -> None:
    """A cancelled booking of a full class: one had a seat, one moved up into it, one only waited."""
    opened(database, places=1)
    bookings = database.programme(CENTRE).bookings
    for n in range(3):
        bookings.book(replace(a_place(f"p{n}", at=asked_at(n)), seated=True))
    bookings.change("p0", [CONFIRMED], BookingStatus.CANCELLED, BEFORE)
    bookings.change("p1", [CONFIRMED], BookingStatus.CANCELLED, BEFORE)
    (session,) = database.programme(CENTRE).sessions.find(["s1"])
    assert [one.had_seat for one in kept(database)] == [True, True, True]
    bookings.book(a_place("p3", at=asked_at(3)))
    bookings.change("p3", [WAITING], BookingStatus.CANCELLED, BEFORE)
    database.programme(CENTRE).sessions.write([replace(session, status=SessionStatus.CANCELLED)])
    assert [(one.status, one.had_seat) for one in kept(database)] == [
        (BookingStatus.CANCELLED, had) for had in (True, True, True, False)
    ]


def test_the_database_tallies_what_the_bookings_one_by_one_come_to(database: Database) -> None:
    opened(database, places=3)
    bookings = database.programme(CENTRE).bookings
    for n in range(6):
        bookings.book(a_place(f"p{n}", at=asked_at(n)))
    bookings.change("p1", [CONFIRMED], BookingStatus.CANCELLED, asked_at(9))
    bookings.change("p5", [WAITING], BookingStatus.CANCELLED, asked_at(9))
    found, whole = bookings.tallies(["s1", "other"]), tallied(kept(database))
    assert set(found) == set(whole)
    assert sum(one.bookings for one in found if one.had_seat) == 4


def test_ticks_for_paying_less_become_groups_and_go_back(url: str) -> None:
    """A party without a tick was never asked; a booking keeps what it was charged by."""
    connections = open_connections(url, PASSWORD)
    upgrade(connections)
    downgrade(connections, "0022")
    with connections.writing() as connection:
        insert = text(
            f"INSERT INTO party (centre, id, code, concession) VALUES ('{CENTRE.id}', :id, '', :less)"
        )
        for key, less in (("a", True), ("b", False)):
            connection.execute(insert, {"id": key, "less": less})
        columns = (
            "centre, id, session, party, seats, status, source, booked_at, seated, external_id, concession"
        )
        values = f"'{CENTRE.id}', :id, 's', 'a', 1, 'confirmed', 'desk', :at, true, '', :less"
        insert = text(f"INSERT INTO booking ({columns}) VALUES ({values})").bindparams(
            bindparam("at", NOON, Instant())
        )
        for key, less in (("a", True), ("b", False), ("c", None)):
            connection.execute(insert, {"id": key, "less": less})
    upgrade(connections)
    database = Database(connections)
    bookings = database.programme(CENTRE).bookings
    assert {one.id: one.pays_as for one in bookings.parties(["a", "b"])} == {"a": Who.REDUCED, "b": None}
    told = {one.id: one.pays_as for one in bookings.of_sessions(["s"])}
    assert told == {"a": Who.REDUCED, "b": Who.EVERYBODY, "c": None}
    downgrade(connections, "0022")
    with connections.reading() as connection:
        rows = connection.execute(text("SELECT id, concession FROM booking ORDER BY id"))
        assert [(key, less if less is None else bool(less)) for key, less in rows] == [
            ("a", True),
            ("b", False),
            ("c", None),
        ]
    database.close()
