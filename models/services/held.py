"""What was planned and held for everybody: sessions of the programme and what was held elsewhere, each once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.account import Account, Permission
from models.calendar import business_date
from models.hold import SessionStatus
from models.message import LocalText
from models.metric.outcome import by_session
from models.metric.period import Period
from models.needs.activity import Activity, ActivityStatus, VolunteerWork
from models.needs.ports import Activities
from models.ports import Ports
from models.programme.attendance import AttendanceSource, counted
from models.programme.session import Session
from models.report.home import Home, home
from models.services.loop import activities_of
from models.services.monthly.programme import MISSED
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One activity, whichever of the two told of it. key: of the activity, or of the session with SESSION before it.

    attended: attendances, None = nobody counted; source: who did; persons: different people, never added to attendances;
    volunteers, minutes: of all of them together; revision: 0 = only the programme knows it.
    """

    key: str
    day: date
    kind: str
    name: LocalText
    status: ActivityStatus
    space: str = ""
    session: str = ""
    project: str = ""
    attended: int | None = None
    source: AttendanceSource | None = None
    persons: int | None = None
    volunteers: int = 0
    minutes: int = 0
    revision: int = 0

    @property
    def is_held(self) -> bool:
        return self.status is ActivityStatus.HELD


SESSION = "session:"


def may_read(ports: Ports, account: Account) -> Activities:
    """Raises RefusedError."""
    if not account.may(Permission.ACTIVITY_READ, ports.centre.id):
        raise refusal("activity.not_allowed")
    return activities_of(ports)


def happenings(ports: Ports, account: Account, period: Period) -> list[Happening]:
    """By day, then key. Raises RefusedError, StoreError."""
    kept = may_read(ports, account)
    known = [one for one in kept.all() if period.holds(one.day)]
    sessions = _sessions(ports, period, [one.session for one in kept.all() if one.session])
    attended = _attended(ports, sessions.keys() | {one.session for one in known if one.session})
    given = _given(kept.work())
    linked = _linked(ports, known)
    told = [_of_activity(one, _status(ports, one, linked), attended, given) for one in known]
    told += [_of_session(ports, one, attended) for one in sessions.values()]
    return sorted(told, key=lambda one: (one.day, one.key))


def work_of(ports: Ports, account: Account, activity: str) -> list[VolunteerWork]:
    """What volunteers gave for one. Raises RefusedError."""
    return [one for one in may_read(ports, account).work() if one.activity == activity]


def _sessions(ports: Ports, period: Period, taken: Iterable[str]) -> Mapping[str, Session]:
    """Those for everybody that no activity stands for. What was called off or given back, and drafts, are none."""
    if ports.programme is None:
        return {}
    zone, left_out = ports.centre.zone_info, {*taken}
    offerings = ports.programme.offerings
    organisers = {one.id: one.kind for one in offerings.organisers()}
    benefits = {one.key for one in offerings.kinds() if one.public_benefit}
    return {
        one.id: one
        for one in ports.programme.sessions.within(period.window(zone))
        if one.id not in left_out
        and one.status not in MISSED | {SessionStatus.CANCELLED, SessionStatus.PLANNED}
        and period.holds(business_date(one.window.start, zone))
        and home(
            organisers.get(one.organiser), paid=bool(one.price_plan), public_benefit=one.kind in benefits
        )
        is Home.ACTIVITY
    }


Attended = Mapping[str, tuple[int, AttendanceSource]]
Given = Mapping[str, tuple[int, int]]


def _attended(ports: Ports, sessions: Iterable[str]) -> Attended:
    if ports.programme is None:
        return {}
    said = by_session(ports.programme.attendances.of_sessions([*sessions]))
    best = {key: counted(some) for key, some in said.items()}
    return {key: (one.people, one.source) for key, one in best.items() if one is not None}


def _given(work: Sequence[VolunteerWork]) -> Given:
    found: dict[str, tuple[int, int]] = {}
    for one in work:
        people, minutes = found.get(one.activity, (0, 0))
        found[one.activity] = (people + one.volunteers, minutes + one.minutes)
    return found


def _linked(ports: Ports, known: Iterable[Activity]) -> Mapping[str, Session]:
    ids = [one.session for one in known if one.session]
    return {one.id: one for one in ports.programme.sessions.find(ids)} if ports.programme and ids else {}


def _status(ports: Ports, one: Activity, linked: Mapping[str, Session]) -> ActivityStatus:
    """Of a session it is what the programme says now: one that was called off later was not held."""
    session = linked.get(one.session)
    return _became(ports, session) if session else one.status


def _became(ports: Ports, session: Session) -> ActivityStatus:
    if session.status in MISSED | {SessionStatus.CANCELLED}:
        return ActivityStatus.CANCELLED
    return ActivityStatus.HELD if session.window.end <= ports.clock() else ActivityStatus.PLANNED


def _of_activity(one: Activity, status: ActivityStatus, attended: Attended, given: Given) -> Happening:
    """A session's attendance is the programme's, whatever was typed before it became one."""
    by_hand = (one.attendances, AttendanceSource.MANUAL) if one.attendances is not None else (None, None)
    people, source = attended.get(one.session, (None, None)) if one.session else by_hand
    volunteers, minutes = given.get(one.id, (0, 0))
    return Happening(
        key=one.id,
        day=one.day,
        kind=one.kind,
        name=one.name,
        status=status,
        space=one.space,
        session=one.session,
        project=one.project,
        attended=people,
        source=source,
        persons=one.persons,
        volunteers=volunteers,
        minutes=minutes,
        revision=one.revision,
    )


def _of_session(ports: Ports, one: Session, attended: Attended) -> Happening:
    people, source = attended.get(one.id, (None, None))
    return Happening(
        key=f"{SESSION}{one.id}",
        day=business_date(one.window.start, ports.centre.zone_info),
        kind=one.kind,
        name=one.title,
        status=_became(ports, one),
        space=one.space,
        session=one.id,
        attended=people,
        source=source,
    )
