"""The tables of remarks beside the figures and of pages kept under a name."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class RemarkRow(Row):
    """One remark. space: null = it is about the whole house."""

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint("end_at > start_at", name="ends_after_start"),
        Index(None, "centre", "start_at"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str | None]
    start_at: Mapped[datetime] = mapped_column(Instant)
    end_at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str]
    text: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(Instant)


class SavedViewRow(Row):
    """One page under a name."""

    __tablename__ = "saved_view"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    kept_by: Mapped[str]
    shared: Mapped[bool]
    kept_at: Mapped[datetime] = mapped_column(Instant)
