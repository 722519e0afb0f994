"""The property service in the database: houses, lines, tariffs, work orders."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, or_, select

from models.db.assents import Papers, assent_from, assent_row
from models.db.connection import Connections
from models.db.parts import parts
from models.db.tables import BuildingRow, ServiceLineRow, TariffRow, WorkOrderRow
from models.db.upsert import upsert
from models.money.property import Building, ServiceLine, ServiceUnit, Tariff
from models.money.work_order import WorkOrder

_BUILDING: Table = BuildingRow.__table__  # type: ignore[assignment]
_LINE: Table = ServiceLineRow.__table__  # type: ignore[assignment]
_TARIFF: Table = TariffRow.__table__  # type: ignore[assignment]
_ORDER: Table = WorkOrderRow.__table__  # type: ignore[assignment]


class SqlProperty:
    """The property service of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre
        self._papers = Papers(connections, _TARIFF, centre)

    def buildings(self) -> list[Building]:
        return [Building(**_fields(row)) for row in self._found(_BUILDING, [], [_BUILDING.c.id])]

    def put_buildings(self, buildings: Sequence[Building]) -> None:
        rows = [(self._centre, b.id, dict(b.name), b.flats, b.area_m2, b.retired) for b in buildings]
        self._put(_BUILDING, rows)

    def remove_building(self, building: str) -> bool:
        ours = (_BUILDING.c.centre == self._centre, _BUILDING.c.id == building)
        with self._connections.writing() as connection:
            return connection.execute(delete(_BUILDING).where(*ours)).rowcount > 0

    def lines(self) -> list[ServiceLine]:
        rows = self._found(_LINE, [], [_LINE.c.key])
        return [ServiceLine(**_fields(row) | {"unit": ServiceUnit(row["unit"])}) for row in rows]

    def put_lines(self, lines: Sequence[ServiceLine]) -> None:
        rows = [
            (self._centre, one.key, dict(one.name), one.unit.value, one.guaranteed, one.retired)
            for one in lines
        ]
        self._put(_LINE, rows)

    def tariffs(self) -> list[Tariff]:
        rows = self._found(_TARIFF, [], [_TARIFF.c.line, _TARIFF.c.valid_from])
        names = ("id", "line", "valid_from", "cost_fen", "fee_fen")
        return [Tariff(**{name: row[name] for name in names}, assent=assent_from(row)) for row in rows]

    def propose(self, tariffs: Sequence[Tariff]) -> bool:
        return self._papers.propose([_tariff_row(one) for one in tariffs])

    def approve(self, tariff: str, *, by: str, at: datetime) -> bool:
        return self._papers.approve(tariff, by=by, at=at)

    def withdraw(self, tariff: str) -> bool:
        return self._papers.withdraw(tariff)

    def orders(self, first: date, last: date) -> list[WorkOrder]:
        days = (_ORDER.c[name].between(first, last) for name in ("day", "done", "paid"))
        newest = [_ORDER.c.day.desc(), _ORDER.c.id]
        return [WorkOrder(**_fields(row)) for row in self._found(_ORDER, [or_(*days)], newest)]

    def find_orders(self, orders: Collection[str]) -> list[WorkOrder]:
        return [
            WorkOrder(**_fields(row))
            for some in parts(orders)
            for row in self._found(_ORDER, [_ORDER.c.id.in_(some)], [_ORDER.c.id])
        ]

    def put_orders(self, orders: Sequence[WorkOrder]) -> None:
        names = [column.name for column in _ORDER.c if column.name != "centre"]
        self._put(_ORDER, [(self._centre, *(getattr(one, name) for name in names)) for one in orders])

    def _put(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, table, rows)

    def _found(
        self, table: Table, such: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]]
    ) -> Sequence[RowMapping]:
        query = select(table).where(table.c.centre == self._centre, *such).order_by(*order)
        with self._connections.reading() as connection:
            return connection.execute(query).mappings().all()


def _fields(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "centre"}


def _tariff_row(one: Tariff) -> dict[str, Any]:
    names = ("id", "line", "valid_from", "cost_fen", "fee_fen")
    return {name: getattr(one, name) for name in names} | assent_row(one.assent)
