"""From the programme of a centre to the history that demand is learned from: sessions, who came, who waited."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.calendar import Calendar
from models.centre import Centre
from models.demand.block import Block, block_of
from models.demand.history import Occasion, PastSession
from models.demand.segment import Segment, segment_of
from models.hold import SessionStatus
from models.programme.activity import Organiser
from models.programme.attendance import Attendance, counted
from models.programme.booking import CALLED_OFF, SEATED, Booking, BookingStatus
from models.programme.ports import Chronicle
from models.programme.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and among whom sessions are held. told: kind of activity -> who comes, where somebody said so."""

    centre: Centre
    calendar: Calendar
    organisers: Mapping[str, Organiser]
    told: Mapping[str, Segment] = field(default_factory=dict)

    def occasion(self, session: Session) -> Occasion:
        """The programme, the people and the block of the week that a session belongs to."""
        organiser = self.organisers.get(session.organiser)
        zone = self.centre.spaces[session.space].zone
        return Occasion(
            programme=session.series or session.kind,
            segment=segment_of(session.kind, zone, organiser.kind if organiser else None, self.told),
            block=self.block(session),
        )

    def block(self, session: Session) -> Block:
        """By local time and by what kind of day it is."""
        start = session.window.start.astimezone(self.centre.zone_info)
        minutes = round(session.window.hours * 60)
        return block_of(self.calendar.day_type(start.date()), start.time(), minutes)

    def places(self, session: Session) -> int | None:
        """How many the session could take: its own places, or what the whole space may hold; None = nobody knows."""
        return session.places or self.centre.spaces[session.space].limit(session.day)


def history_of(setting: Setting, chronicle: Chronicle) -> list[PastSession]:
    """Sessions that were held and counted. One of which nobody knows whether people came is left out: that is not 0."""
    attendances: dict[str, list[Attendance]] = defaultdict(list)
    for attendance in chronicle.attendances:
        attendances[attendance.session].append(attendance)
    bookings: dict[str, list[Booking]] = defaultdict(list)
    for booking in chronicle.bookings:
        bookings[booking.session].append(booking)
    return [
        _past(setting, session, came, bookings[session.id])
        for session in chronicle.sessions
        if (came := _came(session, attendances[session.id])) is not None
    ]


def _came(session: Session, attendances: Sequence[Attendance]) -> int | None:
    if session.status is SessionStatus.NO_SHOW:
        return 0
    known = counted(attendances) if session.status is SessionStatus.DONE else None
    return known.people if known else None


def _past(setting: Setting, session: Session, came: int, bookings: Sequence[Booking]) -> PastSession:
    """Only people who came make a session full: of a booked-out one that stayed half empty more booked places would not
    have been filled either, so that those who came are all there is to know."""
    places = setting.places(session)
    seated = max(came, sum(one.seats for one in bookings if one.status in SEATED))
    booked_out = places is not None and seated >= places
    waiting = sum(one.seats for one in bookings if _waited(one, session.window.start))
    return PastSession(
        occasion=setting.occasion(session),
        came=came,
        full=places is not None and came >= places,
        waiting=waiting if booked_out and waiting else None,
    )


def _waited(booking: Booking, start: datetime) -> bool:
    """To the very start: whoever gave up earlier may have changed their mind."""
    if booking.status is BookingStatus.WAITING:
        return True
    to_the_end = booking.cancelled_at is not None and booking.cancelled_at >= start
    return booking.status in CALLED_OFF and not booking.had_seat and to_the_end
