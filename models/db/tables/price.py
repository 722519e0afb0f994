"""The tables of price plans; a trigger of migration 0013 refuses to change what was decided."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class PriceVersionRow(Row):
    """One version of a plan. what it costs when and for whom: bands and concessions, each a list of small objects."""

    __tablename__ = "price_version"
    __table_args__ = (
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="ends_after_start"),
        CheckConstraint("status <> 'approved' or decided_by <> proposed_by", name="two_persons"),
        Index(
            "ix_price_version_in_force",
            "centre",
            "plan",
            "valid_from",
            unique=True,
            sqlite_where=text("status = 'approved'"),
            postgresql_where=text("status = 'approved'"),
        ),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    what: Mapped[str]
    unit: Mapped[str]
    base_fen: Mapped[int] = mapped_column(BigInteger)
    bands: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    concessions: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    cap_fen: Mapped[int | None] = mapped_column(BigInteger)
    cap_month_fen: Mapped[int | None] = mapped_column(BigInteger)
    charged: Mapped[list[str]] = mapped_column(JSON)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[str]
    status: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class FeesReachedRow(Row):
    """How far the sessions of a centre have been charged, in the order of their changes, and how often from the start."""

    __tablename__ = "fees_reached"

    centre: Mapped[str] = mapped_column(primary_key=True)
    modified: Mapped[int] = mapped_column(BigInteger)
    session: Mapped[str]
    again: Mapped[int]
