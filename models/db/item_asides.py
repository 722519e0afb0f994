"""Postings that were set aside by two persons, in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table, delete, select

from models.db.assents import Papers, assent_from, assent_row
from models.db.connection import Connections
from models.db.tables import StatementAsideRow
from models.money.item_aside import ItemAside

_TABLE: Table = StatementAsideRow.__table__  # type: ignore[assignment]


class SqlItemAsides:
    """The postings of one centre that no statement will show."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._mine = _TABLE.c.centre == centre
        self._papers = Papers(connections, _TABLE, centre)

    def newest(self, limit: int) -> list[ItemAside]:
        order = (_TABLE.c.approved_by != "", _TABLE.c.proposed_at.desc(), _TABLE.c.id)
        query = select(_TABLE).where(self._mine).order_by(*order).limit(limit)
        with self._connections.reading() as connection:
            return [_aside(row) for row in connection.execute(query).mappings()]

    def propose(self, asides: Sequence[ItemAside]) -> bool:
        return self._papers.propose([_row(one) for one in asides])

    def approve(self, aside: str, *, by: str, at: datetime) -> bool:
        return self._papers.approve(aside, by=by, at=at)

    def lift(self, aside: str) -> bool:
        with self._connections.writing() as connection:
            return connection.execute(delete(_TABLE).where(self._mine, _TABLE.c.id == aside)).rowcount > 0


def _row(one: ItemAside) -> dict[str, Any]:
    return {"id": one.id, "ref": one.ref, "reason": one.reason} | assent_row(one.assent)


def _aside(row: RowMapping) -> ItemAside:
    return ItemAside(id=row["id"], ref=row["ref"], reason=row["reason"], assent=assent_from(row))
