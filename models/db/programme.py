"""The programme of a centre in the database, and how a whole chronicle of it is put back."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from models.centre import Centre
from models.db.attendances import SqlAttendances, put_attendances
from models.db.booking_rows import put_bookings
from models.db.bookings import SqlBookings, put_parties
from models.db.connection import Connections
from models.db.offerings import SqlOfferings, put_series
from models.db.programme_clock import tick
from models.db.recounts import ask
from models.db.session_rows import SESSION, session_row
from models.db.timetable import SqlTimetable, check_place, in_the_way, take_cells, write_sessions
from models.db.upsert import upsert
from models.programme.ports import Attendances, Bookings, Chronicle, DoubleBookedError, Offerings, Sessions
from models.programme.series import Series
from models.programme.session import Session


class SqlProgramme:
    """The programme of one centre."""

    def __init__(self, connections: Connections, centre: Centre) -> None:
        self._connections = connections
        self._centre = centre
        self.offerings: Offerings = SqlOfferings(connections, centre.id)
        self.sessions: Sessions = SqlTimetable(connections, centre)
        self.bookings: Bookings = SqlBookings(connections, centre)
        self.attendances: Attendances = SqlAttendances(connections, centre)

    def put(
        self, series: Sequence[Series], sessions: Sequence[Session], *, unbooked: Collection[str] = ()
    ) -> list[Series]:
        try:
            with self._connections.writing() as connection:
                kept = put_series(connection, self._centre.id, series)
                if sessions:
                    write_sessions(connection, self._centre, sessions, unbooked)
        except IntegrityError as error:
            raise DoubleBookedError(self._in_the_way(sessions)) from error
        return kept

    def restore(self, chronicle: Chronicle, *, counted: bool = False) -> None:
        try:
            with self._connections.writing() as connection:
                self._restore(connection, chronicle, counted)
        except IntegrityError as error:
            raise DoubleBookedError(self._in_the_way(chronicle.sessions)) from error

    def _in_the_way(self, sessions: Sequence[Session]) -> list[Session]:
        with self._connections.reading() as connection:
            return in_the_way(connection, self._centre, sessions)

    def _restore(self, connection: Connection, chronicle: Chronicle, counted: bool) -> None:
        first = tick(connection, self._centre.id, max(1, len(chronicle.sessions)))
        sessions = [replace(one, modified=first + n) for n, one in enumerate(chronicle.sessions)]
        for one in sessions:
            check_place(self._centre, one)
        rows = (session_row(self._centre.id, one, self._centre.spaces[one.space]) for one in sessions)
        upsert(connection, SESSION, rows)
        take_cells(connection, self._centre, sessions)
        put_parties(connection, self._centre.id, chronicle.parties)
        put_bookings(connection, self._centre.id, chronicle.bookings)
        put_attendances(connection, self._centre.id, chronicle.attendances)
        if not counted:
            ask(connection, self._centre.id, [(one.space, one.window) for one in sessions])
