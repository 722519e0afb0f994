"""The sessions of a centre in the database: whoever writes first has the quarter hour, and nobody else can."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from models.calendar import SLOT, Window, floor_slot
from models.centre import Centre, SpaceId
from models.db.booking_rows import bookings_of, put_bookings
from models.db.connection import Connections
from models.db.parts import parts
from models.db.programme_clock import tick
from models.db.recounts import ask
from models.db.session_rows import CELL, SESSION, cell_rows, session, session_row
from models.db.upsert import insert, upsert
from models.programme.booking import OPEN
from models.programme.cell import units_of, unknown_unit
from models.programme.ports import ChangedMeanwhileError, DoubleBookedError, FullError
from models.programme.seating import following, seats_taken
from models.programme.session import Session, clashes


class SqlTimetable:
    """The programme's Sessions of one centre (a web session is something else)."""

    def __init__(self, connections: Connections, centre: Centre) -> None:
        self._connections = connections
        self._centre = centre

    def within(self, window: Window, spaces: Collection[SpaceId] | None = None) -> list[Session]:
        query = self._query().where(SESSION.c.end_at > window.start, SESSION.c.start_at < window.end)
        if spaces is not None:
            query = query.where(SESSION.c.space.in_(sorted(spaces)))
        return self._read(query.order_by(SESSION.c.start_at, SESSION.c.space, SESSION.c.id))

    def find(self, ids: Collection[str]) -> list[Session]:
        with self._connections.reading() as connection:
            return kept_sessions(connection, self._centre, ids)

    def of_series(self, series: str, since: datetime) -> list[Session]:
        query = self._query().where(SESSION.c.series == series, SESSION.c.end_at > since)
        return self._read(query.order_by(SESSION.c.start_at, SESSION.c.id))

    def modified_after(self, modified: int, last: str, limit: int) -> list[Session]:
        place = tuple_(SESSION.c.modified, SESSION.c.id)
        query = self._query().where(place > tuple_(modified, last)).limit(limit)
        return self._read(query.order_by(SESSION.c.modified, SESSION.c.id))

    def modified_by_series(self) -> Mapping[str, int]:
        ours = (SESSION.c.centre == self._centre.id) & (SESSION.c.series != "")
        query = select(SESSION.c.series, func.max(SESSION.c.modified)).where(ours).group_by(SESSION.c.series)
        with self._connections.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def write(
        self, sessions: Sequence[Session], *, unbooked: Collection[str] = (), at: datetime | None = None
    ) -> list[Session]:
        try:
            with self._connections.writing() as connection:
                return write_sessions(connection, self._centre, sessions, unbooked, at)
        except IntegrityError as error:  # a cell or a claim: only who went past this program comes so far
            raise DoubleBookedError(self._in_the_way(sessions)) from error

    def _in_the_way(self, sessions: Sequence[Session]) -> list[Session]:
        with self._connections.reading() as connection:
            return in_the_way(connection, self._centre, sessions)

    def _query(self) -> Select[Any]:
        return select(SESSION).where(SESSION.c.centre == self._centre.id)

    def _read(self, query: Select[Any]) -> list[Session]:
        with self._connections.reading() as connection:
            return [session(row) for row in connection.execute(query).mappings().all()]


def check_place(centre: Centre, one: Session) -> None:
    """Raises ValueError when the centre has no such space, or the space no such part."""
    space = centre.spaces.get(one.space)
    if space is None:
        raise ValueError(f"session '{one.id}': centre '{centre.id}' has no space '{one.space}'")
    if (unit := unknown_unit(one, space)) is not None:
        raise ValueError(f"session '{one.id}': space '{space.id}' has no unit '{unit}'")


def kept_sessions(connection: Connection, centre: Centre, ids: Collection[str]) -> list[Session]:
    """Those of the ids that are kept, by id."""
    found: list[Session] = []
    for some in parts(ids):
        query = select(SESSION).where(SESSION.c.centre == centre.id, SESSION.c.id.in_(some))
        found += [session(row) for row in connection.execute(query.order_by(SESSION.c.id)).mappings().all()]
    return found


def announce(connection: Connection, centre: Centre, one: Session) -> None:
    """Keep a session, so that whoever follows changes hears of it."""
    upsert(connection, SESSION, [session_row(centre.id, one, centre.spaces.get(one.space))])


def touch(connection: Connection, centre: Centre, one: Session) -> None:
    """What a booking changed in a session: feeds hear of it, and its facts are worked out again."""
    announce(connection, centre, one)
    ask(connection, centre.id, [(one.space, one.window)])


