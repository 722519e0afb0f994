"""The simulated desk books, checks in and calls off as time passes, and leaves alone what people did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.simulator.front_desk import attend
from ingest.simulator.office import chronicle
from models.db import Database
from models.hold import SessionStatus
from models.programme.booking import BookingStatus
from models.programme.ports import Chronicle, Programme
from models.programme.seating import seats_taken
from tests.blank import blank_database
from tests.ingest.simulator.worlds import shijiawan

MORNING = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)  # 07:30 of a Thursday
DAY = date(2026, 11, 19)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


@pytest.fixture
def programme(database: Database) -> Programme:
    """The timetable of a few days without a single booking, as series make it."""
    programme = database.programme(shijiawan().centre)
    told = chronicle(shijiawan(), DAY, DAY + timedelta(days=3), MORNING)
    programme.restore(Chronicle(sessions=told.sessions), counted=True)
    return programme


def statuses(programme: Programme) -> Counter[BookingStatus]:
    sessions = chronicle(shijiawan(), DAY, DAY + timedelta(days=3), MORNING).sessions
    return Counter(one.status for one in programme.bookings.of_sessions([s.id for s in sessions]))


def test_a_blank_timetable_fills_with_bookings_and_people_check_in(programme: Programme) -> None:
    assert attend(shijiawan(), programme, MORNING) > 20
    assert statuses(programme)[BookingStatus.CHECKED_IN] == 0
    attend(shijiawan(), programme, MORNING + timedelta(hours=2))
    assert statuses(programme)[BookingStatus.CHECKED_IN] > 5
    assert attend(shijiawan(), programme, MORNING + timedelta(hours=2)) == 0
    for session in programme.sessions.find(
        [s.id for s in chronicle(shijiawan(), DAY, DAY, MORNING).sessions]
    ):
        assert seats_taken(programme.bookings.of_sessions([session.id])) <= session.places


def test_what_somebody_else_did_stays(programme: Programme) -> None:
    attend(shijiawan(), programme, MORNING)
    today = [one.id for one in chronicle(shijiawan(), DAY, DAY, MORNING).sessions if one.places]
    bookings = programme.bookings.of_sessions(today)
    held = next(one for one in bookings if one.status is BookingStatus.CONFIRMED)
    programme.bookings.change(held.id, [held.status], BookingStatus.CANCELLED, MORNING)
    (cancelled,) = programme.sessions.find([today[-1]])
    programme.sessions.write([replace(cancelled, status=SessionStatus.CANCELLED)])
    attend(shijiawan(), programme, MORNING + timedelta(hours=12))
    now = {one.id: one.status for one in programme.bookings.of_sessions(today)}
    assert now[held.id] is BookingStatus.CANCELLED
    ended = {one.status for one in programme.bookings.of_sessions([today[-1]])}
    assert ended <= {BookingStatus.CANCELLED, BookingStatus.LATE_CANCELLED}
