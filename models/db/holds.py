"""The sessions of the database as the facts and the live board see them: spans of spaces with their seats."""

from sqlalchemy import func, select

from models.calendar import Window
from models.db.booking_rows import BOOKING
from models.db.connection import Connections
from models.db.session_rows import SESSION, session
from models.hold import Hold
from models.programme.booking import SEATED
from models.programme.seating import as_hold

_SEATED = sorted(SEATED)


class SqlHolds:
    """The holds of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def within(self, window: Window) -> list[Hold]:
        booked = (
            select(func.sum(BOOKING.c.seats))
            .where(BOOKING.c.centre == SESSION.c.centre, BOOKING.c.session == SESSION.c.id)
            .where(BOOKING.c.status.in_(_SEATED))
            .scalar_subquery()
            .label("booked")
        )
        query = (
            select(SESSION, booked)
            .where(SESSION.c.centre == self._centre)
            .where(SESSION.c.end_at > window.start, SESSION.c.start_at < window.end)
            .order_by(SESSION.c.start_at, SESSION.c.space, SESSION.c.id)
        )
        with self._connections.reading() as connection:
            rows = connection.execute(query).mappings()
            holds = [as_hold(session(row), int(row["booked"] or 0)) for row in rows]
        # A released one may have ended before the window begins.
        return [hold for hold in holds if hold.window.end > window.start]
