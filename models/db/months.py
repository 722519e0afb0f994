"""The months of the ledger in the database; each step stands in the audit trail as well."""

from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, Table, select

from models.db.connection import Connections
from models.db.tables import LedgerMonthRow
from models.money.month import LedgerMonth, MonthStatus

_TABLE: Table = LedgerMonthRow.__table__  # type: ignore[assignment]


def month_in(connection: Connection, centre: str, month: date) -> LedgerMonth:
    """One month as part of somebody's transaction; an open one where nobody asked for it."""
    query = select(_TABLE).where(_TABLE.c.centre == centre, _TABLE.c.month == month)
    row = connection.execute(query).mappings().first()
    return _month(row) if row else LedgerMonth(month=month)


def _month(row: RowMapping) -> LedgerMonth:
    values = {name: row[name] for name in LedgerMonth.__dataclass_fields__}
    return LedgerMonth(**values | {"status": MonthStatus(row["status"])})


class SqlMonths:
    """The months of one centre. Steps wait for whoever writes to the book: what a closing covers is then certain."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> list[LedgerMonth]:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre).order_by(_TABLE.c.month)
        with self._connections.reading() as connection:
            return [_month(row) for row in connection.execute(query).mappings()]

    def month(self, month: date) -> LedgerMonth:
        with self._connections.reading() as connection:
            return month_in(connection, self._centre, month)

    def ask(self, month: date, *, by: str, at: datetime, reason: str = "") -> LedgerMonth:
        raise NotImplementedError

    def agree(self, month: date, *, by: str, at: datetime) -> LedgerMonth:
        raise NotImplementedError

    def withdraw(self, month: date, *, by: str, at: datetime) -> LedgerMonth:
        raise NotImplementedError
