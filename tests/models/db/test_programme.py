"""A whole chronicle goes back in one go, twice the same as once, and under the laws of every other write."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.calendar import Window
from models.db import Database
from models.hold import SessionStatus
from models.programme.booking import BookingStatus, Party
from models.programme.ports import Chronicle, DoubleBookedError, SeriesChangedError
from tests.builders import NOON, a_place, a_session
from tests.models.db.offices import CENTRE
from tests.models.db.test_attendances import COUNTED
from tests.models.db.test_offerings import TAI_CHI

WEEK = Window(NOON - timedelta(days=7), NOON + timedelta(days=7))
TOLD = Chronicle(
    sessions=[
        a_session(NOON + n * timedelta(hours=6), key=f"s{n}", places=5, status=SessionStatus(status))
        for n, status in enumerate(("done", "no_show", "cancelled", "confirmed"))
    ],
    parties=[Party(id="x", code="李* 8")],
    bookings=[a_place(f"p{n}", f"s{n}", status=BookingStatus.COMPLETED) for n in range(3)],
    attendances=[COUNTED],
)


def test_a_chronicle_comes_back_as_it_was_told_however_often(database: Database) -> None:
    programme = database.programme(CENTRE)
    for _ in range(2):
        programme.restore(TOLD)
        kept = programme.sessions.within(WEEK)
        assert [replace(one, modified=0) for one in kept] == list(TOLD.sessions)
        seated = [
            replace(one, seated=True) for one in TOLD.bookings
        ]  # whoever came had a seat, whatever was told
        assert programme.bookings.of_sessions([one.id for one in kept]) == seated
        assert programme.bookings.parties(["x"]) == list(TOLD.parties)
        assert programme.attendances.of_sessions(["s1"]) == list(TOLD.attendances)


def test_what_was_restored_takes_its_quarter_hours(database: Database) -> None:
    programme = database.programme(CENTRE)
    programme.restore(TOLD)
    with pytest.raises(DoubleBookedError, match="s0"):
        programme.sessions.write([a_session(NOON, key="late")])
    with pytest.raises(DoubleBookedError, match="s3"):
        programme.restore(Chronicle(sessions=[a_session(NOON + timedelta(hours=18), key="other")]))
    programme.sessions.write([a_session(NOON + timedelta(hours=12), key="where-it-was-cancelled")])


def test_a_series_is_kept_together_with_its_sessions_or_not_at_all(database: Database) -> None:
    programme = database.programme(CENTRE)
    programme.sessions.write([a_session(NOON, key="first")])
    with pytest.raises(DoubleBookedError, match="first"):
        programme.put([TAI_CHI], [a_session(NOON, key="late", series=TAI_CHI.id)])
    assert programme.offerings.all_series() == []
    later = a_session(NOON + timedelta(hours=2), key="late", series=TAI_CHI.id)
    assert programme.put([TAI_CHI], [later]) == programme.offerings.all_series() != []
    with pytest.raises(SeriesChangedError):
        programme.put([TAI_CHI], [a_session(NOON + timedelta(hours=5), key="again")])
    assert [one.id for one in programme.sessions.within(WEEK)] == ["first", "late"]
