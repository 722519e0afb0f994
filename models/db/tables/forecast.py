"""The table of forecasts as they were made."""

from datetime import date, datetime

from sqlalchemy import Date, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class ForecastRow(Row):
    """Of one space, made for the days from a morning on. point, low, high: packed, read whole and never searched."""

    __tablename__ = "forecast"

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    basis: Mapped[int]
    weeks: Mapped[float]
    busy: Mapped[float | None]
    show: Mapped[float]
    point: Mapped[bytes] = mapped_column(LargeBinary)
    low: Mapped[bytes] = mapped_column(LargeBinary)
    high: Mapped[bytes] = mapped_column(LargeBinary)
