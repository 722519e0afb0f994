"""The audit trail in the database: rows are added under one lock and never changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, insert, select, text

from models.audit import Anchor, AuditEntry, AuditRecord, chained, first_fault, printable
from models.db.connection import Connections
from models.db.tables import AuditLogRow

_TABLE: Table = AuditLogRow.__table__  # type: ignore[assignment]
_ENTRY = tuple(field.name for field in fields(AuditEntry))
_PAGE = 5_000


class SqlAudit:
    """The append-only trail of the deployment."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def append(self, entry: AuditEntry) -> AuditRecord:
        with self._connections.writing() as connection:
            return append_to(connection, [entry])[-1]

    def recent(self, limit: int = 100, *, before: int | None = None) -> Sequence[AuditRecord]:
        query = _newest(limit)
        if before is not None:
            query = query.where(_TABLE.c.number < before)
        with self._connections.reading() as connection:
            return [_record(row) for row in connection.execute(query).mappings()]

    def head(self) -> AuditRecord | None:
        with self._connections.reading() as connection:
            return _first(connection, _newest(1))

    def first_fault(self, anchors: Iterable[Anchor] = ()) -> int | None:
        query = select(_TABLE).order_by(_TABLE.c.number).execution_options(yield_per=_PAGE)
        with self._connections.reading() as connection, connection.execute(query) as result:
            return first_fault((_record(row) for row in result.mappings()), anchors)


def append_to(connection: Connection, entries: Iterable[AuditEntry]) -> Sequence[AuditRecord]:
    """Add rows as part of somebody's transaction: what is told and what was done are kept together or not at all."""
    if connection.dialect.name == "postgresql":  # SQLite writers are alone already
        connection.execute(text("LOCK TABLE audit_log IN EXCLUSIVE MODE"))
    last, records = _first(connection, _newest(1)), []
    for entry in entries:
        last = chained(printable(entry), last)
        records.append(last)
    if records:
        connection.execute(insert(_TABLE), [_row(record) for record in records])
    return records


def told_in(connection: Connection, centre: str, actions: Collection[str]) -> Iterator[AuditRecord]:
    """What was told of a centre under these actions, in order."""
    query = select(_TABLE).where(_TABLE.c.centre == centre, _TABLE.c.action.in_(actions))
    ordered = query.order_by(_TABLE.c.number).execution_options(yield_per=_PAGE)
    with connection.execute(ordered) as result:
        yield from (_record(row) for row in result.mappings())


def _newest(limit: int) -> Select[Any]:
    return select(_TABLE).order_by(_TABLE.c.number.desc()).limit(limit)


def _first(connection: Connection, query: Select[Any]) -> AuditRecord | None:
    row = connection.execute(query).mappings().first()
    return _record(row) if row else None


def _row(record: AuditRecord) -> dict[str, Any]:
    entry = {name: getattr(record.entry, name) for name in _ENTRY} | {"details": dict(record.entry.details)}
    return entry | {"number": record.number, "prev_hash": record.prev_hash, "hash": record.hash}


def _record(row: RowMapping) -> AuditRecord:
    entry = AuditEntry(**{name: row[name] for name in _ENTRY})
    return AuditRecord(row["number"], entry, row["prev_hash"], row["hash"])


def row_of(connection: Connection, entry: AuditEntry) -> AuditRecord | None:
    """The first row that tells of the same deed at the same instant, whatever its details; None = there is none."""
    same = (getattr(_TABLE.c, name) == getattr(entry, name) for name in ("centre", "at", "action", "subject"))
    return _first(connection, select(_TABLE).where(*same).order_by(_TABLE.c.number).limit(1))
