"""Held, nobody came, given back, cancelled: four different things, and silence of the sensors is none of them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.hold import SessionStatus
from models.programme.booking import Booking, BookingStatus
from models.programme.fate import Presence, fate
from models.programme.session import CancelledBy
from tests.builders import NOON, a_place, a_session

MINUTE = timedelta(minutes=1)
SEEN, NOBODY, UNKNOWN = Presence
CONFIRMED, RUNNING, DONE = SessionStatus.CONFIRMED, SessionStatus.RUNNING, SessionStatus.DONE
GHOST, RELEASED = SessionStatus.NO_SHOW, SessionStatus.RELEASED
SESSION = a_session(NOON, places=20)
CAME = a_place("came", status=BookingStatus.CHECKED_IN, at=NOON)
CAME = replace(CAME, checked_in_at=NOON)
AWAY = a_place("away")


def after(minutes: float) -> datetime:
    return NOON + minutes * MINUTE


@pytest.mark.parametrize(
    ("minutes", "presence", "came", "becomes"),
    [
        (-1, NOBODY, False, None),
        (14, NOBODY, False, None),
        (15, NOBODY, False, RELEASED),
        (20, UNKNOWN, False, None),
        (20, SEEN, False, RUNNING),
        (1, UNKNOWN, True, RUNNING),
        (20, NOBODY, True, RUNNING),
        (46, NOBODY, False, None),
        (64, NOBODY, False, None),
        (65, NOBODY, False, GHOST),
        (65, UNKNOWN, False, DONE),
        (65, SEEN, False, DONE),
        (65, NOBODY, True, DONE),
    ],
)
def test_a_session_becomes_what_was_seen_of_it(
    minutes: float, presence: Presence, came: bool, becomes: SessionStatus | None
) -> None:
    session = replace(SESSION, checked_in_at=NOON if came else None)
    found = fate(session, [], presence, after(minutes)).session
    assert (found.status if found else None) is becomes
    assert (found.released_at if found else None) == (after(minutes) if becomes is RELEASED else None)


@pytest.mark.parametrize("status", sorted(set(SessionStatus) - {CONFIRMED, RUNNING}))
def test_what_has_ended_has_no_further_fate(status: SessionStatus) -> None:
    found = fate(replace(SESSION, status=status), [CAME, AWAY], NOBODY, after(90))
    assert (found.session, found.bookings) == (None, ())


def test_a_running_session_is_not_given_back() -> None:
    assert fate(replace(SESSION, status=RUNNING), [AWAY], NOBODY, after(20)).session is None


def moves(bookings: list[Booking], presence: Presence, minutes: float) -> dict[str, str]:
    return {one.id: to.value for one, to in fate(SESSION, bookings, presence, after(minutes)).bookings}


def test_whoever_is_not_there_after_the_grace_is_absent_if_others_checked_in() -> None:
    assert moves([CAME, AWAY], UNKNOWN, 14) == {}
    assert moves([CAME, AWAY], UNKNOWN, 15) == {"away": "no_show"}
    assert moves([AWAY], SEEN, 30) == {}, "a desk that checks nobody in knows nothing"


def test_at_the_end_those_who_came_are_done_and_the_desk_s_silence_is_taken_for_presence() -> None:
    assert moves([CAME, AWAY], SEEN, 65) == {"came": "completed", "away": "no_show"}
    assert moves([AWAY], NOBODY, 65) == {"away": "no_show"}
    assert moves([AWAY], SEEN, 65) == moves([AWAY], UNKNOWN, 65) == {"away": "completed"}


def test_only_the_organiser_s_own_cancellation_inside_the_cut_off_is_late() -> None:
    cancelled = replace(SESSION, status=SessionStatus.CANCELLED, cancelled_at=NOON - timedelta(hours=11))
    assert replace(cancelled, cancelled_by=CancelledBy.ORGANISER).late
    assert not replace(cancelled, cancelled_by=CancelledBy.CENTRE).late
    in_time = replace(cancelled, cancelled_at=NOON - timedelta(hours=12), cancelled_by=CancelledBy.ORGANISER)
    assert not in_time.late
