"""The tables of activities, of what volunteers gave, and of whether everybody may see it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class ActivityRow(Row):
    """An activity as a document. session: None = held elsewhere; one of the programme is one activity and no other."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("centre", "session"),
        CheckConstraint("revision > 0", name="counts_from_one"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    session: Mapped[str | None]
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class VolunteerWorkRow(Row):
    """People and minutes of all of them together: no column could hold a name."""

    __tablename__ = "volunteer_work"
    __table_args__ = (
        Index("ix_volunteer_work_centre_activity", "centre", "activity"),
        CheckConstraint("volunteers > 0 AND minutes > 0", name="something_was_given"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    activity: Mapped[str]
    day: Mapped[date]
    volunteers: Mapped[int]
    minutes: Mapped[int]
    project: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)


class PublicPageRow(Row):
    """Whether a centre shows its public page; no row = it does not."""

    __tablename__ = "public_page"

    centre: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool]
