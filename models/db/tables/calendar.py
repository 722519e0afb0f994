"""The table of days that people entered or imported."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Row


class CalendarDayRow(Row):
    """What kind of day a date is, by decision rather than by package."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint("day_type in ('workday', 'rest', 'statutory', 'makeup')", name="day_type_known"),
        CheckConstraint("school in ('term', 'summer', 'winter', 'exam')", name="school_known"),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    day_type: Mapped[str]
    name: Mapped[str]
    school: Mapped[str]
    provisional: Mapped[bool]
    source: Mapped[str]
