"""Counters of attempts in the database, so that several processes count together."""

from datetime import datetime, timedelta

from sqlalchemy import Table, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from models.db.connection import Connections
from models.db.tables import LoginThrottleRow
from models.db.tokens import token_hash

_TABLE: Table = LoginThrottleRow.__table__  # type: ignore[assignment]


class SqlThrottle:
    """How often something was tried of late."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def hit(self, key: str, *, at: datetime, window: timedelta) -> int:
        row = {"key_hash": token_hash(key), "began_at": at, "attempts": 1}
        stale = _TABLE.c.began_at <= at - window
        with self._connections.writing() as connection:
            insert = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(_TABLE)
            counted = insert.on_conflict_do_update(
                index_elements=["key_hash"],
                set_={
                    "attempts": case((stale, 1), else_=_TABLE.c.attempts + 1),
                    "began_at": case((stale, insert.excluded.began_at), else_=_TABLE.c.began_at),
                },
            )
            connection.execute(counted, row)
            query = select(_TABLE.c.attempts).where(_TABLE.c.key_hash == row["key_hash"])
            return int(connection.execute(query).scalar_one())

    def count(self, key: str, *, at: datetime, window: timedelta) -> int:
        query = select(_TABLE.c.attempts).where(
            _TABLE.c.key_hash == token_hash(key), _TABLE.c.began_at > at - window
        )
        with self._connections.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or 0

    def clear(self, key: str) -> None:
        with self._connections.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.key_hash == token_hash(key)))

    def purge(self, *, before: datetime) -> int:
        with self._connections.writing() as connection:
            return connection.execute(delete(_TABLE).where(_TABLE.c.began_at < before)).rowcount
