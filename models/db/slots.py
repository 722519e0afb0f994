"""Slot facts in the database, and with them the sums of their days."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, tzinfo
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, select

from models.calendar import CHINA, SLOT, Window, business_date, business_day
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.day_facts import keep_days
from models.db.tables import DayFactRow, SlotDayRow, SlotFactRow
from models.db.upsert import upsert
from models.reading import Quality
from models.slot import SlotFact
from models.slot_grid import SlotGrid, grid

_TABLE: Table = SlotFactRow.__table__  # type: ignore[assignment]
_DAY: Table = DayFactRow.__table__  # type: ignore[assignment]
_PACKED: Table = SlotDayRow.__table__  # type: ignore[assignment]


def _same(value: Any) -> Any:
    return value


_FIELDS = tuple(column.name for column in _TABLE.c if column.name != "centre")
_values = attrgetter(*("quality.value" if name == "quality" else name for name in _FIELDS))
# Plain numbers only: a numpy integer would enter SQLite as a blob, without a word.
_plain = tuple(_TABLE.c[name].type.python_type if name != "start" else _same for name in _FIELDS)


class SqlSlotFacts:
    """The quarter-hour facts of one centre; zone: in which its business days are."""

    def __init__(self, connections: Connections, centre: str, zone: tzinfo = CHINA) -> None:
        self._connections = connections
        self._centre, self._zone = centre, zone

    def put(self, facts: Sequence[SlotFact]) -> None:
        days: dict[SpaceId, set[date]] = {}
        for fact in facts:
            days.setdefault(fact.space, set()).add(business_date(fact.start, self._zone))
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, (_row(self._centre, fact) for fact in facts))
            for space in sorted(days):
                sums = {day: self._of_day(connection, space, day) for day in sorted(days[space])}
                keep_days(connection, self._centre, space, sums)

    def _of_day(self, connection: Connection, space: SpaceId, day: date) -> list[SlotFact]:
        return slots_within(connection, self._centre, [space], business_day(day, self._zone))

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        with self._connections.reading() as connection:
            return slots_within(connection, self._centre, spaces, window)

    def grid(self, space: SpaceId, first: date, last: date) -> SlotGrid:
        place = (_PACKED.c.centre == self._centre, _PACKED.c.space == space)
        days = select(_PACKED.c.content).where(*place, _PACKED.c.day >= first, _PACKED.c.day <= last)
        with self._connections.reading() as connection:
            return grid(connection.execute(days.order_by(_PACKED.c.day)).scalars())

    def span(self) -> Window | None:
        with self._connections.reading() as connection:
            return slot_span(connection, self._centre)


def slot_span(connection: Connection, centre: str) -> Window | None:
    """From the first slot to the end of the last one; each space's are found by the key, not by looking at all."""
    spaces = select(_DAY.c.space).where(_DAY.c.centre == centre).distinct()
    ends = [
        connection.execute(
            select(func.min(_TABLE.c.start), func.max(_TABLE.c.start)).where(
                _TABLE.c.centre == centre, _TABLE.c.space == space
            )
        ).one()
        for space in connection.execute(spaces).scalars().all()
    ]
    return Window(min(first for first, _ in ends), max(last for _, last in ends) + SLOT) if ends else None


def slots_within(
    connection: Connection, centre: str, spaces: Collection[SpaceId], window: Window
) -> list[SlotFact]:
    """As SlotFacts.within, inside a transaction."""
    query = (
        select(*(_TABLE.c[name] for name in _FIELDS))
        .where(_TABLE.c.centre == centre, _TABLE.c.space.in_(sorted(spaces)))
        .where(_TABLE.c.start >= window.start, _TABLE.c.start < window.end)
        .order_by(_TABLE.c.start, _TABLE.c.space)
    )
    return [_fact(row) for row in connection.execute(query)]


def replace_slots(
    connection: Connection, centre: str, space: SpaceId, window: Window, facts: Iterable[SlotFact]
) -> int:
    """Make these the only slots of a space in a window; writes and counts those that differ."""
    kept = {fact.start: fact for fact in slots_within(connection, centre, [space], window)}
    wanted = {fact.start: fact for fact in facts}
    changed = [fact for start, fact in wanted.items() if kept.get(start) != fact]
    upsert(connection, _TABLE, (_row(centre, fact) for fact in changed))
    gone = sorted(kept.keys() - wanted.keys())
    if gone:
        place = (_TABLE.c.centre == centre, _TABLE.c.space == space, _TABLE.c.start.in_(gone))
        connection.execute(delete(_TABLE).where(*place))
    return len(changed) + len(gone)


def _row(centre: str, fact: SlotFact) -> list[Any]:
    return [centre, *(plain(value) for plain, value in zip(_plain, _values(fact), strict=True))]


def _fact(row: Row[Any]) -> SlotFact:
    fields = dict(zip(_FIELDS, row, strict=True))
    fields["quality"] = Quality(fields["quality"])
    return SlotFact(**fields)
