"""The tables of service projects: each as a document, and the bytes that prove something."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Row


class ProjectRow(Row):
    """One project as a document."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("centre", "number"),
        CheckConstraint("revision > 0", name="counts_from_one"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ProjectEvidenceRow(Row):
    """Bytes of papers and pictures, each once. digest: their SHA-256. A trigger of migration 0030 refuses to change them."""

    __tablename__ = "project_evidence"

    centre: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
