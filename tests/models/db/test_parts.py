"""Ids in parts are all the ids, each once."""

import pytest

from models.db import Database
from models.db.parts import MOST, parts
from tests.builders import NOON, a_place, a_session
from tests.models.db.offices import CENTRE


@pytest.mark.parametrize("count", [0, 1, MOST, MOST + 1, 3 * MOST])
def test_every_id_is_in_one_part(count: int) -> None:
    ids = [f"{n:06}" for n in range(count)]
    found = list(parts([*ids, *ids]))
    assert [key for part in found for key in part] == ids
    assert all(0 < len(part) <= MOST for part in found)


def test_more_sessions_than_one_question_takes_are_asked_for(database: Database) -> None:
    programme = database.programme(CENTRE)
    programme.sessions.write([a_session(NOON, places=1)])
    programme.bookings.book(a_place())
    ids = ["s1", *(f"i{n}" for n in range(70_000))]
    assert [one.id for one in programme.bookings.of_sessions(ids)] == ["p1"]
    assert programme.attendances.of_sessions(ids) == []
    assert programme.bookings.parties(ids) == []
