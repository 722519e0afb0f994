"""The secret addresses of calendars, in the database by their hash."""

from datetime import datetime

from sqlalchemy import Table, delete, select

from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import FeedAddressRow
from models.db.tokens import new_token, token_hash
from models.db.upsert import upsert

_TABLE: Table = FeedAddressRow.__table__  # type: ignore[assignment]


class SqlFeedAddresses:
    """The addresses of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def issue(self, space: SpaceId, by: str, at: datetime) -> str:
        token = new_token()
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, [(self._centre, space, token_hash(token), by, at)])
        return token

    def revoke(self, space: SpaceId) -> None:
        with self._connections.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.space == space))

    def opens(self, space: SpaceId, secret: str) -> bool:
        this = (_TABLE.c.space == space) & (_TABLE.c.token_hash == token_hash(secret))
        query = select(_TABLE.c.space).where(_TABLE.c.centre == self._centre, this)
        with self._connections.reading() as connection:
            return connection.execute(query).first() is not None

    def issued(self) -> set[SpaceId]:
        query = select(_TABLE.c.space).where(_TABLE.c.centre == self._centre)
        with self._connections.reading() as connection:
            return {SpaceId(space) for space in connection.execute(query).scalars()}
