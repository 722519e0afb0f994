"""Remarks in the database."""

from typing import Any

from sqlalchemy import RowMapping, Table, delete, select

from models.calendar import Window
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import RemarkRow
from models.db.upsert import upsert
from models.remark import Remark, RemarkKind

_TABLE: Table = RemarkRow.__table__  # type: ignore[assignment]


class SqlRemarks:
    """The remarks of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, remark: Remark) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, [_row(self._centre, remark)])

    def within(self, window: Window) -> list[Remark]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre)
            .where(_TABLE.c.end_at > window.start, _TABLE.c.start_at < window.end)
            .order_by(_TABLE.c.start_at, _TABLE.c.id)
        )
        with self._connections.reading() as connection:
            return [_remark(row) for row in connection.execute(query).mappings()]

    def remove(self, remark: str) -> bool:
        gone = delete(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.id == remark)
        with self._connections.writing() as connection:
            return connection.execute(gone).rowcount > 0


def _row(centre: str, remark: Remark) -> tuple[Any, ...]:
    span = (remark.window.start, remark.window.end)
    return (centre, remark.id, remark.space, *span, remark.kind.value, remark.text, remark.by, remark.at)


def _remark(row: RowMapping) -> Remark:
    return Remark(
        id=row["id"],
        space=None if row["space"] is None else SpaceId(row["space"]),
        window=Window(row["start_at"], row["end_at"]),
        kind=RemarkKind(row["kind"]),
        text=row["text"],
        by=row["written_by"],
        at=row["written_at"],
    )
