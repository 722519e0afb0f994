"""What happened once survives the database unchanged, however often it is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.calendar import Window
from models.centre import SensorId
from models.db import Database
from models.event import Event, EventKind, Word
from models.ports import EventsRejectedError

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = Window(AT, AT + timedelta(days=1))
VALUES: dict[EventKind, dict[str, Word]] = {
    EventKind.SWIPE: {"card": "a1b2", "direction": "in", "granted": True, "door": "4"},
    EventKind.SALE: {"meal": "lunch", "total_fen": 1500, "subsidy_fen": 500, "covers": 1},
    EventKind.FULFILMENT: {"order": "608698", "ok": True, "duration_ms": 2593},
    EventKind.DELIVERY: {"order": "m-7", "state": "送达"},
}


def _event(kind: EventKind = EventKind.SWIPE, key: str = "50", at: datetime = AT) -> Event:
    return Event(sensor=SensorId("gate"), kind=kind, id=key, at=at, values=VALUES[kind])


@pytest.mark.parametrize("kind", EventKind)
def test_an_event_comes_back_as_it_was(database: Database, kind: EventKind) -> None:
    database.events("shijiawan").put([_event(kind)])
    assert database.events("shijiawan").within(DAY) == [_event(kind)]


def test_an_event_told_twice_is_one(database: Database) -> None:
    events = database.events("shijiawan")
    events.put([_event()])
    events.put([replace(_event(), values={"granted": False})])
    assert [e.values for e in events.within(DAY)] == [{"granted": False}]


def test_events_of_one_centre_kind_and_span_are_found_in_order(database: Database) -> None:
    events = database.events("shijiawan")
    events.put([_event(key="2", at=AT + timedelta(hours=1)), _event(key="1"), _event(key="3", at=DAY.end)])
    events.put([_event(EventKind.SALE, "s")])
    database.events("jiuyanqiao").put([_event(key="9")])
    assert [e.id for e in events.within(DAY, [EventKind.SWIPE])] == ["1", "2"]


def test_events_that_the_database_will_never_take_are_named_and_all_others_are_kept(
    database: Database,
) -> None:
    """PostgreSQL knows no NUL in a text; SQLite takes it and refuses half a character."""
    events, keys = database.events("shijiawan"), ("1", "a\x00b", "2", "a\ud800b", "3")
    refused: list[str] = []
    try:
        events.put([_event(key=key) for key in keys])
    except EventsRejectedError as error:
        refused = [event.id for event in error.rejected]

    kept = [event.id for event in events.within(DAY)]
    assert "a\ud800b" in refused
    assert sorted([*kept, *refused]) == sorted(keys)
    assert {"1", "2", "3"} <= set(kept)
