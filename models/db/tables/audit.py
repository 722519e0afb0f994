"""The table of the audit trail; triggers of the first migration refuse to change or delete its rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class AuditLogRow(Row):
    """One thing that somebody did, chained to the row before."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "centre", "at"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    centre: Mapped[str]
    address: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    prev_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
