"""The table of hourly weather."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class WeatherHourRow(Row):
    """One hour at one centre as it was observed, or as it was foretold at an instant; every foretelling is kept."""

    __tablename__ = "weather_hour"
    __table_args__ = (CheckConstraint("source in ('observed', 'forecast')", name="source_known"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    start_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    said_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    celsius: Mapped[float]
    rain_mm: Mapped[float | None]
