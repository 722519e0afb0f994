"""What the house does by itself as time passes: sessions end or are given back, and sensors count who came."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.calendar import Window
from models.hold import SessionStatus
from models.job import JobRun
from models.ports import Ports
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus
from models.programme.fate import Fate, fate
from models.programme.ports import ChangedMeanwhileError, DoubleBookedError, FullError, Programme
from models.programme.session import Session
from models.programme.who import entitled
from models.services.advising import propose_ahead
from models.services.carrying import carry_left
from models.services.deed import note
from models.services.dispatch import deliver, make_scheduled
from models.services.effects import follow
from models.services.fees import charge_fees
from models.services.forecasting import forecast
from models.services.never_begun import end_unbegun
from models.services.offerings import begin
from models.services.postings import post_events, post_rents
from models.services.presence import most_people, presence
from models.services.regeneration import regenerate
from models.services.surveys import forget_devices
from models.services.work_orders import charge_services

log = logging.getLogger(__name__)

SYSTEM = "system"
"""Who did it, in the audit trail, when nobody did."""

FIRST_LOOK = timedelta(days=31)
"""How far back the first run looks, and a day's look at what came late."""

LATE_FACTS = timedelta(days=2)
"""How long facts of a span may still change what sensors counted in it."""

_TOLD = frozenset({SessionStatus.NO_SHOW, SessionStatus.RELEASED})
"""What the house did to somebody, so that the audit trail tells it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A row of JOBS. work: (ports, since, now) -> how many things changed; since: when it last went well."""

    every: timedelta
    work: Callable[[Ports, datetime, datetime], int]


def settle(ports: Ports, since: datetime, at: datetime) -> int:
    """Give every session that has begun the fate that it has by now."""
    programme = ports.programme
    if programme is None:
        return 0
    return _settle_all(ports, programme, programme.sessions.within(Window(since - LATE_FACTS, at)), at)


def _settle_all(ports: Ports, programme: Programme, sessions: Sequence[Session], at: datetime) -> int:
    begun = [one for one in sessions if one.status in (SessionStatus.CONFIRMED, SessionStatus.RUNNING)]
    bookings = _by_session(programme, begun)
    return sum(_settle(ports, programme, one, bookings.get(one.id, []), at) for one in begun)


def count(ports: Ports, since: datetime, at: datetime) -> int:
    """Write down for each ended session who came: by the desk's check-ins, and by sensors where they can tell."""
    programme = ports.programme
    if programme is None:
        return 0
    return _count_all(ports, programme, programme.sessions.within(Window(since - LATE_FACTS, at)), at)


def count_again(ports: Ports, _since: datetime, at: datetime) -> int:
    """As count(), for readings that came days late and for corrected doors: both change facts of sessions long over."""
    programme = ports.programme
    if programme is None:
        return 0
    return _count_all(ports, programme, programme.sessions.within(Window(at - FIRST_LOOK, at)), at)


def _count_all(ports: Ports, programme: Programme, sessions: Sequence[Session], at: datetime) -> int:
    ended = [one for one in sessions if one.status in (SessionStatus.DONE, SessionStatus.NO_SHOW)]
    ids = [one.id for one in ended]
    known = {(one.session, one.source): one.people for one in programme.attendances.of_sessions(ids)}
    found = [*_seen(ports, ended, at), *_checked_in(programme, ended, at)]
    new = [one for one in found if known.get((one.session, one.source)) != one.people]
    if new:
        programme.attendances.put(new)
    return len(new)


def look_back(ports: Ports, key: str, at: datetime) -> None:
    """Settle and count a session that was written down after it had ended: no turn of the jobs looks so far back."""
    programme = ports.programme
    if programme is not None:
        _settle_all(ports, programme, programme.sessions.find([key]), at)
        _count_all(ports, programme, programme.sessions.find([key]), at)


def plan(ports: Ports, _since: datetime, _at: datetime) -> int:
    """Series become sessions half a year ahead, by the calendar as it is now; a new centre gets the public kinds."""
    if ports.programme is None:
        return 0
    begin(ports)
    return len(regenerate(ports).plan.writes)


def forget(ports: Ports, _since: datetime, at: datetime) -> int:
    """Codes of those who have not booked for long are forgotten; what is counted of them stays."""
    return ports.programme.bookings.forget_codes(at) if ports.programme else 0


def forget_surveyed(ports: Ports, _since: datetime, _at: datetime) -> int:
    """Which devices answered is forgotten with the end of a survey."""
    return forget_devices(ports)


