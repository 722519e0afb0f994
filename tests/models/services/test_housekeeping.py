"""As time passes: sessions run, end, are given back; whoever is absent is noted, and who came is counted by source."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.centre import Space, SpaceId
from models.hold import SessionStatus
from models.job import JobRun
from models.programme.attendance import AttendanceSource
from models.programme.booking import CODE_KEPT, BookingStatus, Party
from models.programme.session import CancelledBy
from models.programme.who import Who
from models.services.housekeeping import FIRST_LOOK, JOBS, count, settle, since
from models.services.office import book, cancel, cancel_session, check_in
from tests.builders import NOON, a_place, a_session
from tests.models.db.offices import CENTRE
from tests.models.services.offices import PARTY, WANG, Office, an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    yield office
    office.database.close()


def settled(office: Office, minutes: float) -> int:
    return settle(office.ports, NOON - timedelta(days=1), office.at(minutes))


def test_a_ghost_is_given_back_and_its_room_is_free_again(office: Office) -> None:
    office.open(places=0)
    office.at(20)
    office.measured(0)
    assert settled(office, 20) == 1
    assert office.status() is SessionStatus.RELEASED
    (hold,) = office.database.holds("test").within(office.programme.sessions.find(["s1"])[0].window)
    assert hold.window.end == office.now
    office.programme.sessions.write([a_session(NOON + timedelta(minutes=30), 0.5, key="walk-in")])
    assert [(one.actor, one.action, one.subject) for one in office.told] == [
        ("system", "session.released", "s1")
    ]


def test_what_nobody_measured_is_kept_and_done_in_the_end(office: Office) -> None:
    office.open()
    office.programme.bookings.book(a_place())
    assert settled(office, 20) == 0
    assert settled(office, 66) == 2
    assert (office.status(), office.bookings()) == (SessionStatus.DONE, {"p1": "completed"})
    assert office.told == []


def test_a_room_that_stayed_empty_to_its_end_is_a_no_show_of_all_who_booked(office: Office) -> None:
    office.open()
    office.programme.bookings.book(a_place())
    office.at(66)
    office.measured(0, 0, 0, 0)
    settled(office, 66)
    assert (office.status(), office.bookings()) == (SessionStatus.NO_SHOW, {"p1": "no_show"})


def test_a_class_runs_loses_its_absent_and_ends(office: Office) -> None:
    office.open(places=3)
    for key in ("p1", "p2", "p3"):
        office.programme.bookings.book(a_place(key))
    office.at(-5)
    check_in(office.ports, WANG, "s1", "p1")
    settled(office, 2)
    assert office.status() is SessionStatus.RUNNING
    settled(office, 16)
    assert office.bookings() == {"p1": "checked_in", "p2": "no_show", "p3": "no_show"}
    office.at(18)
    check_in(office.ports, WANG, "s1", "p3")
    settled(office, 66)
    assert office.status() is SessionStatus.DONE
    assert office.bookings() == {"p1": "completed", "p2": "no_show", "p3": "completed"}
    assert [one.subject for one in office.told if one.actor == "system"] == ["p2", "p3"]


def test_nobody_is_seated_unasked_after_the_start_and_whoever_waited_to_the_end_was_never_absent(
    office: Office,
) -> None:
    office.open(places=2)
    for n, key in enumerate(("p1", "p2", "p3")):
        office.programme.bookings.book(a_place(key, at=NOON - timedelta(days=3) + timedelta(seconds=n)))
    office.at(1)
    check_in(office.ports, WANG, "s1", "p1")
    office.at(5)
    cancel(office.ports, WANG, "s1", "p2")
    for minutes, third in ((6, "waiting"), (16, "waiting"), (66, "cancelled"), (90, "cancelled")):
        settled(office, minutes)
        assert office.bookings()["p3"] == third
    assert [one.subject for one in office.told if one.action == "booking.no_show"] == []
    assert office.bookings() == {"p1": "completed", "p2": "late_cancelled", "p3": "cancelled"}


@pytest.mark.parametrize(
    "spaces",
    [
        {key: space for key, space in CENTRE.spaces.items() if key != "room"},
        {**CENTRE.spaces, SpaceId("hall"): replace(CENTRE.spaces[SpaceId("hall")], units={})},
        {**CENTRE.spaces, SpaceId("gym"): replace(CENTRE.spaces[SpaceId("gym")], shared=False)},
    ],
    ids=["a space is gone", "its parts are gone", "it is shared no longer"],
)
def test_sessions_end_though_the_centre_file_was_changed_under_them(
    office: Office, spaces: dict[SpaceId, Space]
) -> None:
    office.programme.sessions.write(
        [
            a_session(NOON, key="a", places=2),
            a_session(NOON, space="hall", key="b", units=("east",)),
            a_session(NOON + timedelta(minutes=5), space="gym", key="c"),
            a_session(NOON + timedelta(days=9), key="d", places=1),
        ]
    )
    office.programme.bookings.book(a_place("p1", "a"))
    changed = replace(CENTRE, spaces=spaces)
    office.ports = replace(office.ports, centre=changed, programme=office.database.programme(changed))
    book(office.ports, WANG, a_place("p2", "a"), PARTY)
    settled(office, 80)
    found = office.programme.sessions.find(["a", "b", "c"])
    assert [one.status for one in found] == [SessionStatus.DONE] * 3
    assert cancel_session(office.ports, WANG, "d", CancelledBy.CENTRE).status is SessionStatus.CANCELLED


def test_a_code_is_forgotten_two_years_after_the_last_session_and_the_bookings_stay(office: Office) -> None:
    office.open()
    earlier = a_session(NOON - timedelta(days=1), key="earlier", places=1)
    office.programme.sessions.write([earlier])
    office.at(-2880)
    book(office.ports, WANG, a_place("p1"), PARTY)
    book(office.ports, WANG, a_place("p0", "earlier"), PARTY)
    due = NOON + timedelta(hours=1) + CODE_KEPT
    assert JOBS["codes"].work(office.ports, NOON, due - timedelta(seconds=1)) == 0
    assert office.programme.bookings.parties(["x"]) == [replace(PARTY, delete_after=due)]
    assert JOBS["codes"].work(office.ports, NOON, due) == 1
    assert JOBS["codes"].work(office.ports, NOON, due) == 0
    assert office.programme.bookings.parties(["x"]) == [replace(PARTY, code="")]
    assert office.bookings() == {"p1": "confirmed"}


def test_running_it_again_changes_nothing(office: Office) -> None:
    office.open()
    office.programme.bookings.book(a_place())
    settled(office, 66)
    before = office.programme.sessions.find(["s1"])
    assert settled(office, 67) == 0
    assert office.programme.sessions.find(["s1"]) == before


def test_desk_and_sensors_count_apart_and_only_what_they_saw(office: Office) -> None:
    office.open(places=3)
    office.programme.sessions.write([a_session(NOON, space="gym", key="unseen")])
    office.programme.bookings.put_party(Party(id="party-p1", code="李* 8", pays_as=Who.SENIOR_75))
    for key in ("p1", "p2", "p3"):
        office.programme.bookings.book(a_place(key))
    for key in ("p1", "p2"):
        office.programme.bookings.change(key, list(BookingStatus), BookingStatus.CHECKED_IN, NOON)
    office.at(66)
    office.measured(9, 4, 4, 4)
    settled(office, 66)
    assert count(office.ports, NOON, office.now) == 2
    assert count(office.ports, NOON, office.now) == 0
    found = {one.source: one for one in office.programme.attendances.of_sessions(["s1", "unseen"])}
    assert (found[AttendanceSource.CHECKIN].people, found[AttendanceSource.CHECKIN].concession) == (2, 1)
    assert found[AttendanceSource.SENSOR].people == 4
    assert set(found) == {AttendanceSource.CHECKIN, AttendanceSource.SENSOR}


def test_late_facts_correct_what_the_sensors_counted(office: Office) -> None:
    office.open(places=0)
    office.at(66)
    office.measured(0, 4, 4, 4)
    settled(office, 66)
    count(office.ports, NOON, office.now)
    office.at(600)
    office.measured(0, 4, 7, 4)
    assert count(office.ports, NOON, office.now) == 1
    (seen,) = office.programme.attendances.of_sessions(["s1"])
    assert seen.people == 7


def test_readings_that_come_a_week_late_still_count_who_came(office: Office) -> None:
    office.open(places=0)
    settled(office, 66)
    week = 7 * 24 * 60
    office.at(week)
    office.measured(0, 4, 7, 4)
    assert count(office.ports, office.now - timedelta(minutes=15), office.now) == 0
    job = JOBS["late_attendance"]
    assert job.work(office.ports, office.now - job.every, office.now) == 1
    (seen,) = office.programme.attendances.of_sessions(["s1"])
    assert (seen.source, seen.people) == (AttendanceSource.SENSOR, 7)
    assert job.work(office.ports, office.now - job.every, office.now) == 0


def test_a_job_looks_back_to_its_last_good_end() -> None:
    run = JobRun(job="sessions", started_at=NOON)
    assert since(run) == NOON - FIRST_LOOK
    assert since(replace(run, good_at=NOON - timedelta(days=3))) == NOON - timedelta(days=3)


def test_the_head_of_the_trail_is_kept_every_day(office: Office) -> None:
    ports = replace(office.ports, anchor=lambda: 1)
    assert JOBS["anchor"].work(ports, NOON, NOON) == 1
    assert JOBS["anchor"].work(office.ports, NOON, NOON) == 0
    assert JOBS["anchor"].every == timedelta(days=1)
