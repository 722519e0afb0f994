"""What a walk-in is told: free until when, what comes next, and which hours are off-peak."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.calendar import DayType, Window
from models.centre import SpaceId
from models.hold import SessionStatus
from models.metric.peak import PeakList, quarter_of
from models.ports import Ports
from models.services.free import FreeSpace, free_now
from tests.builders import a_centre, a_session, a_space, some_ports
from tests.fakes import MemoryPeakLists, MemoryProgramme
from tests.timetabled import NOW, TODAY, at, timetabled

ROOM = SpaceId("room")


def a_room(
    now: datetime, *sessions: tuple[float, float], units: tuple[str, ...] = (), **more: object
) -> Ports:
    """Open from 8 to 22, with sessions from hour to hour."""
    space = a_space("room", units=units, **more)  # type: ignore[arg-type]
    programme = MemoryProgramme()
    programme.sessions.write(
        [a_session(at(TODAY, start), end - start, key=f"s{start}") for start, end in sessions]
    )
    return replace(some_ports(a_centre([space]), clock=lambda: now), programme=programme)


def only(ports: Ports) -> FreeSpace:
    (one,) = free_now(ports)
    return one


def test_a_space_is_free_until_the_next_session() -> None:
    one = only(a_room(at(TODAY, 10), (12, 13), (13, 14)))
    assert one.free_until == at(TODAY, 12)
    assert one.next_free == Window(at(TODAY, 14), at(TODAY, 22))


def test_a_space_in_use_is_taken_and_says_what_comes_next() -> None:
    one = only(a_room(at(TODAY, 12.5), (12, 13), (13.25, 15)))
    assert (one.free, one.open_until) == (False, at(TODAY, 22))
    assert one.next_free == Window(at(TODAY, 15), at(TODAY, 22))  # a quarter hour between two is no offer


def test_without_sessions_it_is_free_until_it_shuts() -> None:
    one = only(a_room(at(TODAY, 10)))
    assert (one.free_until, one.next_free) == (at(TODAY, 22), None)


def test_a_shut_space_is_not_free_and_says_when_it_opens() -> None:
    one = only(a_room(at(TODAY, 23)))
    assert (one.free, one.open_until) == (False, None)
    assert one.opens_at == at(TODAY + timedelta(days=1), 8)


def test_a_part_that_nobody_took_is_free() -> None:
    ports = a_room(at(TODAY, 10), units=("east", "west"))
    assert ports.programme is not None
    ports.programme.sessions.write([a_session(at(TODAY, 9), 3, key="east", units=("east",))])
    assert only(ports).free_until == at(TODAY, 22)
    ports.programme.sessions.write([a_session(at(TODAY, 9), 2, key="west", units=("west",))])
    assert not only(ports).free


def test_a_class_in_a_shared_space_keeps_nobody_out() -> None:
    assert only(a_room(at(TODAY, 10), (9, 12), shared=True)).free_until == at(TODAY, 22)


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.RELEASED])
def test_what_was_given_up_or_given_back_is_free(status: SessionStatus) -> None:
    ports = a_room(at(TODAY, 10))
    assert ports.programme is not None
    gone = replace(a_session(at(TODAY, 9), 3, status=status), released_at=at(TODAY, 9.25))
    ports.programme.sessions.write([gone])
    assert only(ports).free_until == at(TODAY, 22)


def test_off_peak_hours_are_those_that_the_list_of_the_quarter_leaves() -> None:
    peaks = MemoryPeakLists()
    evening = {DayType.WORKDAY: frozenset(range(36, 42))}
    peaks.keep([PeakList(space=ROOM, valid_from=quarter_of(TODAY), slots=evening, made_at=NOW)])
    ports = replace(a_room(at(TODAY, 10.2)), peaks=peaks)
    calm = only(ports).calm
    assert calm == (Window(at(TODAY, 10.2), at(TODAY, 18)), Window(at(TODAY, 21), at(TODAY, 22)))


def test_where_no_list_says_what_the_peak_is_nothing_is_called_calm() -> None:
    assert only(a_room(at(TODAY, 10))).calm is None


def test_the_free_ones_come_first_in_a_whole_house(tmp_path: Path) -> None:
    ports, database = timetabled(tmp_path)
    found = free_now(ports)
    assert [one.space.id for one in found if not one.free and one.open_until] == [
        "meeting",
        "seniors",  # ten minutes until the next session are no offer
    ]
    states = [one.free for one in found]
    assert states == sorted(states, reverse=True)
    database.close()
