"""Tenancies in the database. Whoever lets a stall of a centre waits for whoever does so at the same time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, or_, select, text

from models.db.connection import Connections
from models.db.tables import TenancyRow
from models.db.upsert import upsert
from models.stall import TakenError, Tenancy

_TABLE: Table = TenancyRow.__table__  # type: ignore[assignment]
_NAMES = tuple(Tenancy.__dataclass_fields__)
_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext(:centre), hashtext('tenancy'))")


class SqlTenancies:
    """The tenancies of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, tenancy: Tenancy) -> None:
        with self._connections.writing() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
                connection.execute(_ONE_AFTER_ANOTHER, {"centre": self._centre})
            for other in self._found(connection, [_TABLE.c.stall == tenancy.stall]):
                if other.id != tenancy.id and other.meets(tenancy):
                    raise TakenError(other)
            upsert(connection, _TABLE, [_row(self._centre, tenancy)])

    def within(self, first: date, last: date) -> list[Tenancy]:
        in_force = [_TABLE.c.first <= last, or_(_TABLE.c.last.is_(None), _TABLE.c.last >= first)]
        with self._connections.reading() as connection:
            return self._found(connection, in_force)

    def remove(self, tenancy: str) -> bool:
        gone = delete(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.id == tenancy)
        with self._connections.writing() as connection:
            return connection.execute(gone).rowcount > 0

    def _found(self, connection: Connection, such: Iterable[ColumnElement[bool]]) -> list[Tenancy]:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre, *such)
        rows = connection.execute(query.order_by(_TABLE.c.stall, _TABLE.c.first)).mappings()
        return [_tenancy(row) for row in rows]


def _row(centre: str, tenancy: Tenancy) -> tuple[Any, ...]:
    """In the order of the table's columns."""
    return (centre, *(getattr(tenancy, name) for name in _NAMES))


def _tenancy(row: RowMapping) -> Tenancy:
    return Tenancy(**{name: row[name] for name in _NAMES})
