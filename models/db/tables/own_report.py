"""The tables of reports of one's own: those that people keep, and the papers that the house made by itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class OwnReportRow(Row):
    """A report as a document."""

    __tablename__ = "own_report"
    __table_args__ = (CheckConstraint("revision > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class MadePaperRow(Row):
    """A paper as a document, and its statement, compressed."""

    __tablename__ = "made_paper"

    centre: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    statement: Mapped[bytes] = mapped_column(LargeBinary)
