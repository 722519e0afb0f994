"""The tables of reports: the versions of months, and what each was made from and says."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Row


class ReportVersionRow(Row):
    """A version as a document. inputs, statement: of report_content; a trigger of migration 0025 refuses to change them,
    and to delete a version."""

    __tablename__ = "report_version"
    __table_args__ = (
        CheckConstraint("revision > 0", name="counts_from_one"),
        CheckConstraint("number >= 0", name="counts_from_nought"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    inputs: Mapped[str]
    statement: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReportContentRow(Row):
    """Bytes of inputs and statements, compressed. digest: SHA-256 of the plain bytes. Never changed or deleted."""

    __tablename__ = "report_content"

    centre: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
