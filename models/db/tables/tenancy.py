"""The table of who rents which stall."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Row


class TenancyRow(Row):
    """One stall let to one tenant, who is a code. last: null = without end; rent_fen: of a month, null = none agreed."""

    __tablename__ = "tenancy"
    __table_args__ = (
        CheckConstraint("last IS NULL OR last >= first", name="ends_after_start"),
        Index(None, "centre", "stall", "first"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    stall: Mapped[str]
    tenant: Mapped[str]
    first: Mapped[date]
    last: Mapped[date | None]
    rent_fen: Mapped[int | None] = mapped_column(BigInteger)
    rent_set_by: Mapped[str]
    rent_agreed_by: Mapped[str]
