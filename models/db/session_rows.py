"""Sessions as rows, the cells they take and the claim that PostgreSQL guards."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import RowMapping, Table

from models.calendar import Window
from models.centre import Space, SpaceId
from models.db.tables import SessionCellRow, SessionRow
from models.hold import SessionStatus
from models.programme.cell import cells, units_of
from models.programme.session import CancelledBy, Session

SESSION: Table = SessionRow.__table__  # type: ignore[assignment]
CELL: Table = SessionCellRow.__table__  # type: ignore[assignment]

_AS_THEY_ARE = (
    *("id", "series", "day", "kind", "organiser", "coach", "places", "expected", "price_plan", "reason"),
    *("cancelled_at", "checked_in_at", "released_at", "detached", "external_id", "version", "modified"),
)
"""Columns that are called as their field is and hold what it holds."""

_COLUMNS = tuple(column.name for column in SESSION.c)


def session_row(centre: str, session: Session, space: Space | None) -> tuple[Any, ...]:
    """In the order of the table's columns."""
    known = {name: getattr(session, name) for name in _AS_THEY_ARE} | {
        "centre": centre,
        "space": session.space,
        "units": list(session.units),
        "title": dict(session.title),
        "start_at": session.window.start,
        "end_at": session.window.end,
        "status": session.status.value,
        "cancelled_by": session.cancelled_by.value,
        "claim": _claim(centre, session.space, units_of(session, space)),
    }
    return tuple(known[name] for name in _COLUMNS)


def cell_rows(centre: str, session: Session, space: Space | None) -> list[tuple[Any, ...]]:
    """In the order of the table's columns."""
    return [(centre, session.space, unit, start, session.id) for unit, start in cells(session, space)]


def session(row: RowMapping) -> Session:
    """The value of a row."""
    return Session(
        **{name: row[name] for name in _AS_THEY_ARE},
        space=SpaceId(row["space"]),
        units=tuple(row["units"]),
        title=row["title"],
        window=Window(row["start_at"], row["end_at"]),
        status=SessionStatus(row["status"]),
        cancelled_by=CancelledBy(row["cancelled_by"]),
    )


def _claim(centre: str, space: str, units: Sequence[str]) -> str | None:
    """A point for each part: 62 bits of a hash, so that two parts of a thousand centres do not meet by chance."""
    points = (f"{centre}\n{space}\n{unit}".encode() for unit in units)
    numbers = [int.from_bytes(blake2b(point, digest_size=8).digest(), "big") >> 2 for point in points]
    return "{" + ",".join(f"[{n},{n}]" for n in sorted(numbers)) + "}" if numbers else None
