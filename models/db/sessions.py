"""Server-side sessions in the database."""

from datetime import datetime, timedelta

from sqlalchemy import RowMapping, Table, delete, insert, select, update

from models.account import Account
from models.db.accounts import accounts_where
from models.db.connection import Connections
from models.db.tables import AccountRow, WebSessionRow
from models.db.tokens import new_token, token_hash
from models.identity import WebSession

_TABLE: Table = WebSessionRow.__table__  # type: ignore[assignment]
_ACCOUNT: Table = AccountRow.__table__  # type: ignore[assignment]

_KEY_LENGTH = 16
_TOUCHES_PER_IDLE_TIME = 30
"""last_seen_at is written this often at most: a page of twenty requests is one write, not twenty."""


class SqlSessions:
    """Signed-in browsers."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def open(
        self,
        account_id: int,
        *,
        at: datetime,
        idle: timedelta,
        absolute: timedelta,
        address: str = "",
        wall: bool = False,
    ) -> str:
        token = new_token()
        row = {
            "token_hash": token_hash(token),
            "account_id": account_id,
            "created_at": at,
            "last_seen_at": at,
            "expires_at": at + absolute,
            "idle_s": idle // timedelta(seconds=1),
            "address": address,
            "wall": wall,
        }
        with self._connections.writing() as connection:
            connection.execute(insert(_TABLE), row)
        return token

    def resume(self, token: str, *, at: datetime, active: bool = True) -> tuple[WebSession, Account] | None:
        key = token_hash(token)
        with self._connections.reading() as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.token_hash == key)).mappings().first()
            session = _session(row) if row else None
            if session is None or not _alive(session, at):
                return None
            (account,) = accounts_where(connection, _ACCOUNT.c.id == session.account_id)
        if account.disabled:
            return None
        if active and at - session.last_seen_at >= session.idle / _TOUCHES_PER_IDLE_TIME:
            self._touch(key, at)
        return session, account

    def revoke(self, token: str) -> None:
        with self._connections.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.token_hash == token_hash(token)))

    def revoke_all(self, account_id: int, *, keep: str = "") -> int:
        others = _TABLE.c.token_hash != token_hash(keep)
        with self._connections.writing() as connection:
            return connection.execute(
                delete(_TABLE).where(_TABLE.c.account_id == account_id, others)
            ).rowcount

    def of(self, account_id: int, *, at: datetime) -> list[WebSession]:
        query = select(_TABLE).where(_TABLE.c.account_id == account_id).order_by(_TABLE.c.created_at.desc())
        with self._connections.reading() as connection:
            sessions = [_session(row) for row in connection.execute(query).mappings()]
        return [session for session in sessions if _alive(session, at)]

    def purge(self, *, at: datetime) -> int:
        with self._connections.writing() as connection:
            return connection.execute(delete(_TABLE).where(_TABLE.c.expires_at <= at)).rowcount

    def _touch(self, key: str, at: datetime) -> None:
        seen = update(_TABLE).where(_TABLE.c.token_hash == key, _TABLE.c.last_seen_at < at)
        with self._connections.writing() as connection:
            connection.execute(seen.values(last_seen_at=at))


def _alive(session: WebSession, at: datetime) -> bool:
    return at < session.expires_at and at - session.last_seen_at < session.idle


def _session(row: RowMapping) -> WebSession:
    return WebSession(
        key=row["token_hash"][:_KEY_LENGTH],
        account_id=row["account_id"],
        created_at=row["created_at"],
        last_seen_at=row["last_seen_at"],
        expires_at=row["expires_at"],
        idle=timedelta(seconds=row["idle_s"]),
        address=row["address"],
        wall=row["wall"],
    )
