"""Bookings in the database: under the centre's clock nobody gets a seat that another has just taken."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Table, select, update

from models.centre import Centre
from models.db.booking_rows import bookings_of, find_booking, put_bookings, tallies_of
from models.db.connection import Connections
from models.db.parts import parts
from models.db.programme_clock import tick
from models.db.tables import PartyRow
from models.db.timetable import announce, kept_sessions, touch
from models.db.upsert import upsert
from models.hold import OVER
from models.programme.booking import SEATED, Booking, BookingStatus, Party, Tally
from models.programme.ports import ChangedMeanwhileError, FullError
from models.programme.seating import changed, giving_way, seated_anew, seats_taken, taking_turns
from models.programme.session import Session
from models.programme.who import Who

PARTY: Table = PartyRow.__table__  # type: ignore[assignment]


class SqlBookings:
    """The bookings and parties of one centre."""

    def __init__(self, connections: Connections, centre: Centre) -> None:
        self._connections = connections
        self._centre = centre

    def of_sessions(self, sessions: Collection[str]) -> list[Booking]:
        with self._connections.reading() as connection:
            return bookings_of(connection, self._centre.id, sessions)

    def tallies(self, sessions: Collection[str]) -> list[Tally]:
        with self._connections.reading() as connection:
            return tallies_of(connection, self._centre.id, sessions)

    def book(self, booking: Booking) -> Booking:
        with self._connections.writing() as connection:
            now = tick(connection, self._centre.id)
            known = find_booking(connection, self._centre.id, booking.id)
            if known is not None and known.session != booking.session:
                raise ChangedMeanwhileError(f"booking '{booking.id}' is one of session '{known.session}'")
            if known is not None:
                return known
            session = self._bookable(connection, booking.session)
            others = bookings_of(connection, self._centre.id, [session.id])
            status = taking_turns(booking, others, session.places)
            kept = replace(booking, status=status, seated=status in SEATED)
            self._keep(connection, session, others, [kept], now)
            return kept

    def change(
        self, booking: str, expected: Collection[BookingStatus], to: BookingStatus, at: datetime
    ) -> Booking:
        with self._connections.writing() as connection:
            now = tick(connection, self._centre.id)
            known = find_booking(connection, self._centre.id, booking)
            if known is None:
                raise LookupError(f"booking '{booking}' is not known")
            if known.status not in expected:
                raise ChangedMeanwhileError(f"booking '{booking}' is {known.status}")
            (session,) = kept_sessions(connection, self._centre, [known.session])
            before = bookings_of(connection, self._centre.id, [session.id])
            moved = changed(known, to, at)
            self._keep(connection, session, before, [moved, *_consequences(before, moved, session, at)], now)
            return moved

    def parties(self, ids: Collection[str]) -> list[Party]:
        found: list[Party] = []
        with self._connections.reading() as connection:
            for some in parts(ids):
                query = select(PARTY).where(PARTY.c.centre == self._centre.id, PARTY.c.id.in_(some))
                rows = connection.execute(query.order_by(PARTY.c.id)).mappings()
                found += map(_party, rows)
        return found

    def put_party(self, party: Party) -> None:
        with self._connections.writing() as connection:
            put_parties(connection, self._centre.id, [party])

    def forget_codes(self, at: datetime) -> int:
        due = (PARTY.c.centre == self._centre.id, PARTY.c.delete_after <= at)
        with self._connections.writing() as connection:
            return connection.execute(update(PARTY).where(*due).values(code="", delete_after=None)).rowcount

    def _bookable(self, connection: Connection, key: str) -> Session:
        found = kept_sessions(connection, self._centre, [key])
        if not found or not found[0].held:
            raise LookupError(f"session '{key}' is not held")
        if not found[0].places:
            raise LookupError(f"session '{key}' books no places")
        return found[0]

    def _keep(
        self,
        connection: Connection,
        session: Session,
        before: Sequence[Booking],
        changes: Sequence[Booking],
        modified: int,
    ) -> None:
        """Keep what changed; the session changes with its booked seats, and with any booking once it is over: who came to it
        is what it is paid for."""
        put_bookings(connection, self._centre.id, changes)
        after = {one.id: one for one in (*before, *changes)}.values()
        if seats_taken(after) != seats_taken(before):
            touch(connection, self._centre, replace(session, modified=modified))
        elif session.status in OVER:
            announce(connection, self._centre, replace(session, modified=modified))


def put_parties(connection: Connection, centre: str, parties: Sequence[Party]) -> None:
    """Insert or replace by id."""
    rows = (
        (centre, one.id, one.code, one.pays_as and one.pays_as.value, one.delete_after) for one in parties
    )
    upsert(connection, PARTY, rows)


def _party(row: RowMapping) -> Party:
    known = {name: row[name] for name in Party.__dataclass_fields__}
    return Party(**known | {"pays_as": Who(row["pays_as"]) if row["pays_as"] else None})


def _consequences(before: Sequence[Booking], moved: Booking, session: Session, at: datetime) -> list[Booking]:
    """Who moves up, or who gives way to somebody who stands there. Raises FullError."""
    others = [one for one in before if one.id != moved.id]
    if seats_taken([moved]) and not seats_taken(one for one in before if one.id == moved.id):
        given = giving_way(others, moved.seats, session.places)
        if given is None:
            raise FullError(f"session '{session.id}' has no {moved.seats} free of {session.places} places")
        return [replace(one, status=BookingStatus.RELEASED) for one in given]
    return seated_anew([*others, moved], session, at)
