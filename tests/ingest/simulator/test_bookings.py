"""Rooms are booked as a real house is: no two at a time, some ghosts, some cancelled, and the truth follows."""

import itertools
from datetime import date

import numpy as np
import pytest

from ingest.simulator.bookings import sessions
from ingest.simulator.truth import space_day
from ingest.simulator.world import ms
from models.centre import SpaceId
from tests.ingest.simulator.worlds import days, shijiawan

ROOMS = [SpaceId(key) for key in ("dance", "craft", "meeting")]
SPAN = days(date(2026, 3, 1), 120)


@pytest.mark.parametrize("room", ROOMS)
def test_kept_bookings_lie_in_opening_hours_and_never_overlap(room: SpaceId) -> None:
    world = shijiawan()
    for day in SPAN:
        kept = [s for s in sessions(world, room, day) if not s.cancelled]
        windows = world.opening(world.centre.spaces[room], day)
        assert all(any(o.start <= s.window.start and s.window.end <= o.end for o in windows) for s in kept)
        assert all(a.window.end <= b.window.start for a, b in itertools.pairwise(kept))


def test_every_session_speaks_both_languages_and_has_an_id_of_its_own() -> None:
    world = shijiawan()
    all_of_them = [one for room in ROOMS for day in SPAN for one in sessions(world, room, day)]
    assert len(all_of_them) > 500
    assert len({one.id for one in all_of_them}) == len(all_of_them)
    assert all(one.title["zh-Hans"] and one.title["en"] for one in all_of_them)
    assert all(one.seats >= 2 for one in all_of_them)


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
