"""The tables of the ledger; triggers of migration 0012 refuse to change or delete entries and their lines."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class LedgerEntryRow(Row):
    """One entry. key: the external id; reverses: null = nothing, and no entry is taken back twice; digest: as the audit trail has it."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("centre", "key"),
        UniqueConstraint("centre", "reverses"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("revision >= 0", name="revision_not_negative"),
        Index(None, "centre", "day"),
        Index(None, "centre", "month"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str]
    source: Mapped[str]
    day: Mapped[date] = mapped_column(Date)
    month: Mapped[date] = mapped_column(Date)
    revision: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    document: Mapped[str]
    memo: Mapped[str]
    reverses: Mapped[str | None]
    posted_by: Mapped[str]
    posted_at: Mapped[datetime] = mapped_column(Instant)
    digest: Mapped[str]


class LedgerLineRow(Row):
    """One line of an entry, written before it. place: 0, 1, 2 ...; fen: debit above 0, credit below."""

    __tablename__ = "ledger_line"
    __table_args__ = (
        CheckConstraint("fen <> 0", name="moves_something"),
        ForeignKeyConstraint(
            ["centre", "number"],
            ["ledger_entry.centre", "ledger_entry.number"],
            deferrable=True,
            initially="DEFERRED",
        ),
        Index(None, "centre", "account", "number"),
        {"sqlite_with_rowid": False},
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[str]
    fen: Mapped[int] = mapped_column(BigInteger)
    space: Mapped[str]
    session: Mapped[str]
    series: Mapped[str]
    building: Mapped[str]
    party: Mapped[str]


class LedgerMonthRow(Row):
    """How far a month has come."""

    __tablename__ = "ledger_month"

    centre: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    status: Mapped[str]
    revision: Mapped[int]
    through: Mapped[int]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    digest: Mapped[str]
    reason: Mapped[str]
    seen: Mapped[int]
    unmet: Mapped[str]
