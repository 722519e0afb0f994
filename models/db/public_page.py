"""Whether a centre's public page is shown, in the database."""

from sqlalchemy import Table, select

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import PublicPageRow
from models.db.upsert import upsert

_PAGE: Table = PublicPageRow.__table__  # type: ignore[assignment]


class SqlPublicPage:
    """The switch of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def is_on(self) -> bool:
        query = select(_PAGE.c.is_on).where(_PAGE.c.centre == self._centre)
        with self._connections.reading() as connection:
            return bool(connection.execute(query).scalar())

    def put(self, told: AuditEntry, *, on: bool) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _PAGE, [(self._centre, on)])
            append_to(connection, [told])
