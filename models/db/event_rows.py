"""Rows of events, as the adapters of one transaction share them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from models.calendar import Window
from models.centre import SensorId
from models.db.tables import EventRow
from models.event import Event, EventKind

EVENT: Table = EventRow.__table__  # type: ignore[assignment]


def events_within(
    connection: Connection, centre: str, window: Window, kinds: Collection[EventKind]
) -> list[Event]:
    """As Events.within, inside a transaction."""
    query = (
        select(EVENT)
        .where(EVENT.c.centre == centre, EVENT.c.kind.in_(sorted(kinds)))
        .where(EVENT.c.at >= window.start, EVENT.c.at < window.end)
        .order_by(EVENT.c.at, EVENT.c.sensor, EVENT.c.id)
    )
    return [_event(row) for row in connection.execute(query).mappings()]


def event_row(centre: str, event: Event) -> tuple[Any, ...]:
    """In the order of the table's columns."""
    return (centre, event.sensor, event.kind.value, event.id, event.at, dict(event.values))


def _event(row: RowMapping) -> Event:
    return Event(
        sensor=SensorId(row["sensor"]),
        kind=EventKind(row["kind"]),
        id=row["id"],
        at=row["at"],
        values=row["values"],
    )
