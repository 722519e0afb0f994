"""Holds survive the database unchanged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.calendar import Window
from models.centre import SpaceId
from models.db import Database
from models.hold import Hold, SessionStatus

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLASS = Hold(
    id="b-1",
    space=SpaceId("dance"),
    window=Window(AT, AT + HOUR),
    title={"zh-Hans": "广场舞", "en": 'Dance "for all"'},
    seats=30,
    status=SessionStatus.CONFIRMED,
)


@pytest.mark.parametrize("status", SessionStatus)
def test_a_booking_comes_back_as_it_was(database: Database, status: SessionStatus) -> None:
    booking = replace(CLASS, status=status)
    database.holds("shijiawan").put([booking])
    assert database.holds("shijiawan").within(CLASS.window) == [booking]


def test_putting_again_replaces(database: Database) -> None:
    holds = database.holds("shijiawan")
    holds.put([CLASS])
    holds.put([replace(CLASS, seats=5, status=SessionStatus.CANCELLED)])
    assert [(b.seats, b.status) for b in holds.within(CLASS.window)] == [(5, SessionStatus.CANCELLED)]


def test_what_touches_the_window_only_at_its_edge_is_outside(database: Database) -> None:
    holds = database.holds("shijiawan")
    starts = {"before": AT - HOUR, "across": AT - HOUR / 2, "inside": AT + HOUR / 4, "after": AT + HOUR}
    holds.put([replace(CLASS, id=name, window=Window(at, at + HOUR)) for name, at in starts.items()])
    holds.put([replace(CLASS, id="around", window=Window(AT - HOUR, AT + 3 * HOUR))])
    assert [b.id for b in holds.within(Window(AT, AT + HOUR))] == ["around", "across", "inside"]


def test_two_centres_may_use_one_id(database: Database) -> None:
    database.holds("shijiawan").put([CLASS])
    database.holds("jiuyanqiao").put([replace(CLASS, seats=1)])
    assert [b.seats for b in database.holds("shijiawan").within(CLASS.window)] == [30]
    assert [b.seats for b in database.holds("jiuyanqiao").within(CLASS.window)] == [1]
