"""The tables of advice: what was proposed and decided, what its numbers come from, what is measured and came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class AdviceRow(Row):
    """One recommendation as a document, with the columns that it is searched by. version: raised with each decision."""

    __tablename__ = "advice"
    __table_args__ = (
        CheckConstraint("version > 0", name="counts_from_one"),
        Index(None, "centre", "week"),
        Index(None, "centre", "state"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    week: Mapped[str]
    state: Mapped[str]
    snapshot: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class AdviceSnapshotRow(Row):
    """What the numbers of a week's proposals come from, compressed. digest: SHA-256 of the plain bytes."""

    __tablename__ = "advice_snapshot"

    centre: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class AdviceTrialRow(Row):
    """What was fixed before a change began. A trigger of migration 0019 refuses to change or delete it."""

    __tablename__ = "advice_trial"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class AdviceResultRow(Row):
    """What came of a trial, each time it was looked at. number: 1, 2, 3 ... of the trial."""

    __tablename__ = "advice_result"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class AdviceRuleRow(Row):
    """The weights (key "") and the soft rules of a centre."""

    __tablename__ = "advice_rule"
    __table_args__ = (CheckConstraint("version > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
