"""The tables of what happened once (cards shown, meals sold, meals handed over), and of meals by day."""

from datetime import date, datetime
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


class MealDayRow(Row):
    """What one sensor told of meals on one business day: JSON that models/db/meal_days.py makes. The day leads, for all
    sensors of some days are read together."""

    __tablename__ = "meal_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    sensor: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
