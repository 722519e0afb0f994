"""Bookings as rows, read and written inside somebody's transaction."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from models.db.parts import parts
from models.db.tables import BookingRow
from models.db.upsert import upsert
from models.programme.booking import Booking, BookingSource, BookingStatus, Tally
from models.programme.who import Who

BOOKING: Table = BookingRow.__table__  # type: ignore[assignment]

_AS_THEY_ARE = (
    "id",
    "session",
    "party",
    "seats",
    "booked_at",
    "cancelled_at",
    "checked_in_at",
    "seated",
    "external_id",
)
_COLUMNS = tuple(column.name for column in BOOKING.c)


def bookings_of(connection: Connection, centre: str, sessions: Collection[str]) -> list[Booking]:
    """By session, then booked_at, then id."""
    found: list[Booking] = []
    for some in parts(sessions):
        query = select(BOOKING).where(BOOKING.c.centre == centre, BOOKING.c.session.in_(some))
        found += [_booking(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda one: (one.session, one.booked_at, one.id))


def tallies_of(connection: Connection, centre: str, sessions: Collection[str]) -> list[Tally]:
    """How many bookings of each session are in which state."""
    state = (BOOKING.c.session, BOOKING.c.status, BOOKING.c.seated)
    found: list[Tally] = []
    for some in parts(sessions):
        query = select(*state, func.count()).where(BOOKING.c.centre == centre, BOOKING.c.session.in_(some))
        rows = connection.execute(query.group_by(*state)).all()
        found += [
            Tally(session=row[0], status=BookingStatus(row[1]), seated=row[2], bookings=row[3])
            for row in rows
        ]
    return found


def find_booking(connection: Connection, centre: str, key: str) -> Booking | None:
    """The one of an id, if it is kept."""
    query = select(BOOKING).where(BOOKING.c.centre == centre, BOOKING.c.id == key)
    row = connection.execute(query).mappings().first()
    return _booking(row) if row else None


def put_bookings(connection: Connection, centre: str, bookings: Sequence[Booking]) -> None:
    """Insert or replace by id."""
    upsert(connection, BOOKING, (_row(centre, booking) for booking in bookings))


def _row(centre: str, booking: Booking) -> tuple[Any, ...]:
    known = {name: getattr(booking, name) for name in _AS_THEY_ARE}
    known |= {"centre": centre, "status": booking.status.value, "source": booking.source.value}
    known["pays_as"] = booking.pays_as and booking.pays_as.value
    known["seated"] = booking.had_seat  # whatever becomes of it next
    return tuple(known[name] for name in _COLUMNS)


def _booking(row: RowMapping) -> Booking:
    return Booking(
        **{name: row[name] for name in _AS_THEY_ARE},
        status=BookingStatus(row["status"]),
        source=BookingSource(row["source"]),
        pays_as=Who(row["pays_as"]) if row["pays_as"] else None,
    )
