"""Each activity is told once, whichever of timetable and list knows of it, with the attendance of whoever counted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.account import Account
from models.hold import SessionStatus
from models.metric.period import Period
from models.needs.activity import ActivityStatus
from models.ports import Ports
from models.programme.attendance import AttendanceSource
from models.services.activities import Planned, adopted, count, give, plan
from models.services.held import SESSION, happenings
from models.services.strangers import RefusedError
from tests.activities import LIN, VIEWER, activity_house, counted_at, session_at

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


def fair(ports: Ports, people: int | None = 84, day: int = 20) -> str:
    typed = Planned(
        kind="charity-fair", name={"zh-Hans": "义集"}, day=date(2026, 11, day), attendances=people
    )
    return plan(ports, LIN, typed).id


def test_a_public_session_and_what_was_held_elsewhere_stand_in_one_list(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    counted_at(ports, "s1", sensor=31, checkin=28)
    fair(ports)
    (choir, other) = happenings(ports, VIEWER, NOVEMBER)
    assert (choir.key, choir.status) == (f"{SESSION}s1", ActivityStatus.HELD)
    assert (choir.attended, choir.source) == (28, AttendanceSource.CHECKIN)
    assert (other.attended, other.source) == (84, AttendanceSource.MANUAL)


def test_a_session_of_which_something_is_said_is_still_told_once(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    counted_at(ports, "s1", manual=40)
    give(ports, LIN, f"{SESSION}s1", 4, 480)
    (one,) = happenings(ports, VIEWER, NOVEMBER)
    assert (one.session, one.attended, one.volunteers, one.minutes) == ("s1", 40, 4, 480)
    again = adopted(ports, LIN, f"{SESSION}s1")
    assert again.id == one.key


def test_what_nobody_counted_has_no_attendance_rather_than_0(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    assert [one.attended for one in happenings(ports, VIEWER, NOVEMBER)] == [None]


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.NO_SHOW, SessionStatus.RELEASED])
def test_what_was_called_off_or_given_back_was_not_held(ports: Ports, status: SessionStatus) -> None:
    session_at(ports, "s1", 10, status=status)
    assert happenings(ports, VIEWER, NOVEMBER) == []


def test_an_activity_whose_session_is_called_off_later_was_not_held_either(ports: Ports) -> None:
    one = session_at(ports, "s1", 28, status=SessionStatus.CONFIRMED)
    key = adopted(ports, LIN, f"{SESSION}s1").id
    assert [it.status for it in happenings(ports, VIEWER, NOVEMBER)] == [ActivityStatus.PLANNED]
    session_at(ports, one.id, 28, status=SessionStatus.CANCELLED)
    assert [(it.key, it.status) for it in happenings(ports, VIEWER, NOVEMBER)] == [
        (key, ActivityStatus.CANCELLED)
    ]


def test_a_kind_that_is_not_for_everybody_is_no_activity(ports: Ports) -> None:
    session_at(ports, "s1", 10, kind="dance-course")
    assert happenings(ports, VIEWER, NOVEMBER) == []


def test_days_outside_of_the_period_are_left_out(ports: Ports) -> None:
    fair(ports, day=20)
    assert happenings(ports, VIEWER, Period(date(2026, 11, 1), date(2026, 11, 19))) == []


def test_a_planned_one_is_held_once_somebody_counted(ports: Ports) -> None:
    key = fair(ports, None)
    assert [one.status for one in happenings(ports, VIEWER, NOVEMBER)] == [ActivityStatus.PLANNED]
    count(ports, LIN, key, 2, 12, 10)
    (one,) = happenings(ports, VIEWER, NOVEMBER)
    assert (one.status, one.attended, one.persons) == (ActivityStatus.HELD, 12, 10)


def test_who_may_not_read_is_refused(ports: Ports) -> None:
    with pytest.raises(RefusedError):
        happenings(ports, Account(id=9, name="nobody"), NOVEMBER)