def tell_again(connection: Connection, centre: str, plan: str, since: datetime) -> None:
    """Sessions from an instant on whose price is another now: feeds hear of them, nothing else of them changes."""
    ours = (SESSION.c.centre == centre) & (SESSION.c.price_plan == plan) & (SESSION.c.start_at >= since)
    connection.execute(update(SESSION).where(ours).values(modified=tick(connection, centre)))


def take_cells(connection: Connection, centre: Centre, sessions: Iterable[Session]) -> None:
    """Free what they took before and take what they take now. Raises IntegrityError for a cell that is taken."""
    these = list(sessions)
    for some in parts([one.id for one in these]):
        connection.execute(delete(CELL).where(CELL.c.centre == centre.id, CELL.c.session.in_(some)))
    rows = (row for one in these for row in cell_rows(centre.id, one, centre.spaces.get(one.space)))
    insert(connection, CELL, rows)


def write_sessions(
    connection: Connection,
    centre: Centre,
    sessions: Sequence[Session],
    unbooked: Collection[str] = (),
    at: datetime | None = None,
) -> list[Session]:
    """As Sessions.write() says; an IntegrityError is of a cell or a claim that is taken."""
    first = tick(connection, centre.id, max(1, len(sessions)))
    before = {one.id: one for one in kept_sessions(connection, centre, [one.id for one in sessions])}
    stale = [one for one in sessions if one.id in before and before[one.id].version != one.version]
    if stale:
        raise ChangedMeanwhileError(stale[0].id)
    for (
        one
    ) in sessions:  # what stays where it was may end there, though its place is no longer in the centre file
        if one.id not in before or _place(before[one.id]) != _place(one):
            check_place(centre, one)
    for booking in bookings_of(connection, centre.id, unbooked):
        if booking.status in OPEN:
            raise ChangedMeanwhileError(booking.session)
    if taken := in_the_way(connection, centre, sessions):
        raise DoubleBookedError(taken)
    written = [
        replace(one, version=one.version + (one.id in before), modified=first + n)
        for n, one in enumerate(sessions)
    ]
    upsert(
        connection, SESSION, (session_row(centre.id, one, centre.spaces.get(one.space)) for one in written)
    )
    take_cells(connection, centre, written)
    for one in written:
        if one.id in before:
            _bookings_follow(connection, centre, one, at)
    ask(connection, centre.id, [(one.space, one.window) for one in (*before.values(), *written)])
    return written


def _place(one: Session) -> tuple[SpaceId, Collection[str], Window]:
    return one.space, one.units, one.window


def _bookings_follow(connection: Connection, centre: Centre, one: Session, at: datetime | None) -> None:
    """What a session's change means for who booked it. Raises FullError when seats are taken that it no longer has."""
    bookings = bookings_of(connection, centre.id, [one.id])
    put_bookings(connection, centre.id, following(bookings, one, at))
    if one.held and one.places and seats_taken(bookings) > one.places:
        raise FullError(f"session '{one.id}': {seats_taken(bookings)} seats are taken, {one.places} is fewer")


def in_the_way(connection: Connection, centre: Centre, sessions: Sequence[Session]) -> list[Session]:
    """Other sessions, kept or among these, that want a quarter hour which these want."""
    taking = [one for one in sessions if units_of(one, centre.spaces.get(one.space))]
    if not taking:
        return []
    span = Window(
        floor_slot(min(one.window.start for one in taking)), max(one.window.end for one in taking) + SLOT
    )
    query = (
        select(SESSION)
        .where(SESSION.c.centre == centre.id, SESSION.c.space.in_(sorted({one.space for one in taking})))
        .where(SESSION.c.end_at > span.start, SESSION.c.start_at < span.end)
    )
    written = {one.id for one in sessions}
    others = [session(row) for row in connection.execute(query).mappings() if row["id"] not in written]
    return _clashing(taking, [*others, *taking])


def _clashing(taking: Sequence[Session], others: Sequence[Session]) -> list[Session]:
    by_slot: dict[tuple[SpaceId, datetime], list[Session]] = defaultdict(list)
    for other in others:
        for slot in other.window.slots():
            by_slot[other.space, slot.start].append(other)
    found = {
        other.id: other
        for one in taking
        for slot in one.window.slots()
        for other in by_slot[one.space, slot.start]
        if clashes(one, other)
    }
    return sorted(found.values(), key=lambda one: (one.window, one.id))
