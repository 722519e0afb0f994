"""One-time sign-in links in the database."""

from datetime import datetime, timedelta

from sqlalchemy import Table, delete, insert, select, update

from models.db.accounts import accounts_where
from models.db.connection import Connections
from models.db.tables import AccountRow, SignInLinkRow
from models.db.tokens import new_token, token_hash
from models.identity import Redeemed, UnknownAccountError

_TABLE: Table = SignInLinkRow.__table__  # type: ignore[assignment]
_ACCOUNT: Table = AccountRow.__table__  # type: ignore[assignment]


class SqlLinks:
    """Links that sign in once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def issue(self, account_id: int, *, at: datetime, lifetime: timedelta, wall: bool = False) -> str:
        token = new_token()
        row = {
            "token_hash": token_hash(token),
            "account_id": account_id,
            "expires_at": at + lifetime,
            "used_at": None,
            "wall": wall,
        }
        with self._connections.writing() as connection:
            if not accounts_where(connection, _ACCOUNT.c.id == account_id):
                raise UnknownAccountError(f"account {account_id} does not exist")
            connection.execute(insert(_TABLE), row)
        return token

    def redeem(self, token: str, *, at: datetime) -> Redeemed | None:
        mine = _TABLE.c.token_hash == token_hash(token)
        unused = update(_TABLE).where(mine, _TABLE.c.used_at.is_(None), _TABLE.c.expires_at > at)
        with self._connections.writing() as connection:
            if connection.execute(unused.values(used_at=at)).rowcount != 1:
                return None
            owner, wall = connection.execute(select(_TABLE.c.account_id, _TABLE.c.wall).where(mine)).one()
            (account,) = accounts_where(connection, _ACCOUNT.c.id == owner)
        return None if account.disabled else Redeemed(account=account, wall=wall)

    def purge(self, *, at: datetime) -> int:
        with self._connections.writing() as connection:
            return connection.execute(delete(_TABLE).where(_TABLE.c.expires_at <= at)).rowcount
