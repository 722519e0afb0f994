"""No coach of the simulated centre stands in two rooms at once, and the timetable has just one thing to mend."""

from datetime import UTC, date, datetime, timedelta

import pytest

from config.centre import load_centre
from ingest.simulator.offer import COACHES
from ingest.simulator.office import chronicle, weekly
from ingest.simulator.teaching import coaches, teachers
from ingest.simulator.world import World
from models.centre import SpaceKind
from models.programme.conflict import ConflictKind, Diary, Judge
from models.programme.session import Session
from tests.builders import a_centre, a_space
from tests.ingest.simulator.worlds import CALENDAR, CENTRES, a_world, shijiawan

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 4)


def the_same_rooms(count: int) -> World:
    rooms = [
        a_space(f"room{n}", persons=30, kind=SpaceKind.ROOM, zone="green", group_minimum=2)
        for n in range(count)
    ]
    return a_world(a_centre(rooms))


def conflicts(world: World) -> list[tuple[ConflictKind, Session]]:
    """As the page of series would find them."""
    sessions = chronicle(world, FIRST, LAST, NOW).sessions
    centre, diary = world.centre, Diary()
    diary.enter(sessions)
    known = {one.id: one for one in coaches(world, LAST)}
    judge = Judge(spaces=centre.spaces, coaches=known, calendar=world.calendar, zone=centre.zone_info)
    return [(found.kind, one) for one in sessions if one.held for found in judge.conflicts(one, diary)]


@pytest.mark.parametrize("name", ["shijiawan", "jiuyanqiao"])
def test_no_coach_teaches_in_two_rooms_at_once(name: str) -> None:
    world = World(load_centre(CENTRES / f"{name}.toml"), CALENDAR, 7)
    assert {kind for kind, _ in conflicts(world)} <= {ConflictKind.COACH_AWAY}


def test_the_one_coach_who_will_be_away_leaves_two_classes_of_the_last_planned_week_to_mend() -> None:
    found = conflicts(shijiawan())
    assert [kind for kind, _ in found] == [ConflictKind.COACH_AWAY] * 2
    assert {one.series for _, one in found} == {"craft-evening-pen"}
    assert all(LAST - timedelta(days=6) <= one.day <= LAST for _, one in found)
    assert [one.id for one in coaches(shijiawan(), LAST)] == [one.id for one in COACHES]


def test_where_all_coaches_are_busy_somebody_from_outside_teaches() -> None:
    world = the_same_rooms(len(COACHES) + 1)
    who = [coach for (_, course), coach in teachers(world).items() if course == "calligraphy"]
    assert sorted(who) == ["", *(one.id for one in COACHES)]
    assert {kind for kind, _ in conflicts(world)} <= {ConflictKind.COACH_AWAY}


def test_a_series_and_its_sessions_have_the_same_coach() -> None:
    world = shijiawan()
    by_series = {one.id: one.coach for one in weekly(world, FIRST, LAST)}
    told = [one for one in chronicle(world, FIRST, LAST, NOW).sessions if one.series]
    assert told
    assert all(one.coach == by_series[one.series] for one in told)
