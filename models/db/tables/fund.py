"""The tables of the fund: versions of its rule, its runs, and what two persons decide about its money."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class FundRuleRow(Row):
    """One version of the rule. buckets: [{key, purpose, points, name}]."""

    __tablename__ = "fund_rule"
    __table_args__ = (CheckConstraint("version > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    base: Mapped[str]
    accounts: Mapped[list[str]] = mapped_column(JSON)
    buckets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    valid_from: Mapped[date] = mapped_column(Date)
    decision: Mapped[str]
    payoff: Mapped[str]
    status: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class FundAskRow(Row):
    """The run that somebody asked for and nobody posted yet, one at most. parts: {bucket: fen}."""

    __tablename__ = "fund_ask"

    centre: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    month: Mapped[date] = mapped_column(Date)
    through: Mapped[int]
    version: Mapped[int]
    base: Mapped[int] = mapped_column(BigInteger)
    parts: Mapped[dict[str, int]] = mapped_column(JSON)
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)


class FundRunRow(Row):
    """One run. parts: {bucket: fen}; carried, whole, moved: how the version stood after it; takes_back: null = no run."""

    __tablename__ = "fund_run"
    __table_args__ = (
        UniqueConstraint("centre", "takes_back"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("carried <= 0", name="carries_no_gain"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first: Mapped[date] = mapped_column(Date)
    month: Mapped[date] = mapped_column(Date)
    through: Mapped[int]
    version: Mapped[int]
    base: Mapped[int] = mapped_column(BigInteger)
    released: Mapped[int] = mapped_column(BigInteger)
    parts: Mapped[dict[str, int]] = mapped_column(JSON)
    carried: Mapped[int] = mapped_column(BigInteger)
    whole: Mapped[int] = mapped_column(BigInteger)
    moved: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    takes_back: Mapped[int | None]
    asked_by: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)


class FundOrderRow(Row):
    """Money out of a bucket, or the debt that stood at the beginning."""

    __tablename__ = "fund_order"
    __table_args__ = (
        CheckConstraint("fen > 0", name="moves_something"),
        Index(None, "centre", "proposed_at"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    bucket: Mapped[str]
    purpose: Mapped[str]
    fen: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date] = mapped_column(Date)
    memo: Mapped[str]
    building: Mapped[str]
    project: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
