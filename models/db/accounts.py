"""Accounts and their grants in the database."""

import unicodedata
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.account import Account, Grant, Role
from models.db.connection import Connections
from models.db.tables import AccountRow, RoleGrantRow
from models.identity import NameTakenError, UnknownAccountError

_ACCOUNT: Table = AccountRow.__table__  # type: ignore[assignment]
_GRANT: Table = RoleGrantRow.__table__  # type: ignore[assignment]


def name_key(name: str) -> str | None:
    """The name as it is compared; None for a text that cannot be anybody's name."""
    key = unicodedata.normalize("NFKC", name).strip().casefold()
    return key if key and key.isprintable() else None


class SqlAccounts:
    """Who may sign in."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def create(
        self,
        name: str,
        password_hash: str,
        grants: Collection[Grant],
        *,
        at: datetime,
        must_change_password: bool = False,
        locale: str = "",
    ) -> Account:
        key = name_key(name)
        if key is None:
            raise ValueError(f"account name {name!r} has no printable sign or an unprintable one")
        row = {
            "name": name.strip(),
            "name_key": key,
            "password_hash": password_hash,
            "must_change_password": must_change_password,
            "disabled": False,
            "created_at": at,
            "locale": locale,
        }
        try:
            with self._connections.writing() as connection:
                account_id = connection.execute(insert(_ACCOUNT).returning(_ACCOUNT.c.id), row).scalar_one()
                _put_grants(connection, account_id, grants)
                return _only(connection, _ACCOUNT.c.id == account_id)
        except IntegrityError as error:
            raise NameTakenError(f"account name {name!r} is taken") from error

    def find(self, name: str) -> Account | None:
        key = name_key(name)
        return None if key is None else self._one(_ACCOUNT.c.name_key == key)

    def by_id(self, account_id: int) -> Account | None:
        return self._one(_ACCOUNT.c.id == account_id)

    def all(self) -> list[Account]:
        with self._connections.reading() as connection:
            return accounts_where(connection, _ACCOUNT.c.id.is_not(None))

    def password_hash(self, account_id: int) -> str:
        query = select(_ACCOUNT.c.password_hash).where(_ACCOUNT.c.id == account_id)
        with self._connections.reading() as connection:
            found = connection.execute(query).scalar_one_or_none()
        if found is None:
            raise UnknownAccountError(f"account {account_id} does not exist")
        return str(found)

    def set_password(self, account_id: int, password_hash: str, *, must_change: bool = False) -> None:
        self._set(account_id, password_hash=password_hash, must_change_password=must_change)

    def set_disabled(self, account_id: int, *, disabled: bool) -> None:
        self._set(account_id, disabled=disabled)

    def set_locale(self, account_id: int, locale: str) -> None:
        self._set(account_id, locale=locale)

    def set_grants(self, account_id: int, grants: Collection[Grant]) -> None:
        with self._connections.writing() as connection:
            if not accounts_where(connection, _ACCOUNT.c.id == account_id):
                raise UnknownAccountError(f"account {account_id} does not exist")
            connection.execute(delete(_GRANT).where(_GRANT.c.account_id == account_id))
            _put_grants(connection, account_id, grants)

    def _one(self, condition: ColumnElement[bool]) -> Account | None:
        with self._connections.reading() as connection:
            return next(iter(accounts_where(connection, condition)), None)

    def _set(self, account_id: int, **values: Any) -> None:
        with self._connections.writing() as connection:
            done = connection.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(**values))
            if done.rowcount != 1:
                raise UnknownAccountError(f"account {account_id} does not exist")


def accounts_where(connection: Connection, condition: ColumnElement[bool]) -> list[Account]:
    """The accounts that a condition on the account table chooses, with their grants, by name."""
    query = (
        select(_ACCOUNT, _GRANT.c.role, _GRANT.c.centre)
        .outerjoin(_GRANT, _GRANT.c.account_id == _ACCOUNT.c.id)
        .where(condition)
        .order_by(_ACCOUNT.c.name_key, _GRANT.c.centre, _GRANT.c.role)
    )
    rows: dict[int, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        rows.setdefault(row["id"], []).append(row)
    return [_account(group) for group in rows.values()]


def _only(connection: Connection, condition: ColumnElement[bool]) -> Account:
    (account,) = accounts_where(connection, condition)
    return account


def _put_grants(connection: Connection, account_id: int, grants: Collection[Grant]) -> None:
    rows = [
        {"account_id": account_id, "role": grant.role.value, "centre": grant.centre} for grant in set(grants)
    ]
    if rows:
        connection.execute(insert(_GRANT), rows)


def _account(rows: list[RowMapping]) -> Account:
    first = rows[0]
    return Account(
        id=first["id"],
        name=first["name"],
        grants=tuple(Grant(role=Role(row["role"]), centre=row["centre"]) for row in rows if row["role"]),
        must_change_password=first["must_change_password"],
        disabled=first["disabled"],
        created_at=first["created_at"],
        locale=first["locale"],
    )
