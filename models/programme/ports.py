"""What the programme's services need from outside. One bundle per centre, behind models.ports.Ports.programme."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.calendar import Window
from models.centre import SpaceId
from models.programme.activity import ActivityKind, Organiser
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus, Party, Tally
from models.programme.series import Series
from models.programme.session import Session


class DoubleBookedError(Exception):
    """The database refused: a quarter hour of the space is somebody else's. taken: the sessions that hold it."""

    def __init__(self, taken: Sequence[Session]) -> None:
        super().__init__(", ".join(one.id for one in taken))
        self.taken = tuple(taken)


class ChangedMeanwhileError(Exception):
    """Somebody else changed it since it was read; nothing was written."""


class SeriesChangedError(ChangedMeanwhileError):
    """The same of a series: to plan its sessions anew would not help."""


class FullError(Exception):
    """More seats would be taken than the session has places; nothing was written."""


class Offerings(Protocol):
    """Kinds of activity, organisers and series of one centre. Every put inserts or replaces by id."""

    def kinds(self) -> list[ActivityKind]: ...
    def put_kind(self, kind: ActivityKind) -> None: ...
    def organisers(self) -> list[Organiser]: ...
    def put_organiser(self, organiser: Organiser) -> None: ...
    def all_series(self) -> list[Series]: ...
    def put_series(self, series: Sequence[Series]) -> list[Series]:
        """Keep them all in one transaction and return them as they are kept now, each version raised by one.

        version: the one that was read, 0 = it is new. Raises SeriesChangedError; then nothing was written.
        """
        ...


class Sessions(Protocol):
    """The sessions of one centre and the quarter hours that they take."""

    def within(self, window: Window, spaces: Collection[SpaceId] | None = None) -> list[Session]:
        """Sessions of any status that overlap the window, by start and then space."""
        ...

    def find(self, ids: Collection[str]) -> list[Session]: ...

    def of_series(self, series: str, since: datetime) -> list[Session]:
        """Its sessions that end after an instant, by start."""
        ...

    def write(
        self, sessions: Sequence[Session], *, unbooked: Collection[str] = (), at: datetime | None = None
    ) -> list[Session]:
        """Insert or replace by id in one transaction, take and free the cells, give each a new `modified`.

        A version other than the kept one raises ChangedMeanwhileError, a taken quarter hour DoubleBookedError, fewer
        places than seats taken FullError; then nothing was written. Open bookings end with their session: cancelled by
        the centre, or released. Says what facts must be worked out again. Returns them as they are kept now.

        unbooked: ids of sessions that are written only because nobody booked or waits; ChangedMeanwhileError otherwise.
        at: the instant of the deed; whoever waits moves up only into a session that begins later.
        """
        ...

    def modified_by_series(self) -> Mapping[str, int]:
        """Series -> the highest `modified` of its sessions."""
        ...

    def modified_after(self, modified: int, last: str, limit: int) -> list[Session]:
        """The next sessions of a feed, in the order (modified, id)."""
        ...


class Bookings(Protocol):
    """The bookings of one centre. Every method is one transaction and keeps sum(seats of SEATED) <= places."""

    def of_sessions(self, sessions: Collection[str]) -> list[Booking]:
        """By session, then booked_at, then id."""
        ...

    def tallies(self, sessions: Collection[str]) -> list[Tally]:
        """How many are in which state; tallied(of_sessions()) without reading them one by one. In no order."""
        ...

    def book(self, booking: Booking) -> Booking:
        """Take the seats, or wait when they are not free: the kept booking says which. The same id again is the same
        booking (nothing happens). Nobody overtakes who waits already. Raises LookupError for a session that is not
        held or books no places, ChangedMeanwhileError for an id that is a booking of another session."""
        ...

    def change(
        self, booking: str, expected: Collection[BookingStatus], to: BookingStatus, at: datetime
    ) -> Booking:
        """Move it to another status; before the session starts, waiting bookings move up in order. Later a seat is for
        who stands there: one that comes in takes a free seat or that of a no-show, which is released.

        Raises ChangedMeanwhileError when it is in none of the expected states, LookupError when there is no such
        booking, FullError when no seat can be had."""
        ...

    def parties(self, ids: Collection[str]) -> list[Party]: ...
    def put_party(self, party: Party) -> None: ...
    def forget_codes(self, at: datetime) -> int:
        """Empty the code of each party whose time has come, and keep all else of it; how many."""
        ...


class Attendances(Protocol):
    """What was counted, by session and source."""

    def of_sessions(self, sessions: Collection[str]) -> list[Attendance]: ...
    def put(self, attendances: Sequence[Attendance]) -> None: ...
    def remove(self, session: str, source: AttendanceSource) -> None:
        """Forget what one source said of a session."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """Sessions and all that became of them, as somebody else kept them: a simulated year, an old system's export."""

    sessions: Sequence[Session] = ()
    parties: Sequence[Party] = ()
    bookings: Sequence[Booking] = ()
    attendances: Sequence[Attendance] = ()


class Programme(Protocol):
    """The programme of one centre."""

    @property
    def offerings(self) -> Offerings: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def bookings(self) -> Bookings: ...
    @property
    def attendances(self) -> Attendances: ...
    def put(
        self, series: Sequence[Series], sessions: Sequence[Session], *, unbooked: Collection[str] = ()
    ) -> list[Series]:
        """Series and what becomes of their sessions in one transaction: whoever dies midway leaves both as they were.

        Returns the series as they are kept now; raises as put_series() and Sessions.write().
        """
        ...

    def restore(self, chronicle: Chronicle, *, counted: bool = False) -> None:
        """Insert or replace all of it by id in one transaction, in bulk; twice is the same as once.

        Cells and their laws hold as in write(); whoever restores answers for seats and places. counted: whether the facts
        know of it already. Raises DoubleBookedError.
        """
        ...
