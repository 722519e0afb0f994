"""The tables of deliberation: meetings, and the numbers of decisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class MeetingRow(Row):
    """A meeting as a document."""

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("revision > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class DecisionRow(Row):
    """A number that is taken. A trigger of migration 0028 refuses to change or delete one."""

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint("n > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    meeting: Mapped[str]
