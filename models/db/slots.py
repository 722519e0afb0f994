"""Slot facts in the database."""

from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Table, func, select

from models.calendar import SLOT, Window
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import SlotFactRow
from models.db.upsert import upsert
from models.reading import Quality
from models.slot import SlotFact

_TABLE: Table = SlotFactRow.__table__  # type: ignore[assignment]


def _same(value: Any) -> Any:
    return value


_FIELDS = tuple(column.name for column in _TABLE.c if column.name != "centre")
_values = attrgetter(*("quality.value" if name == "quality" else name for name in _FIELDS))
# Plain numbers only: a numpy integer would enter SQLite as a blob, without a word.
_plain = tuple(_TABLE.c[name].type.python_type if name != "start" else _same for name in _FIELDS)


class SqlSlotFacts:
    """The quarter-hour facts of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, facts: Sequence[SlotFact]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, (_row(self._centre, fact) for fact in facts))

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.space.in_(sorted(spaces)))
            .where(_TABLE.c.start >= window.start, _TABLE.c.start < window.end)
            .order_by(_TABLE.c.start, _TABLE.c.space)
        )
        with self._connections.reading() as connection:
            return [_fact(row) for row in connection.execute(query)]

    def span(self) -> Window | None:
        query = select(func.min(_TABLE.c.start), func.max(_TABLE.c.start)).where(
            _TABLE.c.centre == self._centre
        )
        with self._connections.reading() as connection:
            first, last = connection.execute(query).one()
        return None if first is None else Window(first, last + SLOT)


def _row(centre: str, fact: SlotFact) -> list[Any]:
    return [centre, *(plain(value) for plain, value in zip(_plain, _values(fact), strict=True))]


def _fact(row: Row[Any]) -> SlotFact:
    _, *values = tuple(row)
    fields = dict(zip(_FIELDS, values, strict=True))
    fields["quality"] = Quality(fields["quality"])
    return SlotFact(**fields)
