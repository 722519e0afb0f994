"""Slot facts in the database."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import RowMapping, Table, func, select

from models.calendar import SLOT, Window
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import SlotFactRow
from models.db.upsert import upsert
from models.reading import Quality
from models.slot import SlotFact

_TABLE: Table = SlotFactRow.__table__  # type: ignore[assignment]
_SAME = tuple(column.name for column in _TABLE.columns if column.name not in ("centre", "space", "quality"))


class SqlSlotFacts:
    """The quarter-hour facts of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, facts: Sequence[SlotFact]) -> None:
        rows = [_row(self._centre, fact) for fact in facts]
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, rows)

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.space.in_(sorted(spaces)))
            .where(_TABLE.c.start >= window.start, _TABLE.c.start < window.end)
            .order_by(_TABLE.c.start, _TABLE.c.space)
        )
        with self._connections.reading() as connection:
            return [_fact(row) for row in connection.execute(query).mappings()]

    def span(self) -> Window | None:
        query = select(func.min(_TABLE.c.start), func.max(_TABLE.c.start)).where(
            _TABLE.c.centre == self._centre
        )
        with self._connections.reading() as connection:
            first, last = connection.execute(query).one()
        return None if first is None else Window(first, last + SLOT)


def _row(centre: str, fact: SlotFact) -> dict[str, Any]:
    row = {name: getattr(fact, name) for name in _SAME}
    row["centre"], row["space"], row["quality"] = centre, fact.space, fact.quality.value
    return row


def _fact(row: RowMapping) -> SlotFact:
    fields: dict[str, Any] = {name: row[name] for name in _SAME}
    return SlotFact(space=SpaceId(row["space"]), quality=Quality(row["quality"]), **fields)
