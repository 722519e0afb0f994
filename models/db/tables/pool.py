"""The tables of who can help and of what was matched with whom."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Row


class ProviderRow(Row):
    """One talent or resource as it is now; a change raises revision by one. content: the rest of it."""

    __tablename__ = "provider"
    __table_args__ = (CheckConstraint("revision > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ProviderMatchRow(Row):
    """A need and a provider. month: the first day of the month whose minutes it takes; null while nothing is taken."""

    __tablename__ = "provider_match"
    __table_args__ = (
        CheckConstraint("revision > 0", name="counts_from_one"),
        CheckConstraint("minutes >= 0 AND money_fen >= 0", name="takes_something_or_nothing"),
        Index(None, "centre", "provider", "month"),
        Index(None, "centre", "need"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    need: Mapped[str]
    provider: Mapped[str]
    status: Mapped[str]
    month: Mapped[date | None]
    minutes: Mapped[int]
    money_fen: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class MatchRuleRow(Row):
    """What a topic takes ("takes:<topic>"), and the synonyms ("synonyms")."""

    __tablename__ = "match_rule"
    __table_args__ = (CheckConstraint("revision > 0", name="counts_from_one"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
