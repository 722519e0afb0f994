"""What was counted of each session, by source, in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, delete, select

from models.centre import Centre
from models.db.connection import Connections
from models.db.parts import parts
from models.db.tables import AttendanceRow
from models.db.upsert import upsert
from models.programme.attendance import Attendance, AttendanceSource

_TABLE: Table = AttendanceRow.__table__  # type: ignore[assignment]


_READ = tuple(_TABLE.c[name] for name in ("session", "source", "people", "concession", "at", "by"))


class SqlAttendances:
    """The attendances of one centre."""

    def __init__(self, connections: Connections, centre: Centre) -> None:
        self._connections = connections
        self._centre = centre

    def of_sessions(self, sessions: Collection[str]) -> list[Attendance]:
        found: list[Attendance] = []
        with self._connections.reading() as connection:
            for some in parts(sessions):
                query = select(*_READ).where(_TABLE.c.centre == self._centre.id, _TABLE.c.session.in_(some))
                rows = connection.execute(query.order_by(_TABLE.c.session, _TABLE.c.source)).all()
                found += [_attendance(*row) for row in rows]
        return found

    def put(self, attendances: Sequence[Attendance]) -> None:
        with self._connections.writing() as connection:
            put_attendances(connection, self._centre.id, attendances)

    def remove(self, session: str, source: AttendanceSource) -> None:
        this = (_TABLE.c.session == session) & (_TABLE.c.source == source.value)
        with self._connections.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.centre == self._centre.id, this))


def put_attendances(connection: Connection, centre: str, attendances: Sequence[Attendance]) -> None:
    """Insert or replace by session and source."""
    rows = (
        (centre, one.session, one.source.value, one.people, one.concession, one.at, one.by)
        for one in attendances
    )
    upsert(connection, _TABLE, rows)


def _attendance(
    session: str, source: str, people: int, concession: int | None, at: datetime, by: str
) -> Attendance:
    """In the order of _READ."""
    told = AttendanceSource(source)
    return Attendance(session=session, source=told, people=people, concession=concession, at=at, by=by)
