"""The sums of days and months in the database: written with the slots that they are made of, read in their place."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, select

from models.centre import SpaceId
from models.day_fact import DayFact, day_fact
from models.db.connection import Connections
from models.db.tables import DayFactRow, MonthFactRow, SlotDayRow
from models.db.upsert import upsert
from models.slot import SlotFact
from models.slot_grid import packed

_DAY: Table = DayFactRow.__table__  # type: ignore[assignment]
_PACKED: Table = SlotDayRow.__table__  # type: ignore[assignment]
_MONTH: Table = MonthFactRow.__table__  # type: ignore[assignment]

_FIELDS = tuple(column.name for column in _DAY.c if column.name != "centre")
_values = attrgetter(*_FIELDS)

_OVER_DAYS = {
    "days": func.count(),
    "peak": func.max(_DAY.c.peak),
    "peak_entries": func.max(_DAY.c.peak_entries),
    "calc_version": func.min(_DAY.c.calc_version),
}
"""What of a month is no sum of its days."""


class SqlDayFacts:
    """The sums of one centre's business days."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[DayFact]:
        query = (
            select(*(_DAY.c[name] for name in _FIELDS))
            .where(_DAY.c.centre == self._centre, _DAY.c.space.in_(sorted(spaces)))
            .where(_DAY.c.day >= first, _DAY.c.day <= last)
            .order_by(_DAY.c.day, _DAY.c.space)
        )
        with self._connections.reading() as connection:
            return [_fact(row) for row in connection.execute(query)]

    def versions(self) -> Mapping[int, int]:
        query = (
            select(_DAY.c.calc_version, func.count())
            .where(_DAY.c.centre == self._centre)
            .group_by(_DAY.c.calc_version)
        )
        with self._connections.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def keep_days(
    connection: Connection, centre: str, space: SpaceId, days: Mapping[date, Sequence[SlotFact]]
) -> None:
    """Sum and pack business days of a space anew, then sum their months. A day without a slot has neither."""
    some = {day: facts for day, facts in days.items() if facts}
    upsert(connection, _DAY, ((centre, *_values(day_fact(day, facts))) for day, facts in some.items()))
    upsert(connection, _PACKED, ((centre, space, day, packed(facts)) for day, facts in some.items()))
    empty = sorted(days.keys() - some.keys())
    for table in (_DAY, _PACKED) if empty else ():
        place = (table.c.centre == centre, table.c.space == space, table.c.day.in_(empty))
        connection.execute(delete(table).where(*place))
    for month in {day.replace(day=1) for day in days}:
        _keep_month(connection, centre, space, month)


def _keep_month(connection: Connection, centre: str, space: SpaceId, month: date) -> None:
    end = (month + timedelta(days=31)).replace(day=1)
    columns = {column.name: column for column in _MONTH.c if column.name not in ("month", "centre", "space")}
    sums = [_OVER_DAYS.get(name, func.sum(_DAY.c.get(name))).label(name) for name in columns]
    days = (
        select(*sums)
        .where(_DAY.c.centre == centre, _DAY.c.space == space)
        .where(_DAY.c.day >= month, _DAY.c.day < end)
    )
    found = connection.execute(days).mappings().one()
    if found["days"]:
        known = {"month": month, "centre": centre, "space": space, **found}
        upsert(connection, _MONTH, [[known[column.name] for column in _MONTH.c]])
    else:
        place = (_MONTH.c.month == month, _MONTH.c.centre == centre, _MONTH.c.space == space)
        connection.execute(delete(_MONTH).where(*place))


def _fact(row: Row[Any]) -> DayFact:
    return DayFact(**dict(zip(_FIELDS, row, strict=True)))