def charge(ports: Ports, _since: datetime, at: datetime) -> int:
    """What bookings of finished sessions owe stands in the book; it keeps its own place in the changes of sessions."""
    if ports.programme is None or ports.money is None:
        return 0
    return charge_fees(ports.centre, ports.calendar, ports.programme, ports.money, at)


def anchor(ports: Ports, _since: datetime, _at: datetime) -> int:
    """The head of the audit trail is kept outside the database, so that a trail that was cut is seen to be."""
    return ports.anchor()


JOBS: Mapping[str, Job] = {
    "timetable": Job(timedelta(hours=1), plan),
    "sessions": Job(timedelta(minutes=1), settle),
    "attendance": Job(timedelta(minutes=15), count),
    "late_attendance": Job(timedelta(days=1), count_again),
    "codes": Job(timedelta(hours=6), forget),
    "surveys": Job(timedelta(minutes=10), forget_surveyed),
    "postings": Job(timedelta(minutes=1), post_events),
    "rents": Job(timedelta(minutes=5), post_rents),
    "anchor": Job(timedelta(days=1), anchor),
    "fees": Job(timedelta(minutes=5), charge),
    "property": Job(timedelta(hours=1), charge_services),
    "decisions": Job(timedelta(minutes=5), carry_left),
    "never_begun": Job(timedelta(minutes=5), end_unbegun),
    "effects": Job(timedelta(days=1), follow),
    "forecasts": Job(timedelta(minutes=2), forecast),
    "advice": Job(timedelta(minutes=10), propose_ahead),
    "reports": Job(timedelta(minutes=10), make_scheduled),
    "deliveries": Job(timedelta(minutes=1), deliver),
}
"""To add one: a function here, and its name as `health.say.job.<key>`."""


def since(run: JobRun) -> datetime:
    """From when a job must look: its last good end, or far enough back when it never had one."""
    return run.good_at or run.started_at - FIRST_LOOK


def _settle(
    ports: Ports, programme: Programme, session: Session, bookings: list[Booking], at: datetime
) -> int:
    """Bookings first: a session that has its end is not looked at again. What somebody changed meanwhile is left for the
    next turn."""
    coming = fate(session, bookings, presence(ports, session, at), at)
    try:
        for booking, to in coming.bookings:
            programme.bookings.change(booking.id, [booking.status], to, at)
        if coming.session is not None:
            programme.sessions.write([coming.session], at=at)
    except ChangedMeanwhileError:
        return 0
    except (DoubleBookedError, FullError) as error:  # one that cannot be written keeps no other from its end
        log.warning("session %s of %s stays as it is: %s", session.id, ports.centre.id, error)
        return 0
    _tell(ports, coming, at)
    return len(coming.bookings) + (coming.session is not None)


def _tell(ports: Ports, coming: Fate, at: datetime) -> None:
    absent = [booking.id for booking, to in coming.bookings if to is BookingStatus.NO_SHOW]
    deeds = [("booking.no_show", key) for key in absent]
    if coming.session is not None and coming.session.status in _TOLD:
        deeds.append((f"session.{coming.session.status}", coming.session.id))
    for action, subject in deeds:
        note(ports, SYSTEM, action, subject, at)


def _by_session(programme: Programme, sessions: list[Session]) -> Mapping[str, list[Booking]]:
    found: dict[str, list[Booking]] = {}
    for booking in programme.bookings.of_sessions([one.id for one in sessions if one.places]):
        found.setdefault(booking.session, []).append(booking)
    return found


def _seen(ports: Ports, ended: list[Session], at: datetime) -> list[Attendance]:
    people = ((one.id, most_people(ports, one, at)) for one in ended)
    return [
        Attendance(session=key, source=AttendanceSource.SENSOR, people=most, at=at, by=SYSTEM)
        for key, most in people
        if most is not None
    ]


def _checked_in(programme: Programme, ended: list[Session], at: datetime) -> list[Attendance]:
    """Only of sessions in which somebody was checked in: a desk that does not do it counted nobody, not 0."""
    came: dict[str, list[Booking]] = {}
    for key, bookings in _by_session(programme, ended).items():
        if there := [one for one in bookings if one.checked_in_at and one.status is BookingStatus.COMPLETED]:
            came[key] = there
    parties = programme.bookings.parties({one.party for bookings in came.values() for one in bookings})
    less = {party.id for party in parties if entitled(party.pays_as)}
    return [
        Attendance(
            session=key,
            source=AttendanceSource.CHECKIN,
            people=sum(one.seats for one in bookings),
            concession=sum(one.seats for one in bookings if one.party in less),
            at=at,
            by=SYSTEM,
        )
        for key, bookings in came.items()
    ]
