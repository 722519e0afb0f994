"""The tables of the property service: houses, lines, tariffs, work orders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class BuildingRow(Row):
    """A house or a courtyard."""

    __tablename__ = "building"
    __table_args__ = (CheckConstraint("flats >= 0 AND area_m2 >= 0", name="size_not_negative"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[dict[str, Any]] = mapped_column(JSON)
    flats: Mapped[int]
    area_m2: Mapped[int]
    retired: Mapped[bool]


class ServiceLineRow(Row):
    """One of the centre's own services."""

    __tablename__ = "service_line"

    centre: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[dict[str, Any]] = mapped_column(JSON)
    unit: Mapped[str]
    guaranteed: Mapped[bool]
    retired: Mapped[bool]


class TariffRow(Row):
    """A version of what a line costs. approved_by: "" = not yet."""

    __tablename__ = "tariff"
    __table_args__ = (
        UniqueConstraint("centre", "line", "valid_from"),
        CheckConstraint("cost_fen >= 0 AND fee_fen >= 0", name="fen_not_negative"),
        CheckConstraint("approved_by <> proposed_by", name="two_persons"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
    valid_from: Mapped[date] = mapped_column(Date)
    cost_fen: Mapped[int] = mapped_column(BigInteger)
    fee_fen: Mapped[int] = mapped_column(BigInteger)
    decision: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    approved_by: Mapped[str]
    approved_at: Mapped[datetime | None] = mapped_column(Instant)


class WorkOrderRow(Row):
    """One order; nobody is named. done, paid: the days; satisfaction: 1 to 5."""

    __tablename__ = "work_order"
    __table_args__ = (
        CheckConstraint("units > 0", name="counts_something"),
        CheckConstraint("cost_fen >= 0 AND fee_fen >= 0", name="fen_not_negative"),
        CheckConstraint(
            "done IS NOT NULL OR (paid IS NULL AND satisfaction IS NULL)", name="done_before_paid"
        ),
        Index(None, "centre", "day"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    building: Mapped[str]
    line: Mapped[str]
    units: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
    done: Mapped[date | None] = mapped_column(Date)
    fee_fen: Mapped[int] = mapped_column(BigInteger)
    cost_fen: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[date | None] = mapped_column(Date)
    satisfaction: Mapped[int | None]
    void: Mapped[bool]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
