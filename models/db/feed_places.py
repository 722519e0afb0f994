"""How far foreign feeds were read, in the database."""

from datetime import datetime

from sqlalchemy import Table, select

from models.db.connection import Connections
from models.db.tables import FeedPlaceRow
from models.db.upsert import upsert

_TABLE: Table = FeedPlaceRow.__table__  # type: ignore[assignment]


class SqlFeedPlaces:
    """The places of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def next_of(self, address: str) -> str:
        query = select(_TABLE.c.following).where(_TABLE.c.centre == self._centre, _TABLE.c.address == address)
        with self._connections.reading() as connection:
            return connection.execute(query).scalar() or ""

    def put(self, address: str, following: str, at: datetime) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, [(self._centre, address, following, at)])
