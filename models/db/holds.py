"""The sessions of the database as the facts and the live board see them: spans of spaces with their seats."""

from sqlalchemy import RowMapping, func, select

from models.calendar import Window
from models.centre import SpaceId
from models.db.booking_rows import BOOKING
from models.db.connection import Connections
from models.db.session_rows import SESSION
from models.hold import Hold, SessionStatus
from models.programme.booking import SEATED

_COLUMNS = ("id", "space", "title", "start_at", "end_at", "places", "expected", "status", "released_at")
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
            select(*(SESSION.c[name] for name in _COLUMNS), booked)
            .where(SESSION.c.centre == self._centre)
            .where(SESSION.c.end_at > window.start, SESSION.c.start_at < window.end)
            .order_by(SESSION.c.start_at, SESSION.c.space, SESSION.c.id)
        )
        with self._connections.reading() as connection:
            holds = [_hold(row) for row in connection.execute(query).mappings()]
        return [hold for hold in holds if hold.window.end > window.start]


def _hold(row: RowMapping) -> Hold:
    status = SessionStatus(row["status"])
    end = row["released_at"] if status is SessionStatus.RELEASED and row["released_at"] else row["end_at"]
    return Hold(
        id=row["id"],
        space=SpaceId(row["space"]),
        window=Window(row["start_at"], max(row["start_at"], min(end, row["end_at"]))),
        title=row["title"],
        seats=int(row["booked"] or 0) if row["places"] else row["expected"],
        status=status,
    )
