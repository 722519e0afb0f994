"""The tables of what was imported, and of the secret addresses of feeds."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class ImportBatchRow(Row):
    """One file that was taken in."""

    __tablename__ = "import_batch"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file: Mapped[str]
    digest: Mapped[str]
    taken_by: Mapped[str]
    taken_at: Mapped[datetime] = mapped_column(Instant)
    rows: Mapped[int]
    faulty: Mapped[int]
    undone_by: Mapped[str]
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class ImportRowRow(Row):
    """What one row of a file did, with what stood there before."""

    __tablename__ = "import_row"
    __table_args__ = (Index(None, "centre", "kind", "key"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    subject: Mapped[str]
    fingerprint: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    undone: Mapped[bool]


class FeedAddressRow(Row):
    """A calendar that can be read by whoever knows its address, by the SHA-256 of the secret in it."""

    __tablename__ = "feed_address"
    __table_args__ = (Index(None, "token_hash", unique=True),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant)
