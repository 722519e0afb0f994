"""The book of a centre as it lies in the database, beside what the audit trail tells of it: for whoever checks both."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, func, select, text

from models.audit import AuditRecord
from models.db.audit import told_in
from models.db.connection import Connections
from models.db.ledger_rows import ENTRY, LINE, posted_from
from models.db.months import months_in
from models.message import Message
from models.money.proof import STEPS, Kept, first_fault, homeless

_ONE_LOOK = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_PAGE = 2_000


def first_fault_of(connections: Connections, centre: str) -> Message | None:
    """The first thing that does not fit in a centre's book; None = all of it holds. Others may write meanwhile."""
    with connections.reading() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's readers see one moment anyway
            connection.execute(_ONE_LOOK)
        stray = _homeless(connection, centre)
        if stray is not None:
            return homeless(stray)
        return first_fault(
            _kept(connection, centre), _told(connection, centre), months_in(connection, centre)
        )


def _told(connection: Connection, centre: str) -> Iterator[AuditRecord]:
    return told_in(connection, centre, STEPS)


def _kept(connection: Connection, centre: str) -> Iterator[Kept]:
    after = 0
    while True:
        query = select(ENTRY).where(ENTRY.c.centre == centre, ENTRY.c.number > after).order_by(ENTRY.c.number)
        rows = connection.execute(query.limit(_PAGE)).mappings().all()
        if not rows:
            return
        lines = _lines(connection, centre, rows[0]["number"], rows[-1]["number"])
        yield from (_as_kept(row, lines.get(row["number"], [])) for row in rows)
        after = rows[-1]["number"]


def _lines(connection: Connection, centre: str, first: int, last: int) -> dict[int, list[RowMapping]]:
    found: dict[int, list[RowMapping]] = {}
    query = select(LINE).where(LINE.c.centre == centre, LINE.c.number.between(first, last))
    for line in connection.execute(query.order_by(LINE.c.number, LINE.c.place)).mappings().all():
        found.setdefault(line["number"], []).append(line)
    return found


def _as_kept(row: RowMapping, lines: Sequence[RowMapping]) -> Kept:
    """What somebody wrote there by hand may be anything."""
    try:
        posted, fault = posted_from(row, lines), ""
    except (ValueError, TypeError) as error:
        posted, fault = None, str(error)
    return Kept(number=row["number"], digest=row["digest"], posted=posted, fault=fault)


def _homeless(connection: Connection, centre: str) -> int | None:
    """The number of lines whose entry is not there."""
    entry = select(ENTRY.c.number).where(ENTRY.c.centre == LINE.c.centre, ENTRY.c.number == LINE.c.number)
    query = select(func.min(LINE.c.number)).where(LINE.c.centre == centre, ~entry.exists())
    found: int | None = connection.execute(query).scalar()
    return found
