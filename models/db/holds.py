"""The sessions of the database as the facts and the live board see them: spans of spaces with their seats."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Column, RowMapping, Table, select

from models.calendar import Window
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import SessionRow
from models.db.upsert import upsert
from models.hold import Hold, SessionStatus

_TABLE: Table = SessionRow.__table__  # type: ignore[assignment]


class SqlHolds:
    """The holds of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, holds: Sequence[Hold]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, (_row(self._centre, hold) for hold in holds))

    def within(self, window: Window) -> list[Hold]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre)
            .where(_TABLE.c.end_at > window.start, _TABLE.c.start_at < window.end)
            .order_by(_TABLE.c.start_at, _TABLE.c.space, _TABLE.c.id)
        )
        with self._connections.reading() as connection:
            return [_hold(row) for row in connection.execute(query).mappings()]


def _row(centre: str, hold: Hold) -> tuple[Any, ...]:
    known = {
        "centre": centre,
        "id": hold.id,
        "space": hold.space,
        "day": hold.window.start.date(),
        "title": dict(hold.title),
        "start_at": hold.window.start,
        "end_at": hold.window.end,
        "expected": int(hold.seats),
        "status": hold.status.value,
        "version": 1,
    }
    return tuple(known[c.name] if c.name in known else _blank(c) for c in _TABLE.c)


def _blank(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return []
    return None if column.nullable else column.type.python_type()


def _hold(row: RowMapping) -> Hold:
    return Hold(
        id=row["id"],
        space=SpaceId(row["space"]),
        window=Window(row["start_at"], row["end_at"]),
        title=row["title"],
        seats=row["expected"],
        status=SessionStatus(row["status"]),
    )
