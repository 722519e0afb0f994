"""What was offered in a month: every series, and single sessions together, with what became of them and who came."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.calendar import business_date
from models.centre import SpaceId
from models.hold import SessionStatus
from models.metric.outcome import by_session, outcome
from models.metric.peak import PeakList, in_force
from models.metric.period import Period
from models.metric.sums import Sums
from models.ports import Ports
from models.programme.activity import OrganiserKind
from models.programme.attendance import Attendance, AttendanceSource, counted
from models.programme.booking import Booking, BookingStatus, tallied
from models.programme.ports import Programme
from models.programme.regeneration import LEFT_SERIES
from models.programme.session import Session
from models.report.home import Home, home
from models.report.inputs.programme import Offered, ProgrammeInputs
from models.services.monthly.as_of import as_of
from models.services.peaks import peak_lists
from models.services.programme_money import SINGLE, programme_money

MISSED = frozenset({SessionStatus.NO_SHOW, SessionStatus.RELEASED})
CAME = frozenset({BookingStatus.CHECKED_IN, BookingStatus.COMPLETED})
"""The states of a booking whose party was there."""


def programme_inputs(ports: Ports, period: Period) -> ProgrammeInputs:
    """Nothing where no programme is kept. Raises StoreError."""
    programme = ports.programme
    if programme is None:
        return ProgrammeInputs()
    read = _read(ports, programme, period)
    money = {one.series: one.sums for one in programme_money(ports, period)}
    groups: dict[str, list[Session]] = defaultdict(list)
    for session in read.sessions:
        groups[_group(read, session)].append(session)
    bookings = [one for some in read.bookings.values() for one in some]
    return ProgrammeInputs(
        offered=tuple(read.offered(sessions, money) for _, sessions in sorted(groups.items())),
        kinds=tuple(sorted(programme.offerings.kinds(), key=lambda one: one.key)),
        single_money=money.get(SINGLE, Sums()),
        parties=len({one.party for one in bookings if one.status in CAME}) if bookings else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Sessions of a month that have begun, with all that hangs on them. now: as of when; benefits: kinds of public
    benefit."""

    ports: Ports
    now: datetime
    sessions: Sequence[Session]
    bookings: Mapping[str, Sequence[Booking]]
    attendances: Mapping[str, Sequence[Attendance]]
    organisers: Mapping[str, OrganiserKind]
    benefits: frozenset[str]
    peaks: Mapping[SpaceId, Sequence[PeakList]]

    def offered(self, sessions: Sequence[Session], money: Mapping[str, Sums]) -> Offered:
        """One row; of a series it is the last session that says where it belongs."""
        last = sessions[-1]
        held = [one for one in sessions if one.status not in MISSED | {SessionStatus.CANCELLED}]
        off_peak = [self._is_off_peak(one) for one in held]
        said = [one for session in sessions if (one := self._said(session)) is not None]
        by: Counter[AttendanceSource] = Counter()
        for one in said:
            by[one.source] += one.people
        return Offered(
            series=last.series,
            home=self.home(last),
            organiser=self.organisers.get(last.organiser),
            kind=last.kind,
            title=last.title if last.series else None,
            spaces=tuple(sorted({one.space for one in sessions})),
            planned=len(sessions),
            held=len(held),
            missed=sum(one.status in MISSED for one in sessions),
            cancelled=sum(one.status is SessionStatus.CANCELLED for one in sessions),
            peak=sum(one is False for one in off_peak),
            off_peak=sum(one is True for one in off_peak),
            outcome=outcome(
                sessions,
                tallied(booking for one in sessions for booking in self.bookings.get(one.id, ())),
                [came for one in sessions for came in self.attendances.get(one.id, ())],
                self.now,
            ),
            said_by=by,
            concessions=sum(one.concession or 0 for one in said),
            money=money.get(last.series, Sums()) if last.series else Sums(),
        )

    def home(self, session: Session) -> Home:
        return home(
            self.organisers.get(session.organiser),
            paid=bool(session.price_plan),
            public_benefit=session.kind in self.benefits,
        )

    def _said(self, session: Session) -> Attendance | None:
        """What stands for a session, where the registry counts it too."""
        came = self.attendances.get(session.id, ())
        known = outcome([session], (), came, self.now).sessions
        return counted(came) if known else None

    def _is_off_peak(self, session: Session) -> bool | None:
        """Whether at least half of its time lies off the peak; None = its space has no peak on that day."""
        zone = self.ports.centre.zone_info
        day = business_date(session.window.start, zone)
        listed = in_force(self.peaks.get(session.space, ()), day)
        if listed is None or listed.is_empty:
            return None
        day_type = self.ports.calendar.day_type(day)
        starts = [slot.start.astimezone(zone) for slot in session.window.slots()]
        busy = [listed.is_peak(day_type, at.hour * 2 + at.minute // 30) for at in starts]
        return 2 * sum(busy) <= len(busy)


def _group(read: _Read, session: Session) -> str:
    """Single sessions stand together by home, kind and kind of organiser."""
    if session.series:
        return session.series
    organiser = read.organisers.get(session.organiser, "")
    return f" {read.home(session)}.{organiser}.{session.kind}"  # no series begins with a blank


def _read(ports: Ports, programme: Programme, period: Period) -> _Read:
    zone, now = ports.centre.zone_info, as_of(ports, period)
    sessions = [
        one
        for one in programme.sessions.within(period.window(zone), tuple(ports.centre.spaces))
        if one.window.start < now
        and business_date(one.window.start, zone) >= period.first
        and one.status is not SessionStatus.PLANNED
        and not (one.status is SessionStatus.CANCELLED and one.reason == LEFT_SERIES)
    ]
    ids = [one.id for one in sessions]
    return _Read(
        ports=ports,
        now=now,
        sessions=sessions,
        bookings=by_session(programme.bookings.of_sessions(ids)),
        attendances=by_session(programme.attendances.of_sessions(ids)),
        organisers={one.id: one.kind for one in programme.offerings.organisers()},
        benefits=frozenset(one.key for one in programme.offerings.kinds() if one.public_benefit),
        peaks=peak_lists(ports, tuple(ports.centre.spaces), period),
    )
