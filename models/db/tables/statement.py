"""The tables of statements and of what they are tied to."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class StatementLineRow(Row):
    """One line of a statement. aside: why nothing in the book answers to it."""

    __tablename__ = "statement_line"
    __table_args__ = (Index(None, "centre", "day"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    day: Mapped[date] = mapped_column(Date)
    fen: Mapped[int] = mapped_column(BigInteger)
    fee_fen: Mapped[int] = mapped_column(BigInteger)
    balance_fen: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str]
    reference: Mapped[str]
    party: Mapped[str]
    aside: Mapped[str]


class StatementMatchRow(Row):
    """Lines and postings that somebody or a rule holds for the same money. entry: key of what was posted."""

    __tablename__ = "statement_match"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str]
    sure: Mapped[int]
    fee_fen: Mapped[int] = mapped_column(BigInteger)
    entry: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant)
    ended_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class StatementTieRow(Row):
    """One end of a match. side: "line" or "item"; ended: "" while it stands, then the match: nothing is tied twice at once."""

    __tablename__ = "statement_tie"
    __table_args__ = (
        UniqueConstraint("centre", "side", "ref", "ended"),
        ForeignKeyConstraint(["centre", "match"], ["statement_match.centre", "statement_match.id"]),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    match: Mapped[str] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(primary_key=True)
    ended: Mapped[str]


class StatementAsideRow(Row):
    """A posting that no statement will show. ref: "<entry>.<line>"; approved_by: "" = a second person has not agreed yet."""

    __tablename__ = "statement_aside"
    __table_args__ = (
        UniqueConstraint("centre", "ref"),
        CheckConstraint("approved_by <> proposed_by", name="two_persons"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    ref: Mapped[str]
    reason: Mapped[str]
    decision: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    approved_by: Mapped[str]
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
