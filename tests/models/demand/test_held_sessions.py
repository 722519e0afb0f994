"""From the programme of a centre to its history."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.calendar import Calendar, CalendarDay, DayType
from models.demand.block import Block
from models.demand.demand import Demand
from models.demand.held_sessions import Setting, history_of
from models.demand.history import PastSession
from models.demand.segment import Segment
from models.hold import SessionStatus
from models.programme.activity import Organiser, OrganiserKind
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus
from models.programme.ports import Chronicle
from models.programme.session import Session
from tests.builders import a_centre, a_place, a_session, a_space

START = datetime(2026, 11, 18, 1, 30, tzinfo=UTC)
"""A Wednesday, 9:30 in the centre."""
GROUP = Organiser(id="taichi-group", kind=OrganiserKind.GROUP, name={"zh-Hans": "太极队", "en": "Tai chi"})
SETTING = Setting(
    centre=a_centre([a_space("room", persons=30)]), calendar=Calendar({}), organisers={GROUP.id: GROUP}
)
DONE = a_session(START, series="tai-chi", status=SessionStatus.DONE)


def counted(people: int) -> list[Attendance]:
    return [Attendance(session="s1", source=AttendanceSource.MANUAL, people=people, at=START)]


def past(session: Session, people: int | None, bookings: list[Booking] | None = None) -> list[PastSession]:
    attendances = [] if people is None else counted(people)
    return history_of(
        SETTING, Chronicle(sessions=[session], attendances=attendances, bookings=bookings or [])
    )


def test_a_session_becomes_its_programme_people_and_hours() -> None:
    (one,) = past(DONE, 12)
    assert (one.occasion.programme, one.occasion.segment) == ("tai-chi", Segment.SENIORS)
    assert one.occasion.block == Block(False, 5)
    assert (one.came, one.full, one.waiting) == (12, False, None)


def test_a_single_session_is_known_by_its_kind() -> None:
    (one,) = past(replace(DONE, series=""), 12)
    assert one.occasion.programme == "sport"


def test_what_nobody_counted_is_left_out_and_a_seen_absence_is_nobody() -> None:
    assert past(DONE, None) == []
    assert past(replace(DONE, status=SessionStatus.CANCELLED), 12) == []
    (one,) = past(replace(DONE, status=SessionStatus.NO_SHOW), None)
    assert one.came == 0


def booked(came: int, places: int) -> list[Booking]:
    """Every place taken, of which so many came."""
    return [
        a_place(f"p{n}", status=BookingStatus.COMPLETED if n < came else BookingStatus.NO_SHOW)
        for n in range(places)
    ]


def test_a_booked_out_session_is_full_by_those_who_came_and_not_by_taken_seats() -> None:
    found = [past(replace(DONE, places=8), came, booked(came, 8))[0] for came in (7, 8)]
    assert [(one.came, one.full, one.hidden) for one in found] == [(7, False, False), (8, True, True)]


def test_a_class_that_is_booked_out_and_stays_half_empty_is_expected_to_stay_so() -> None:
    held = past(replace(DONE, places=20), 8, booked(8, 20)) * 24
    assert Demand.fit(held).expected(held[0].occasion, 20).mean == pytest.approx(8, rel=0.1)


def test_whoever_waited_beside_empty_seats_would_have_come_too() -> None:
    waits = a_place("w1", seats=2, status=BookingStatus.WAITING)
    (one,) = past(replace(DONE, places=8), 6, [*booked(6, 8), waits])
    assert (one.asked, one.hidden) == (8, False)


def test_a_group_fills_what_the_space_may_hold() -> None:
    assert [past(DONE, people)[0].full for people in (29, 30)] == [False, True]


def test_whoever_waited_to_the_start_would_have_come() -> None:
    seated = [a_place("p0", seats=8, status=BookingStatus.COMPLETED)]
    kept = a_place("w1", seats=2, status=BookingStatus.WAITING)
    ended = replace(a_place("w2", status=BookingStatus.CANCELLED), cancelled_at=START + timedelta(hours=1))
    gave_up = replace(a_place("w3", status=BookingStatus.CANCELLED), cancelled_at=START - timedelta(days=1))
    (one,) = past(replace(DONE, places=8), 8, [*seated, kept, ended, gave_up])
    assert (one.waiting, one.asked, one.hidden) == (3, 11, False)


def test_the_kind_of_day_comes_from_the_calendar_and_not_from_the_weekday() -> None:
    day = CalendarDay(day=DONE.day, day_type=DayType.STATUTORY)
    setting = replace(SETTING, calendar=Calendar({DONE.day: day}))
    (one,) = history_of(setting, Chronicle(sessions=[DONE], attendances=counted(5)))
    assert one.occasion.block.free
