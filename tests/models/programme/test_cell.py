"""Which quarter hours a session takes: every one that it touches, of every part that it wants."""

from datetime import timedelta

import pytest

from models.centre import SpaceId
from models.hold import HELD, SessionStatus
from models.programme.cell import cells, units_of, unknown_unit
from tests.builders import NOON, a_session
from tests.models.db.offices import CENTRE

ROOM, HALL, GYM = (CENTRE.spaces[SpaceId(key)] for key in ("room", "hall", "gym"))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("start", "minutes", "quarters"),
    [(0, 60, [0, 15, 30, 45]), (5, 60, [0, 15, 30, 45, 60]), (14, 2, [0, 15]), (0, 15, [0]), (0, 1, [0])],
)
def test_every_quarter_hour_that_is_touched_is_taken(start: int, minutes: int, quarters: list[int]) -> None:
    session = a_session(NOON + start * MINUTE, minutes / 60)
    assert cells(session, ROOM) == [("", NOON + n * MINUTE) for n in quarters]


def test_the_whole_takes_every_part_and_a_part_itself_alone() -> None:
    whole = a_session(NOON, 0.25, space="hall")
    assert [unit for unit, _ in cells(whole, HALL)] == ["east", "west"]
    assert cells(a_session(NOON, 0.25, space="hall", units=("west",)), HALL) == [("west", NOON)]


@pytest.mark.parametrize("status", SessionStatus)
def test_only_what_is_held_takes_anything(status: SessionStatus) -> None:
    assert bool(cells(a_session(NOON, status=status), ROOM)) == (status in HELD)


def test_a_shared_space_is_never_taken_nor_one_that_is_gone_and_a_part_that_is_gone_stays_taken() -> None:
    assert cells(a_session(NOON, space="gym"), GYM) == []
    for space in (ROOM, HALL, GYM):
        assert unknown_unit(a_session(NOON, units=("attic",)), space) == "attic"
    assert unknown_unit(a_session(NOON, units=("east",)), HALL) is None
    assert cells(a_session(NOON), None) == []
    assert set(units_of(a_session(NOON, units=("attic",)), HALL)) == {"attic"}
