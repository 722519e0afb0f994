"""The tables of documents: vouchers, and the events that the book does not tell yet."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class VoucherRow(Row):
    """One voucher with its lines. A trigger of migration 0015 refuses to change or delete one that was approved."""

    __tablename__ = "voucher"
    __table_args__ = (
        CheckConstraint("state <> 'approved' OR decided_by <> ''", name="approved_by_somebody"),
        CheckConstraint("decided_by <> entered_by", name="two_persons"),
        CheckConstraint("revision > 0", name="counts_from_one"),
        Index(None, "centre", "state", "entered_at"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    day: Mapped[date] = mapped_column(Date)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    memo: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(Instant)
    reference: Mapped[str]
    about: Mapped[str]
    revision: Mapped[int]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str]


class UnpostedEventRow(Row):
    """An event about money that came, changed or went. token: drawn anew with each of these by the trigger on table event."""

    __tablename__ = "event_unposted"

    centre: Mapped[str] = mapped_column(primary_key=True)
    sensor: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[int] = mapped_column(BigInteger)
