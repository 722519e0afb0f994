"""The items of our own feeds, in the database: a reader who comes back after a restart is told what changed, and no more."""

from collections.abc import Collection

from sqlalchemy import Table, delete, select

from models.db.connection import Connections
from models.db.parts import parts
from models.db.tables import FeedItemRow
from models.db.upsert import upsert
from models.exchange.rpde import Item

_TABLE: Table = FeedItemRow.__table__  # type: ignore[assignment]


class SqlFeedItems:
    """The items of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def of(self, feed: str) -> list[Item]:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.feed == feed)
        with self._connections.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Item(id=row["id"], modified=row["modified"], kind=row["kind"], data=row["data"]) for row in rows
        ]

    def put(self, feed: str, items: Collection[Item], forgotten: Collection[str] = ()) -> None:
        rows = [
            (self._centre, feed, one.id, one.modified, one.kind, None if one.data is None else dict(one.data))
            for one in items
        ]
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, rows)
            for some in parts(forgotten):
                of_feed = (_TABLE.c.centre == self._centre) & (_TABLE.c.feed == feed)
                connection.execute(delete(_TABLE).where(of_feed, _TABLE.c.id.in_(some)))
