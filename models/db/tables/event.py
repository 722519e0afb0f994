"""The table of what happened once: cards shown, meals sold, meals handed over."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class EventRow(Row):
    """One thing that happened. The id is the device's own, so that a repeated message changes nothing."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "centre", "at"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    sensor: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
