"""Rooms are booked as a real house is: no two at a time, some ghosts, some cancelled, and the truth follows."""

import itertools
from collections import Counter
from datetime import UTC, date, datetime

import numpy as np
import pytest

from ingest.simulator.bookings import bookings, sessions
from ingest.simulator.truth import space_day
from ingest.simulator.world import ms
from models.centre import SpaceId
from models.hold import HELD, SessionStatus
from tests.ingest.simulator.worlds import days, shijiawan

ROOMS = [SpaceId(key) for key in ("dance", "craft", "meeting")]
NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
SPAN = days(date(2026, 3, 1), 120)


@pytest.mark.parametrize("room", ROOMS)
def test_kept_bookings_lie_in_opening_hours_and_never_overlap(room: SpaceId) -> None:
    world = shijiawan()
    for day in SPAN:
        kept = [s for s in sessions(world, room, day) if not s.cancelled]
        windows = world.opening(world.centre.spaces[room], day)
        assert all(any(o.start <= s.window.start and s.window.end <= o.end for o in windows) for s in kept)
        assert all(a.window.end <= b.window.start for a, b in itertools.pairwise(kept))


def test_every_booking_speaks_both_languages_and_has_an_id_of_its_own() -> None:
    world = shijiawan()
    all_of_them = [b for r in ROOMS for b in bookings(world, world.centre.spaces[r], SPAN[0], SPAN[-1], NOW)]
    assert len(all_of_them) > 500
    assert len({b.id for b in all_of_them}) == len(all_of_them)
    assert all(b.title["zh-Hans"] and b.title["en"] for b in all_of_them)
    assert all(b.seats >= 2 for b in all_of_them)


def test_the_past_holds_ghosts_and_cancellations_and_the_future_only_promises() -> None:
    world = shijiawan()
    room = world.centre.spaces[SpaceId("dance")]
    past = Counter(b.status for b in bookings(world, room, SPAN[0], SPAN[-1], NOW))
    held = sum(past[status] for status in HELD)
    assert 0.02 < past[SessionStatus.NO_SHOW] / held < 0.2
    assert 0.01 < past[SessionStatus.CANCELLED] / past.total() < 0.12
    future = Counter(b.status for b in bookings(world, room, date(2026, 11, 21), date(2026, 12, 4), NOW))
    assert set(future) <= {SessionStatus.CONFIRMED, SessionStatus.CANCELLED}


def test_a_held_class_fills_the_room_and_a_ghost_leaves_it_empty() -> None:
    world = shijiawan()
    held, ghosts = [], []
    for day in SPAN:
        people = space_day(world, SpaceId("meeting"), day)
        for session in sessions(world, SpaceId("meeting"), day):
            middle = ms(session.window.start) + (ms(session.window.end) - ms(session.window.start)) // 2
            there = int(people.present(np.array([middle]))[0])
            (held if session.attendees else ghosts).append(there / session.seats)
    assert np.mean(held) > 3 * np.mean(ghosts)


def test_no_course_is_held_on_the_first_days_of_the_year_of_the_moon() -> None:
    world = shijiawan()
    assert not any(sessions(world, room, day) for room in ROOMS for day in days(date(2026, 2, 15), 8))
