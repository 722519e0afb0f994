"""Bookings in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Table, select

from models.booking import Booking, BookingStatus
from models.calendar import Window
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import BookingRow
from models.db.upsert import upsert

_TABLE: Table = BookingRow.__table__  # type: ignore[assignment]


class SqlBookings:
    """The bookings of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, bookings: Sequence[Booking]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, (_row(self._centre, booking) for booking in bookings))

    def within(self, window: Window) -> list[Booking]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre)
            .where(_TABLE.c.end_at > window.start, _TABLE.c.start_at < window.end)
            .order_by(_TABLE.c.start_at, _TABLE.c.space, _TABLE.c.id)
        )
        with self._connections.reading() as connection:
            return [_booking(row) for row in connection.execute(query).mappings()]


def _row(centre: str, booking: Booking) -> tuple[Any, ...]:
    return (
        centre,
        booking.id,
        booking.space,
        booking.window.start,
        booking.window.end,
        dict(booking.title),
        int(booking.seats),
        booking.status.value,
    )


def _booking(row: RowMapping) -> Booking:
    return Booking(
        id=row["id"],
        space=SpaceId(row["space"]),
        window=Window(row["start_at"], row["end_at"]),
        title=row["title"],
        seats=row["seats"],
        status=BookingStatus(row["status"]),
    )
