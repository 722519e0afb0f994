"""The deeds of the front desk: each is done, refused in words, or found to be done already; and each is told with who."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.hold import SessionStatus
from models.programme.booking import CODE_KEPT, BookingStatus
from models.programme.session import CancelledBy
from models.programme.who import Who
from models.services.office import (
    book,
    cancel,
    cancel_session,
    check_in,
    check_in_session,
    count_heads,
    place,
    undo_check_in,
    undo_session_check_in,
)
from models.services.strangers import RefusedError
from tests.builders import NOON, a_place, a_session
from tests.models.services.offices import PARTY, WANG, Office, an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    yield office
    office.database.close()


def refused(key: str) -> "pytest.RaisesExc[RefusedError]":
    return pytest.raises(RefusedError, match=f"^refused.office.{key}$")


def booked(office: Office, *keys: str, minutes: float = -2880) -> None:
    for n, key in enumerate(keys):
        office.at(minutes + n)
        book(office.ports, WANG, a_place(key), PARTY)


def test_a_booking_is_seated_or_waits_and_who_took_it_is_told(office: Office) -> None:
    office.open(places=1)
    booked(office, "p1", "p2")
    assert office.bookings() == {"p1": "confirmed", "p2": "waiting"}
    assert office.programme.bookings.parties(["x"]) == [
        replace(PARTY, delete_after=NOON + timedelta(hours=1) + CODE_KEPT)
    ]
    told = office.told[-1]
    assert (told.actor, told.action, told.subject) == ("wang", "booking.book", "p2")
    assert told.details == {"session": "s1", "status": "waiting"}


def test_a_booking_remembers_as_whom_its_party_paid_then(office: Office) -> None:
    office.open()
    assert book(office.ports, WANG, a_place(), replace(PARTY, pays_as=Who.SENIOR_75)).pays_as is Who.SENIOR_75
    book(office.ports, WANG, a_place("p2"), replace(PARTY, id="y"))
    book(office.ports, WANG, a_place("p3"), PARTY)
    (session,) = office.programme.sessions.find(["s1"])
    found = office.programme.bookings.of_sessions([session.id])
    assert {one.id: one.pays_as for one in found} == {
        a_place().id: Who.SENIOR_75,
        "p2": Who.EVERYBODY,
        "p3": Who.SENIOR_75,
    }, "whom nobody asks pays as before, and whom nobody ever asked like everybody"


def test_what_cannot_be_booked_is_refused_in_words(office: Office) -> None:
    office.open(places=2)
    with refused("odd_seats"):
        book(office.ports, WANG, a_place(seats=3), PARTY)
    with refused("no_session"):
        book(office.ports, WANG, a_place(session="none"), PARTY)
    office.at(60)
    with refused("over"):
        book(office.ports, WANG, a_place(), PARTY)
    assert (office.bookings(), office.told) == ({}, [])


def test_checking_in_begins_half_an_hour_early_and_can_be_undone(office: Office) -> None:
    office.open()
    booked(office, "p1")
    office.at(-31)
    with refused("too_early"):
        check_in(office.ports, WANG, "s1", "p1")
    office.at(-30)
    assert check_in(office.ports, WANG, "s1", "p1").checked_in_at == office.now
    with refused("changed"):
        check_in(office.ports, WANG, "s1", "p1")
    assert undo_check_in(office.ports, WANG, "p1").checked_in_at is None
    assert office.bookings() == {"p1": "confirmed"}
    office.at(60)
    with refused("over"):
        check_in(office.ports, WANG, "s1", "p1")


def test_whoever_waits_may_come_in_once_it_has_begun_if_a_seat_is_free(office: Office) -> None:
    office.open(places=1)
    booked(office, "p1", "p2")
    office.at(-5)
    with refused("changed"):
        check_in(office.ports, WANG, "s1", "p2")
    office.at(5)
    with refused("full"):
        check_in(office.ports, WANG, "s1", "p2")
    office.programme.bookings.change("p1", list(BookingStatus), BookingStatus.NO_SHOW, office.now)
    check_in(office.ports, WANG, "s1", "p2")
    assert office.bookings() == {"p1": "released", "p2": "checked_in"}


@pytest.mark.parametrize(
    ("minutes", "becomes"),
    [(-721, "cancelled"), (-720, "cancelled"), (-719, "late_cancelled"), (15, "late_cancelled")],
)
def test_a_cancellation_is_in_time_or_late(office: Office, minutes: float, becomes: str) -> None:
    office.open(places=1)
    booked(office, "p1", "p2")
    office.at(minutes)
    cancel(office.ports, WANG, "s1", "p1")
    assert office.bookings() == {"p1": becomes, "p2": "confirmed" if minutes < 0 else "waiting"}


def test_after_the_grace_nothing_can_be_called_off_but_waiting(office: Office) -> None:
    office.open(places=1)
    booked(office, "p1", "p2")
    office.at(16)
    with refused("too_late_to_cancel"):
        cancel(office.ports, WANG, "s1", "p1")
    assert cancel(office.ports, WANG, "s1", "p2").status is BookingStatus.CANCELLED


def test_what_the_centre_calls_off_counts_against_nobody(office: Office) -> None:
    office.open(places=1)
    booked(office, "p1", "p2")
    office.at(-60)
    cancelled = cancel_session(office.ports, WANG, "s1", CancelledBy.CENTRE, "flood")
    assert (cancelled.status, cancelled.late, cancelled.reason) == (SessionStatus.CANCELLED, False, "flood")
    assert office.bookings() == {"p1": "cancelled", "p2": "cancelled"}
    with refused("over"):
        cancel_session(office.ports, WANG, "s1", CancelledBy.CENTRE)


def test_a_group_that_calls_off_inside_the_cut_off_is_late(office: Office) -> None:
    office.open(places=0)
    office.at(-60)
    assert cancel_session(office.ports, WANG, "s1", CancelledBy.ORGANISER).late
    assert office.told[-1].details["late"] == "True"


def test_a_group_is_checked_in_early_undone_and_taken_back_after_its_release(office: Office) -> None:
    office.open(places=0)
    office.at(-10)
    early = check_in_session(office.ports, WANG, "s1")
    assert (early.status, early.checked_in_at) == (SessionStatus.CONFIRMED, office.now)
    assert undo_session_check_in(office.ports, WANG, "s1").checked_in_at is None
    with refused("changed"):
        undo_session_check_in(office.ports, WANG, "s1")
    (held,) = office.programme.sessions.find(["s1"])
    office.programme.sessions.write(
        [replace(held, status=SessionStatus.RELEASED, released_at=NOON + timedelta(minutes=20))]
    )
    office.at(25)
    back = check_in_session(office.ports, WANG, "s1")
    assert (back.status, back.released_at) == (SessionStatus.RUNNING, None)


def test_what_was_given_on_cannot_be_taken_back(office: Office) -> None:
    office.open(places=0, status=SessionStatus.RELEASED)
    office.programme.sessions.write([a_session(NOON + timedelta(minutes=30), 0.5, key="next")])
    office.at(20)
    with refused("taken") as why:
        check_in_session(office.ports, WANG, "s1")
    assert why.value.message.values == {"start": "11-18 12:30", "end": "13:00"}


def test_places_beyond_the_capacity_need_somebody_s_word(office: Office) -> None:
    wide = a_session(NOON, places=31)
    with refused("over_capacity") as why:
        place(office.ports, WANG, [wide])
    assert why.value.message.values == {"places": 31, "capacity": 30}
    place(office.ports, WANG, [wide], over_capacity=True)
    assert office.told[-1].action == "session.write"


@pytest.mark.parametrize(
    ("session", "key"),
    [
        (a_session(NOON, space="attic"), "no_space"),
        (a_session(NOON, units=("east",)), "no_unit"),
        (a_session(NOON, 0), "odd_length"),
        (a_session(NOON, 25), "odd_length"),
    ],
    ids=["space", "unit", "no length", "too long"],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(office: Office, session, key: str) -> None:
    with refused(key):
        place(office.ports, WANG, [a_session(NOON, key="fine"), session])
    assert office.programme.sessions.find(["fine", "s1"]) == []


def test_who_read_an_older_session_is_told_to_look_again(office: Office) -> None:
    read = office.open(places=2)
    place(office.ports, WANG, [replace(read, coach="li")])
    with refused("changed"):
        place(office.ports, WANG, [replace(read, coach="wu")])
    booked(office, "p1", "p2")
    (now,) = office.programme.sessions.find(["s1"])
    with refused("too_few_places"):
        place(office.ports, WANG, [replace(now, places=1)])


def test_more_places_seat_whoever_waits_until_it_begins(office: Office) -> None:
    office.open(places=1)
    booked(office, "p1", "p2", "p3")
    for minutes, places in ((-1, 2), (5, 3)):
        office.at(minutes)
        (now,) = office.programme.sessions.find(["s1"])
        place(office.ports, WANG, [replace(now, places=places)])
        assert office.bookings() == {"p1": "confirmed", "p2": "confirmed", "p3": "waiting"}


def test_a_booking_is_judged_by_the_hours_of_its_own_session(office: Office) -> None:
    office.open()
    office.programme.sessions.write([a_session(NOON + timedelta(days=9), key="later", places=3)])
    booked(office, "p1", minutes=-60)
    book(office.ports, WANG, a_place("p9", "later"), PARTY)
    with refused("no_booking"):
        cancel(office.ports, WANG, "later", "p1")
    office.at(1)
    with refused("no_booking"):
        check_in(office.ports, WANG, "s1", "p9")
    with refused("booking_of_another"):
        book(office.ports, WANG, a_place("p9"), replace(PARTY, id="y"))
    assert office.bookings() == {"p1": "confirmed"}
    (later,) = office.programme.bookings.of_sessions(["later"])
    assert later.status is BookingStatus.CONFIRMED
    assert office.programme.bookings.parties(["y"]) == []


@pytest.mark.parametrize("odd", ["x\0y", "\ud800"], ids=["NUL", "half a pair"])
def test_signs_that_not_every_database_keeps_are_refused(office: Office, odd: str) -> None:
    office.open(places=3)
    office.at(-2000)
    with refused("odd_text"):
        book(office.ports, WANG, a_place(odd), PARTY)
    for party in (replace(PARTY, id=odd), replace(PARTY, code=odd)):
        with refused("odd_text"):
            book(office.ports, WANG, a_place(), party)
    with refused("odd_text"):
        place(office.ports, WANG, [a_session(NOON + timedelta(days=1), key=odd)])
    with refused("odd_text"):
        cancel_session(office.ports, WANG, "s1", CancelledBy.CENTRE, odd)
    with refused("no_session"):
        cancel_session(office.ports, WANG, odd, CancelledBy.CENTRE)
    with refused("no_booking"):
        undo_check_in(office.ports, WANG, odd)
    assert office.bookings() == {}


def test_numbers_that_not_every_database_keeps_are_refused(office: Office) -> None:
    office.open()
    with pytest.raises(RefusedError, match=r"refused\.series\.people"):
        place(office.ports, WANG, [a_session(NOON, key="wide", places=2**31)], over_capacity=True)
    office.at(30)
    with refused("odd_count"):
        count_heads(office.ports, WANG, "s1", 2**31)


def test_heads_are_counted_by_a_person_whose_name_is_kept(office: Office) -> None:
    office.open()
    office.at(-1)
    with refused("too_early"):
        count_heads(office.ports, WANG, "s1", 5)
    office.at(30)
    for people, less in ((-1, None), (3, 4), (3, -1)):
        with refused("odd_count"):
            count_heads(office.ports, WANG, "s1", people, less)
    counted = count_heads(office.ports, WANG, "s1", 14, 9)
    assert office.programme.attendances.of_sessions(["s1"]) == [counted]
    assert (counted.by, counted.concession) == ("wang", 9)
