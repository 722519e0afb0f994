"""What was imported, in the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import RowMapping, Table, func, select

from models.db.connection import Connections
from models.db.tables import ImportBatchRow, ImportRowRow
from models.db.upsert import upsert
from models.exchange.batch import Batch, BatchRow

_BATCH: Table = ImportBatchRow.__table__  # type: ignore[assignment]
_ROW: Table = ImportRowRow.__table__  # type: ignore[assignment]

_AS_THEY_ARE = ("kind", "key", "subject", "fingerprint", "before", "after", "undone")

_KEYS = 500
"""Keys of one question: databases take so many values and not many more."""


class SqlBatches:
    """The imports of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, batch: Batch) -> None:
        who = (batch.id, batch.kind, batch.file, batch.digest, batch.by, batch.at)
        became = (batch.rows, batch.faulty, batch.undone_by, batch.undone_at)
        with self._connections.writing() as connection:
            upsert(connection, _BATCH, [(self._centre, *who, *became)])

    def put_rows(self, rows: Sequence[BatchRow]) -> None:
        written = [
            (self._centre, one.batch, one.row, *(getattr(one, name) for name in _AS_THEY_ARE)) for one in rows
        ]
        with self._connections.writing() as connection:
            upsert(connection, _ROW, written)

    def all(self) -> list[Batch]:
        query = select(_BATCH).where(_BATCH.c.centre == self._centre)
        with self._connections.reading() as connection:
            found = connection.execute(query.order_by(_BATCH.c.taken_at.desc(), _BATCH.c.id)).mappings()
            return [_batch(row) for row in found]

    def rows(self, batch: str) -> list[BatchRow]:
        query = select(_ROW).where(_ROW.c.centre == self._centre, _ROW.c.batch == batch)
        with self._connections.reading() as connection:
            found = connection.execute(query.order_by(_ROW.c.row)).mappings()
            return [_row(row) for row in found]

    def latest(self, kind: str, keys: Collection[str]) -> Mapping[str, BatchRow]:
        found: dict[str, BatchRow] = {}
        when = (_BATCH.c.centre == _ROW.c.centre) & (_BATCH.c.id == _ROW.c.batch)
        for some in _some(keys):
            query = select(_ROW).join(_BATCH, when).where(_ROW.c.centre == self._centre, _ROW.c.kind == kind)
            query = query.where(_ROW.c.key.in_(some), _ROW.c.undone.is_(False))
            with self._connections.reading() as connection:
                rows = connection.execute(query.order_by(_BATCH.c.taken_at, _ROW.c.row)).mappings()
                found |= {row["key"]: _row(row) for row in rows}
        return found

    def undone(self, kind: str, keys: Collection[str]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for some in _some(keys):
            query = select(_ROW.c.key, func.count()).where(_ROW.c.centre == self._centre, _ROW.c.kind == kind)
            query = query.where(_ROW.c.key.in_(some), _ROW.c.undone.is_(True)).group_by(_ROW.c.key)
            with self._connections.reading() as connection:
                found |= {row[0]: row[1] for row in connection.execute(query)}
        return found


def _some(keys: Collection[str]) -> Iterable[Sequence[str]]:
    ordered = sorted(set(keys))
    return (ordered[n : n + _KEYS] for n in range(0, len(ordered), _KEYS))


def _batch(row: RowMapping) -> Batch:
    fields = {name: value for name, value in row.items() if name not in ("centre", "taken_by", "taken_at")}
    return Batch(**fields, by=row["taken_by"], at=row["taken_at"])


def _row(row: RowMapping) -> BatchRow:
    return BatchRow(**{name: value for name, value in row.items() if name != "centre"})
