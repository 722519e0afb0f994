"""The table of how the jobs of the house went."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class JobRunRow(Row):
    """One job of one centre. held_until: until when the process that took it may be at it, None = nobody is."""

    __tablename__ = "job_run"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    good_at: Mapped[datetime | None] = mapped_column(Instant)
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    failures: Mapped[int]
    fault: Mapped[str]
    done: Mapped[int]
