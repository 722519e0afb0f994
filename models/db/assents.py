"""Papers with two names in the database: proposed by one person, approved by another, withdrawn before that."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table, delete, insert, update
from sqlalchemy.exc import IntegrityError

from models.db.connection import Connections
from models.money.assent import Assent

NAMES = tuple(Assent.__dataclass_fields__)


def assent_row(one: Assent) -> dict[str, Any]:
    return {name: getattr(one, name) for name in NAMES}


def assent_from(row: RowMapping) -> Assent:
    return Assent(**{name: row[name] for name in NAMES})


class Papers:
    """A table with the columns centre and id and those of an Assent."""

    def __init__(self, connections: Connections, table: Table, centre: str) -> None:
        self._connections = connections
        self._table = table
        self._centre = centre

    def propose(self, rows: Sequence[dict[str, Any]]) -> bool:
        """Insert, all or none; False = one of them, or of their days, is there already."""
        try:
            with self._connections.writing() as connection:
                connection.execute(insert(self._table), [row | {"centre": self._centre} for row in rows])
        except IntegrityError:
            return False
        return True

    def approve(self, paper: str, *, by: str, at: datetime) -> bool:
        """False = it is gone, approved already, or proposed by the same person."""
        table = self._table.c
        waiting = (table.centre == self._centre, table.id == paper, table.approved_by == "")
        agreed = update(self._table).where(*waiting, table.proposed_by != by)
        with self._connections.writing() as connection:
            return connection.execute(agreed.values(approved_by=by, approved_at=at)).rowcount > 0

    def withdraw(self, paper: str) -> bool:
        """False = it is gone or approved."""
        table = self._table.c
        waiting = (table.centre == self._centre, table.id == paper, table.approved_by == "")
        with self._connections.writing() as connection:
            return connection.execute(delete(self._table).where(*waiting)).rowcount > 0
