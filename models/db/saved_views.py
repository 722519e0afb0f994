"""Pages kept under a name, in the database."""

from typing import Any

from sqlalchemy import RowMapping, Table, delete, or_, select

from models.db.connection import Connections
from models.db.tables import SavedViewRow
from models.db.upsert import upsert
from models.saved_view import SavedView

_TABLE: Table = SavedViewRow.__table__  # type: ignore[assignment]


class SqlSavedViews:
    """The saved views of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, view: SavedView) -> None:
        row = (view.id, view.page, view.name, view.query, view.by, view.shared, view.at)
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, [(self._centre, *row)])

    def of(self, page: str, account: str) -> list[SavedView]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.page == page)
            .where(or_(_TABLE.c.shared, _TABLE.c.kept_by == account))
            .order_by(_TABLE.c.kept_at, _TABLE.c.id)
        )
        with self._connections.reading() as connection:
            return [_view(row) for row in connection.execute(query).mappings()]

    def remove(self, view: str) -> None:
        with self._connections.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.id == view))


def _view(row: RowMapping) -> SavedView:
    fields: dict[str, Any] = {name: row[name] for name in ("id", "page", "name", "query", "shared")}
    return SavedView(**fields, by=row["kept_by"], at=row["kept_at"])
