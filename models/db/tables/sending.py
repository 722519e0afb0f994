"""The tables of what leaves the house: who gets it, what is made by itself, and what became of each delivery."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class ReportRecipientRow(Row):
    """A recipient as a document, without the secret of a robot."""

    __tablename__ = "report_recipient"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReportScheduleRow(Row):
    """A schedule as a document."""

    __tablename__ = "report_schedule"
    __table_args__ = (CheckConstraint("revision > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReportDeliveryRow(Row):
    """A delivery as a document. next_at: when it is tried next, None = never."""

    __tablename__ = "report_delivery"
    __table_args__ = (
        Index("ix_report_delivery_centre_next_at", "centre", "next_at"),
        CheckConstraint("revision > 0", name="counts_from_one"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    state: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
