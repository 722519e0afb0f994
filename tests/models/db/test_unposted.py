"""The events that the book does not tell yet, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from models.centre import SensorId
from models.db import Database
from models.db.unposted import SqlUnpostedEvents
from models.event import Event, EventKind

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
OLD = AT - timedelta(days=300)


@pytest.fixture
def waiting(database: Database) -> SqlUnpostedEvents:
    return SqlUnpostedEvents(database.connections, "a")


def sold(key: str, fen: int = 1_500, at: datetime = AT) -> Event:
    return Event(
        sensor=SensorId("till"),
        kind=EventKind.SALE,
        id=key,
        at=at,
        values={"meal": "lunch", "total_fen": fen},
    )


def test_whatever_comes_about_money_waits_the_newest_first(
    database: Database, waiting: SqlUnpostedEvents
) -> None:
    swipe = Event(sensor=SensorId("gate"), kind=EventKind.SWIPE, id="1", at=AT, values={})
    database.events("a").put([sold("old", at=OLD), sold("new"), swipe])
    database.events("b").put([sold("elsewhere")])
    assert [one.event for one in waiting.newest(9)] == [sold("new"), sold("old", at=OLD)]
    assert ([one.id for one in waiting.newest(1)], waiting.count()) == (["new"], 2)


def test_what_is_told_again_unchanged_does_not_wait_again(
    database: Database, waiting: SqlUnpostedEvents
) -> None:
    events = database.events("a")
    events.put([sold("1")])
    waiting.strike(waiting.newest(9))
    events.put([sold("1")])
    assert waiting.count() == 0
    events.put([sold("1", 900)])
    assert [one.event for one in waiting.newest(9)] == [sold("1", 900)]
    waiting.strike(waiting.newest(9))
    events.put([replace(sold("1", 900), at=OLD)])
    assert waiting.count() == 1


def test_a_change_that_comes_while_the_one_before_is_posted_still_waits(
    database: Database, waiting: SqlUnpostedEvents
) -> None:
    database.events("a").put([sold("1")])
    read = waiting.newest(9)
    database.events("a").put([sold("1", 900)])
    waiting.strike(read)
    assert [one.event for one in waiting.newest(9)] == [sold("1", 900)]


def test_an_event_that_went_waits_as_one_that_is_no_more(
    database: Database, waiting: SqlUnpostedEvents
) -> None:
    database.events("a").put([sold("1")])
    waiting.strike(waiting.newest(9))
    with database.connections.writing() as connection:
        connection.execute(text("DELETE FROM event"))
    assert [(one.id, one.event) for one in waiting.newest(9)] == [("1", None)]
