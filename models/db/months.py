"""The months of the ledger in the database; each step stands in the audit trail as well."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.book import head_in, lock
from models.db.connection import Connections
from models.db.ledger_rows import ENTRY
from models.db.tables import LedgerMonthRow
from models.db.upsert import upsert
from models.money.month import LedgerMonth, MonthStatus, agreed, asked, month_digest, withdrawn
from models.money.told import ASKED, CLOSED, WITHDRAWN

_TABLE: Table = LedgerMonthRow.__table__  # type: ignore[assignment]
_FIELDS = tuple(field.name for field in fields(LedgerMonth))


def month_in(connection: Connection, centre: str, month: date) -> LedgerMonth:
    """One month as part of somebody's transaction; an open one where nobody asked for it."""
    query = select(_TABLE).where(_TABLE.c.centre == centre, _TABLE.c.month == month)
    row = connection.execute(query).mappings().first()
    return _month(row) if row else LedgerMonth(month=month)


def months_in(connection: Connection, centre: str) -> list[LedgerMonth]:
    """Those that were ever asked to close, in order."""
    query = select(_TABLE).where(_TABLE.c.centre == centre).order_by(_TABLE.c.month)
    return [_month(row) for row in connection.execute(query).mappings()]


def _month(row: RowMapping) -> LedgerMonth:
    values = {name: row[name] for name in _FIELDS}
    return LedgerMonth(**values | {"status": MonthStatus(row["status"])})


class SqlMonths:
    """The months of one centre. Steps wait for whoever writes to the book: what a closing covers is then certain.

    closed: called once a closing is certain.
    """

    def __init__(
        self, connections: Connections, centre: str, closed: Callable[[], object] = lambda: None
    ) -> None:
        self._connections = connections
        self._centre = centre
        self._closed = closed

    def all(self) -> list[LedgerMonth]:
        with self._connections.reading() as connection:
            return months_in(connection, self._centre)

    def month(self, month: date) -> LedgerMonth:
        with self._connections.reading() as connection:
            return month_in(connection, self._centre, month)

    def ask(self, month: date, *, by: str, at: datetime, reason: str = "", unmet: str = "") -> LedgerMonth:
        with self._alone() as connection:
            now = month_in(connection, self._centre, month)
            earlier = _earlier_open(connection, self._centre, month)
            late = _got_more(connection, self._centre, month, now.through)
            seen = head_in(connection, self._centre)
            after = asked(
                now, by=by, at=at, reason=reason, earlier=earlier, late=late, seen=seen, unmet=unmet
            )
            self._keep(connection, ASKED, after, by=by, at=at, reason=reason)
        return after

    def agree(self, month: date, *, by: str, at: datetime, as_seen: bool = False) -> LedgerMonth:
        with self._alone() as connection:
            now = month_in(connection, self._centre, month)
            through = head_in(connection, self._centre)
            digest = _digest(connection, self._centre, month)
            earlier = _earlier_open(connection, self._centre, month)
            more = as_seen and _got_more(connection, self._centre, month, now.seen)
            after = agreed(now, by=by, at=at, through=through, digest=digest, earlier=earlier, more=more)
            told = {"asked_by": after.asked_by, "through": str(through), "digest": digest}
            self._keep(connection, CLOSED, after, by=by, at=at, **told, reason=after.reason)
        self._closed()
        return after

    def withdraw(self, month: date, *, by: str, at: datetime) -> LedgerMonth:
        with self._alone() as connection:
            now = month_in(connection, self._centre, month)
            after = withdrawn(now)
            self._keep(connection, WITHDRAWN, after, by=by, at=at, asked_by=now.asked_by)
        return after

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            yield connection

    def _keep(
        self, connection: Connection, action: str, after: LedgerMonth, *, by: str, at: datetime, **told: str
    ) -> None:
        upsert(connection, _TABLE, [[_row(self._centre, after)[column.name] for column in _TABLE.c]])
        entry = AuditEntry(
            at=at,
            actor=by,
            action=action,
            subject=f"{after.month:%Y-%m}",
            centre=self._centre,
            details={"revision": str(after.revision), **told},
        )
        append_to(connection, [entry])


def _row(centre: str, month: LedgerMonth) -> Mapping[str, Any]:
    values = {name: getattr(month, name) for name in _FIELDS}
    return values | {"centre": centre, "status": month.status.value}


def _earlier_open(connection: Connection, centre: str, month: date) -> date | None:
    """The first month before this one that holds entries and was never closed."""
    closed = select(_TABLE.c.month).where(_TABLE.c.centre == centre, _TABLE.c.closed_at.is_not(None))
    earliest = select(func.min(ENTRY.c.month)).where(
        ENTRY.c.centre == centre, ENTRY.c.month < month, ENTRY.c.month.not_in(closed)
    )
    found: date | None = connection.execute(earliest).scalar()
    return found


def _got_more(connection: Connection, centre: str, month: date, number: int) -> bool:
    """Whether the month got entries after that one."""
    newest = select(func.max(ENTRY.c.number)).where(ENTRY.c.centre == centre, ENTRY.c.month == month)
    return (connection.execute(newest).scalar() or 0) > number


def _digest(connection: Connection, centre: str, month: date) -> str:
    query = select(ENTRY.c.digest).where(ENTRY.c.centre == centre, ENTRY.c.month == month)
    return month_digest(month, connection.execute(query.order_by(ENTRY.c.number)).scalars())
