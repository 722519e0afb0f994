"""The tables of accounts and of the roles that they hold."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class AccountRow(Row):
    """Somebody who may sign in. name_key is the name as it is compared."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    must_change_password: Mapped[bool]
    disabled: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Instant)
    locale: Mapped[str]


class RoleGrantRow(Row):
    """A role of an account in one centre, or everywhere."""

    __tablename__ = "role_grant"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
