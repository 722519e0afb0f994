"""Peak lists in the database: written once, never changed."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Table, select

from models.calendar import DayType
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import PeakListRow
from models.db.upsert import insert_missing
from models.metric.peak import PeakList

_TABLE: Table = PeakListRow.__table__  # type: ignore[assignment]


class SqlPeakLists:
    """What one centre's spaces call their peak."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def keep(self, lists: Sequence[PeakList]) -> None:
        with self._connections.writing() as connection:
            insert_missing(connection, _TABLE, (_row(self._centre, one) for one in lists))

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[PeakList]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.space.in_(sorted(spaces)))
            .where(_TABLE.c.valid_from.between(first, last))
            .order_by(_TABLE.c.valid_from, _TABLE.c.space)
        )
        with self._connections.reading() as connection:
            return [_peak_list(row) for row in connection.execute(query).mappings()]


def _row(centre: str, one: PeakList) -> tuple[Any, ...]:
    slots = {day_type.value: sorted(half_hours) for day_type, half_hours in one.slots.items()}
    return (centre, one.space, one.valid_from, slots, one.busy, one.coverage, one.made_at, one.by, one.why)


def _peak_list(row: RowMapping) -> PeakList:
    return PeakList(
        space=SpaceId(row["space"]),
        valid_from=row["valid_from"],
        slots={DayType(key): frozenset(half_hours) for key, half_hours in row["slots"].items()},
        busy=row["busy"],
        coverage=row["coverage"],
        made_at=row["made_at"],
        by=row["by"],
        why=row["why"],
    )
