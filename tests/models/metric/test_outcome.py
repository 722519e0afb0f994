"""Four different things: kept, cancelled in time, cancelled late, not come."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.calendar import Window
from models.centre import SpaceId
from models.hold import SessionStatus
from models.metric import METRICS
from models.metric.outcome import OF_BOOKING, OF_SESSION, Outcome, outcome
from models.metric.sums import Sums
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus, tallied
from models.programme.regeneration import LEFT_SERIES
from models.programme.session import CancelledBy, Session
from tests.builders import NOON
from tests.measured import DAY

HOUR = timedelta(hours=1)
LATER = NOON + 3 * HOUR

CLASS = Session(
    id="s",
    day=DAY,
    space=SpaceId("dance"),
    kind="dance",
    organiser="centre",
    title={"en": "Dance"},
    window=Window(NOON, NOON + HOUR),
    places=20,
    status=SessionStatus.DONE,
)
SLOT = replace(CLASS, id="g", places=0, expected=12)


def a_booking(status: BookingStatus, n: int = 0) -> Booking:
    seated = status is not BookingStatus.WAITING
    at = NOON - 48 * HOUR
    return Booking(id=f"{status}{n}", session="s", party="p", status=status, seated=seated, booked_at=at)


def called_off(
    hours_before: float, by: CancelledBy = CancelledBy.ORGANISER, **changes: str | datetime
) -> Session:
    at = NOON - hours_before * HOUR
    slot = replace(SLOT, status=SessionStatus.CANCELLED, cancelled_at=at, cancelled_by=by)
    return replace(slot, **changes)  # type: ignore[arg-type]


def heads(people: int, session: str = "s") -> Attendance:
    return Attendance(session=session, source=AttendanceSource.MANUAL, people=people, at=LATER)


def rate(key: str, found: Outcome) -> float | None:
    return METRICS[key].value(Sums(outcome=found))


def test_every_status_is_judged() -> None:
    assert set(OF_BOOKING) == set(BookingStatus)
    assert set(OF_SESSION) == set(SessionStatus)


def test_a_cancellation_in_time_is_no_no_show_and_no_late_cancellation() -> None:
    statuses = [BookingStatus.COMPLETED] * 6 + [BookingStatus.NO_SHOW, BookingStatus.RELEASED]
    statuses += [BookingStatus.CANCELLED] * 10 + [BookingStatus.LATE_CANCELLED] * 2 + [BookingStatus.WAITING]
    found = outcome([CLASS], tallied(a_booking(status, n) for n, status in enumerate(statuses)), [], LATER)
    assert found.promises == 20
    assert rate("no_show_rate", found) == pytest.approx(2 / 10)
    assert rate("late_cancel_rate", found) == pytest.approx(2 / 20)


def test_whoever_left_the_waiting_list_was_promised_nothing() -> None:
    left = replace(a_booking(BookingStatus.CANCELLED), seated=False)
    assert outcome([CLASS], tallied([left]), [], LATER) == Outcome()


def test_what_has_not_begun_or_is_within_its_grace_is_not_judged() -> None:
    booked = [a_booking(BookingStatus.CONFIRMED)]
    assert outcome([CLASS], tallied(booked), [], NOON + timedelta(minutes=14)) == Outcome()
    assert outcome([CLASS], tallied(booked), [], NOON + timedelta(minutes=15)).promises == 1


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (SLOT, (1, 0, 0, 0)),
        (replace(SLOT, status=SessionStatus.RELEASED), (1, 0, 0, 1)),
        (replace(SLOT, status=SessionStatus.NO_SHOW), (1, 0, 0, 1)),
        (called_off(12), (1, 1, 0, 0)),
        (called_off(11), (1, 0, 1, 0)),
        (called_off(11, CancelledBy.CENTRE), (1, 1, 0, 0)),
        (called_off(11, CancelledBy.CENTRE, reason=LEFT_SERIES), (0, 0, 0, 0)),
        (called_off(-0.5, released_at=NOON + HOUR / 3), (1, 0, 0, 1)),
        (called_off(-0.5, CancelledBy.CENTRE, released_at=NOON + HOUR / 3), (1, 0, 0, 1)),
        (replace(SLOT, status=SessionStatus.PLANNED), (0, 0, 0, 0)),
    ],
)
def test_a_session_without_places_is_itself_one_promise(
    session: Session, expected: tuple[int, int, int, int]
) -> None:
    found = outcome([session], [], [], LATER)
    assert (found.promises, found.cancelled, found.late_cancelled, found.missed) == expected


def test_places_are_filled_by_who_came_and_not_by_who_booked() -> None:
    booked = [a_booking(BookingStatus.CONFIRMED, n) for n in range(20)]
    assert rate("fill_rate", outcome([CLASS], tallied(booked), [heads(15)], LATER)) == 0.75


def test_a_session_that_nobody_counted_leaves_both_sides_of_the_fill_rate() -> None:
    other = replace(CLASS, id="other")
    found = outcome([CLASS, other], [], [heads(15)], LATER)
    assert (found.offered_places, found.sessions) == (20, 1)
    assert rate("fill_rate", outcome([other], [], [], LATER)) is None


def test_a_session_to_which_nobody_came_was_offered_and_empty() -> None:
    found = outcome([replace(CLASS, status=SessionStatus.NO_SHOW)], [], [], LATER)
    assert (rate("fill_rate", found), rate("attendances", found)) == (0, 0)


def test_a_session_that_runs_still_has_no_attendance() -> None:
    assert outcome([CLASS], [], [heads(3)], NOON + HOUR / 2).sessions == 0


def test_a_group_s_slot_has_people_but_no_places_to_fill() -> None:
    found = outcome([SLOT], [], [heads(9, "g")], LATER)
    assert (rate("attendances", found), rate("fill_rate", found)) == (9, None)
