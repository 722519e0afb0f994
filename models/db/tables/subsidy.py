"""The tables of the meal subsidy: rules and monthly claims."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class SubsidyRuleRow(Row):
    """The bands of one rule are JSON, read whole and never searched. approved_by: "" = not yet."""

    __tablename__ = "subsidy_rule"
    __table_args__ = (
        UniqueConstraint("centre", "valid_from"),
        CheckConstraint("approved_by <> proposed_by", name="two_persons"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date)
    bands: Mapped[list[Any]] = mapped_column(JSON)
    decision: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    approved_by: Mapped[str]
    approved_at: Mapped[datetime | None] = mapped_column(Instant)


class MealClaimRow(Row):
    """One month's claim from when it was checked, or a numbered supplement to it; its figures are JSON, read whole.
    sent_by: "" = not yet."""

    __tablename__ = "meal_claim"
    __table_args__ = (
        CheckConstraint("sent_by <> checked_by", name="two_persons"),
        CheckConstraint("paid_fen >= 0", name="paid_not_negative"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str]
    bands: Mapped[dict[str, Any]] = mapped_column(JSON)
    weeks: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    checked_by: Mapped[str]
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_by: Mapped[str]
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    paid_by: Mapped[str]
    paid_on: Mapped[date | None] = mapped_column(Date)
    paid_fen: Mapped[int] = mapped_column(BigInteger)
