"""The tables of what residents want: topics and needs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class NeedTopicRow(Row):
    """A topic as a document."""

    __tablename__ = "need_topic"

    centre: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class NeedRow(Row):
    """A need as a document; who said it is nowhere. external: null = it came from no file and no form; said: the
    same for the same words about the same topic and place."""

    __tablename__ = "need"
    __table_args__ = (
        UniqueConstraint("centre", "number"),
        UniqueConstraint("centre", "source", "external"),
        Index(None, "centre", "received_at"),
        Index("ix_need_centre_said", "centre", "said"),
        CheckConstraint("revision > 0", name="counts_from_one"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str]
    said: Mapped[str]
    source: Mapped[str]
    external: Mapped[str | None]
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
