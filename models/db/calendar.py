"""Calendar days in the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Table, select

from models.calendar import CalendarDay, DayType, SchoolState
from models.db.connection import Connections
from models.db.tables import CalendarDayRow
from models.db.upsert import upsert

_TABLE: Table = CalendarDayRow.__table__  # type: ignore[assignment]


class SqlCalendarDays:
    """The days that people of this deployment entered or imported."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def put(self, days: Sequence[CalendarDay]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, map(_row, days))

    def within(self, first: date, last: date) -> list[CalendarDay]:
        query = select(_TABLE).where(_TABLE.c.day.between(first, last)).order_by(_TABLE.c.day)
        with self._connections.reading() as connection:
            return [_day(row) for row in connection.execute(query).mappings()]


def _row(day: CalendarDay) -> tuple[Any, ...]:
    return day.day, day.day_type.value, day.name, day.school.value, day.provisional, day.source


def _day(row: RowMapping) -> CalendarDay:
    fields = dict(row) | {"day_type": DayType(row["day_type"]), "school": SchoolState(row["school"])}
    return CalendarDay(**fields)
