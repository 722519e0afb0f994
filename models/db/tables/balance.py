"""The table of what each space's doors added up to on each business day."""

from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Row


class SpaceBalanceRow(Row):
    """One space on one business day. content: JSON of a Balance; it is read whole and never searched."""

    __tablename__ = "space_balance"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    content: Mapped[str]
