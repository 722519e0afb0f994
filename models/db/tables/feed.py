"""The tables of what is kept of feeds: how far foreign ones were read, and the numbers of our own."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class FeedPlaceRow(Row):
    """How far a foreign feed was read."""

    __tablename__ = "feed_place"

    centre: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    following: Mapped[str]
    read_at: Mapped[datetime] = mapped_column(Instant)


class FeedItemRow(Row):
    """A thing of a feed of ours as it was last told; data: null = it is deleted."""

    __tablename__ = "feed_item"

    centre: Mapped[str] = mapped_column(primary_key=True)
    feed: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    modified: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    data: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
