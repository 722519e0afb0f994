"""The table of peak lists: written once, never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class PeakListRow(Row):
    """The peak of one space from a day on. slots: day type -> half hours; it is read whole and never searched."""

    __tablename__ = "peak_list"
    __table_args__ = (CheckConstraint("(\"by\" = '') = (why = '')", name="who_and_why"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date, primary_key=True)
    slots: Mapped[dict[str, Any]] = mapped_column(JSON)
    busy: Mapped[float | None]
    coverage: Mapped[float | None]
    made_at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str]
    why: Mapped[str]
