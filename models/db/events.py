"""What happened once, in the database."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import RowMapping, Table, select

from models.calendar import Window
from models.centre import SensorId
from models.db.connection import UNSTORABLE, Connections
from models.db.tables import EventRow
from models.db.upsert import upsert
from models.event import Event, EventKind
from models.ports import EventsRejectedError

_TABLE: Table = EventRow.__table__  # type: ignore[assignment]


class SqlEvents:
    """The events of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, events: Sequence[Event]) -> None:
        refused: dict[int, str] = {}
        self._put(events, 0, refused)
        if refused:
            text = f"{len(refused)} refused, first: {next(iter(refused.values()))}"
            raise EventsRejectedError(text, [events[place] for place in refused])

    def _put(self, events: Sequence[Event], first: int, refused: dict[int, str]) -> None:
        """Halves what is refused until the guilty ones are found. refused: place in the batch, counted from `first` -> why."""
        try:
            with self._connections.writing() as connection:
                upsert(connection, _TABLE, (_row(self._centre, event) for event in events))
        except UNSTORABLE as error:
            if len(events) == 1:
                refused[first] = f"event {events[0].id[:64]!r}: {getattr(error, 'orig', None) or error}"
                return
            half = len(events) // 2
            self._put(events[:half], first, refused)
            self._put(events[half:], first + half, refused)

    def within(self, window: Window, kinds: Collection[EventKind] = tuple(EventKind)) -> list[Event]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.kind.in_(sorted(kinds)))
            .where(_TABLE.c.at >= window.start, _TABLE.c.at < window.end)
            .order_by(_TABLE.c.at, _TABLE.c.sensor, _TABLE.c.id)
        )
        with self._connections.reading() as connection:
            return [_event(row) for row in connection.execute(query).mappings()]


def _row(centre: str, event: Event) -> tuple[Any, ...]:
    return (centre, event.sensor, event.kind.value, event.id, event.at, dict(event.values))


def _event(row: RowMapping) -> Event:
    return Event(
        sensor=SensorId(row["sensor"]),
        kind=EventKind(row["kind"]),
        id=row["id"],
        at=row["at"],
        values=row["values"],
    )
