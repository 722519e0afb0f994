"""The table of bookings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class BookingRow(Row):
    """A span of a space that was promised to somebody."""

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("start_at <= end_at", name="ends_after_start"),
        CheckConstraint("seats >= 0", name="seats_not_negative"),
        Index(None, "centre", "end_at", "start_at"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str]
    start_at: Mapped[datetime] = mapped_column(Instant)
    end_at: Mapped[datetime] = mapped_column(Instant)
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    seats: Mapped[int]
    status: Mapped[str]
