"""What a snapshot holds of the programme: series, past sessions and who came, the week ahead, coaches and groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from models.advice.candidate import half_of
from models.advice.snapshot import HALF_HOURS, Ahead, Course, Neighbours, Teacher, Turn
from models.advice.wanted import CLEANING_MINUTES
from models.calendar import Window, local_day
from models.centre import Space
from models.demand.held_sessions import Setting, history_of
from models.demand.history import PastSession
from models.demand.segment import Segment, segment_of
from models.forecast.series import Flags
from models.hold import SessionStatus
from models.money.price_life import in_force
from models.ports import Ports
from models.programme.activity import Availability, Organiser, OrganiserKind
from models.programme.attendance import Attendance, counted
from models.programme.booking import Booking, BookingStatus
from models.programme.ports import Chronicle, Programme
from models.programme.rule import RuleError, parse_rule
from models.programme.series import Series
from models.programme.session import Session
from models.services.prices import plans

ABSENT = frozenset({SessionStatus.NO_SHOW, SessionStatus.RELEASED})
"""Sessions to which nobody came."""

OVER = ABSENT | {SessionStatus.DONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePart:
    """sessions: held ones of the planned week; the rest as of Snapshot."""

    sessions: Sequence[Session] = ()
    courses: tuple[Course, ...] = ()
    turns: tuple[Turn, ...] = ()
    past: tuple[PastSession, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    groups: tuple[Neighbours, ...] = ()


def programme_part(ports: Ports, first: date, monday: date) -> ProgrammePart:
    """From `first` until now, and the week from `monday` on. Nothing where this deployment keeps no programme."""
    programme = ports.programme
    if programme is None:
        return ProgrammePart()
    zone = ports.centre.zone_info
    week = Window(local_day(monday, zone).start, local_day(monday + timedelta(days=6), zone).end)
    chronicle = _chronicle(programme, Window(local_day(first, zone).start, min(ports.clock(), week.start)))
    ahead = [one for one in programme.sessions.within(week) if one.held]
    organisers = {one.id: one for one in programme.offerings.organisers()}
    setting = Setting(centre=ports.centre, calendar=ports.calendar, organisers=organisers)
    series = [one for one in programme.offerings.all_series() if one.ended is None or one.ended >= monday]
    return ProgrammePart(
        sessions=ahead,
        courses=tuple(_courses(ports, series, organisers)),
        turns=tuple(_turns(ports, chronicle)),
        past=tuple(history_of(setting, chronicle)),
        ahead=tuple(_ahead(ports, one, monday) for one in ahead),
        teachers=tuple(_teachers(ports, organisers.values(), series, ahead, monday)),
        groups=tuple(_groups(organisers, chronicle.sessions)),
    )


def taken(ports: Ports, space: Space, sessions: Sequence[Session], monday: date) -> Flags:
    """Half hours of the week, (7, HALF_HOURS), in which a session is in the space or in a part of it, or it is cleaned."""
    found = np.zeros((7, HALF_HOURS), dtype=bool)
    for one in sessions if not space.shared else ():
        if one.space == space.id:
            left = Window(one.window.start, one.window.end + timedelta(minutes=CLEANING_MINUTES))
            ahead = _ahead(ports, replace(one, window=left), monday)
            found[ahead.day, ahead.half : ahead.half + ahead.length] = True
    return found


def _chronicle(programme: Programme, window: Window) -> Chronicle:
    sessions = programme.sessions.within(window)
    ids = [one.id for one in sessions]
    return Chronicle(
        sessions=sessions,
        bookings=programme.bookings.of_sessions(ids),
        attendances=programme.attendances.of_sessions(ids),
    )


def weekdays_of(series: Series) -> tuple[int, ...]:
    """Of its rule; nothing for one that does not come round weekly."""
    try:
        rule = parse_rule(series.rule) if series.rule else None
    except RuleError:
        return ()
    if rule is None or rule.frequency != "WEEKLY" or rule.interval != 1:
        return ()
    return tuple(sorted(day for _, day in rule.weekdays)) or (series.first.weekday(),)


def _courses(ports: Ports, series: Sequence[Series], organisers: Mapping[str, Organiser]) -> Iterable[Course]:
    today, prices = ports.centre.day_of(ports.clock()), plans(ports)
    for one in series:
        if weekdays_of(one):
            known = in_force(prices.get(one.price_plan, ()), today)
            yield _course(ports, one, organisers, known.base_fen if known else None)


def _course(ports: Ports, series: Series, organisers: Mapping[str, Organiser], fee_fen: int | None) -> Course:
    group = _kind(organisers, series.organiser) is OrganiserKind.GROUP
    return Course(
        id=series.id,
        space=series.space,
        kind=series.kind,
        organiser=series.organiser,
        coach=series.coach,
        title=series.title,
        weekdays=weekdays_of(series),
        start=series.start,
        minutes=series.minutes,
        places=series.places,
        expected=series.expected,
        price_plan=series.price_plan,
        fee_fen=fee_fen,
        segment=_segment(ports, organisers, series.kind, series.space, series.organiser),
        group=group,
    )


def _kind(organisers: Mapping[str, Organiser], key: str) -> OrganiserKind | None:
    return organisers[key].kind if key in organisers else None


def _segment(
    ports: Ports, organisers: Mapping[str, Organiser], kind: str, space: str, organiser: str
) -> Segment:
    zone = next((one.zone for key, one in ports.centre.spaces.items() if key == space), "")
    return segment_of(kind, zone, _kind(organisers, organiser))


def _turns(ports: Ports, chronicle: Chronicle) -> Iterable[Turn]:
    came: dict[str, list[Attendance]] = defaultdict(list)
    for attendance in chronicle.attendances:
        came[attendance.session].append(attendance)
    waited: dict[str, int] = defaultdict(int)
    for booking in chronicle.bookings:
        waited[booking.session] += booking.seats * _waits(booking)
    for one in chronicle.sessions:
        if one.status in OVER:
            known = counted(came[one.id])
            absent = one.status in ABSENT
            yield Turn(
                series=one.series,
                kind=one.kind,
                organiser=one.organiser,
                space=one.space,
                day=one.day,
                start=one.window.start.astimezone(ports.centre.zone_info).time(),
                minutes=round(one.window.hours * 60),
                places=one.places,
                came=0 if absent else known.people if known else None,
                waiting=waited[one.id],
                absent=absent,
            )


def _waits(booking: Booking) -> bool:
    return booking.status is BookingStatus.WAITING


def _ahead(ports: Ports, one: Session, monday: date) -> Ahead:
    start, end = (at.astimezone(ports.centre.zone_info) for at in (one.window.start, one.window.end))
    day = min(max((start.date() - monday).days, 0), 6)
    last = half_of(end.time(), ends=True) if end.date() == start.date() else HALF_HOURS
    return Ahead(
        series=one.series,
        kind=one.kind,
        organiser=one.organiser,
        coach=one.coach,
        space=one.space,
        day=day,
        half=half_of(start.time()),
        length=last - half_of(start.time()),
    )


def _teachers(
    ports: Ports,
    organisers: Iterable[Organiser],
    series: Sequence[Series],
    ahead: Sequence[Session],
    monday: date,
) -> Iterable[Teacher]:
    for one in organisers:
        if one.kind is OrganiserKind.COACH and not one.retired:
            free = _available(ports, one.availability, monday)
            free[[one.is_away(monday + timedelta(days=n)) for n in range(7)]] = False
            for session in ahead:
                if session.coach == one.id:
                    busy = _ahead(ports, session, monday)
                    free[busy.day, busy.half : busy.half + busy.length] = False
            kinds = frozenset(each.kind for each in series if each.coach == one.id)
            yield Teacher(id=one.id, kinds=kinds, free=free)


def _available(ports: Ports, hours: Sequence[Availability], monday: date) -> Flags:
    """Whole half hours that one of the entries covers; without entries all."""
    found = np.full((7, HALF_HOURS), not hours)
    for n in range(7):
        day = monday + timedelta(days=n)
        for one in hours:
            valid = one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
            if valid and day.weekday() in one.weekdays and ports.calendar.day_type(day) in one.days:
                begin = half_of((datetime.combine(day, one.start) + timedelta(minutes=29)).time())
                found[n, begin : half_of(one.end)] = True
    return found


def _groups(organisers: Mapping[str, Organiser], sessions: Sequence[Session]) -> Iterable[Neighbours]:
    kinds = {one.organiser: one.kind for one in sessions}
    for key, kind in sorted(kinds.items()):
        if _kind(organisers, key) is OrganiserKind.GROUP and not organisers[key].retired:
            group = organisers[key]
            segment = segment_of(kind, "", OrganiserKind.GROUP)
            yield Neighbours(id=key, title=group.name, people=group.people, kind=kind, segment=segment)
