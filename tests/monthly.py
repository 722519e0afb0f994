"""A house of two spaces whose months are known by construction, for everything about the monthly report.

Each day of a month the gym (40 persons) has GYM people and the hall (60 persons) HALL people from 9 to 11 local time, in
eight quarter hours; both are open from 8 to 22, and all facts there are lie in those two hours.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from models.calendar import SLOT, Calendar, CalendarDay, DayType
from models.centre import SpaceId
from models.hold import SessionStatus
from models.metric.period import month_of
from models.ports import Ports
from models.programme.activity import ActivityKind, Organiser, OrganiserKind
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus, Party
from models.programme.ports import Chronicle
from models.programme.session import Session
from models.slot import SlotFact
from tests.builders import a_centre, a_fact, a_sensor, a_session, a_space, some_ports
from tests.fakes import (
    MemoryBalances,
    MemoryPeakLists,
    MemoryProgramme,
    MemoryRemarks,
    MemoryTenancies,
)
from tests.measured import local

PROMISED = 14
"""Hours a day for which each space is open by its rules."""

HALL = SpaceId("hall")
GYM_PEOPLE, HALL_PEOPLE = 10.0, 30.0
FROM, HOURS = 9, 2
PERSON_HOURS_A_DAY = HOURS * (GYM_PEOPLE + HALL_PEOPLE)

SPRING = {
    **{date(2026, 2, n): DayType.STATUTORY for n in range(15, 24)},
    date(2026, 2, 14): DayType.MAKEUP,
    date(2026, 2, 28): DayType.MAKEUP,
}
"""The Spring Festival of 2026 as the State Council gave it out: nine days off, two Saturdays worked for them."""


def spring_calendar() -> Calendar:
    return Calendar({day: CalendarDay(day=day, day_type=kind) for day, kind in SPRING.items()})


def a_month_house(
    month: date,
    *,
    without: Collection[date] = (),
    calendar: Calendar | None = None,
    measured: bool = False,
    **more: Any,
) -> Ports:
    """The house on the morning after the month. without: days of which there is no fact at all; measured: open only in the
    hours that are known, so that no gap stands in the way of a signature; more: fields of Ports."""
    last = month_of(month).last
    opens, closes = (time(FROM), time(FROM + HOURS)) if measured else (time(8), time(8 + PROMISED))
    gym = a_space("gym", opens=opens, closes=closes)
    hall = a_space("hall", persons=60, name=("大厅", "Hall"), opens=opens, closes=closes)
    centre = a_centre([gym, hall], [a_sensor()])
    ports = some_ports(centre, calendar, clock=lambda: local(8, day=last + timedelta(days=2)))
    ports.slots.put(list(facts(month, without)))
    fakes = {
        "balances": MemoryBalances(),
        "peaks": MemoryPeakLists(),
        "remarks": MemoryRemarks(),
        "tenancies": MemoryTenancies(),
    }
    return replace(ports, **{**fakes, **more})


def facts(month: date, without: Collection[date] = ()) -> Iterator[SlotFact]:
    for day in month_of(month).days():
        if day not in without:
            for start in slots(day):
                yield a_fact(start, GYM_PEOPLE)
                yield a_fact(start, HALL_PEOPLE, "hall", capacity=60)


def slots(day: date) -> list[datetime]:
    """The starts of the quarter hours that are known."""
    first = local(FROM, day=day)
    return [first + n * SLOT for n in range(HOURS * 4)]


GROUP_CAME, COURSE_CAME, FAIR_CAME = 12, 6, 30
PLACES = 10
FAIR_ON = 5


def attended(month: date) -> int:
    """Who came to the programme of with_programme(): the course was cancelled on the first and missed on the second."""
    days = month_of(month).length.days
    return GROUP_CAME * days + COURSE_CAME * (days - 2) + FAIR_CAME


def with_programme(ports: Ports, month: date) -> Ports:
    """Each day a group's slot at 9 and a paid course at 10, both in the hall; on the fifth a fair for everybody in the gym."""
    programme = MemoryProgramme(shared={SpaceId("gym")})
    offerings = programme.offerings
    offerings.put_kind(ActivityKind(key="sport", name={"zh-Hans": "运动", "en": "Sport"}))
    offerings.put_kind(
        ActivityKind(key="charity", name={"zh-Hans": "公益", "en": "Charity"}, public_benefit=True)
    )
    for key, kind in (
        ("elders", OrganiserKind.GROUP),
        ("wu", OrganiserKind.COACH),
        ("centre", OrganiserKind.CENTRE),
    ):
        offerings.put_organiser(
            Organiser(id=key, kind=kind, name={"zh-Hans": "吴小梅", "en": "Ms Wu Xiaomei"})
        )
    sessions = list(_sessions(month))
    programme.restore(
        Chronicle(
            sessions=sessions,
            parties=[Party(id="party-1", code="王* 3721")],
            bookings=list(_bookings(sessions)),
            attendances=[one for session in sessions if (one := _came(session)) is not None],
        )
    )
    return replace(ports, programme=programme)


def _sessions(month: date) -> Iterator[Session]:
    for day in month_of(month).days():
        base = a_session(local(FROM, day=day), space="hall", key=f"dance-{day}", series="dance")
        yield replace(base, organiser="elders", status=SessionStatus.DONE)
        yield replace(
            a_session(
                local(FROM + 1, day=day), space="hall", key=f"yoga-{day}", series="yoga", places=PLACES
            ),
            organiser="wu",
            price_plan="fees",
            status={1: SessionStatus.CANCELLED, 2: SessionStatus.NO_SHOW}.get(day.day, SessionStatus.DONE),
        )
        if day.day == FAIR_ON:
            fair = a_session(local(FROM, day=day), space="gym", key="fair")
            yield replace(fair, organiser="centre", kind="charity", status=SessionStatus.DONE)


_CAME = {
    "dance": (AttendanceSource.MANUAL, GROUP_CAME),
    "yoga": (AttendanceSource.CHECKIN, COURSE_CAME),
    "": (AttendanceSource.SENSOR, FAIR_CAME),
}


def _came(session: Session) -> Attendance | None:
    if session.status is not SessionStatus.DONE:
        return None
    source, people = _CAME[session.series]
    return Attendance(session=session.id, source=source, people=people, at=session.window.end, by="wang")


def _bookings(sessions: Collection[Session]) -> Iterator[Booking]:
    """One party that came to every course that was held, one that booked the same and never came."""
    for one in sessions:
        if one.series == "yoga" and one.status is SessionStatus.DONE:
            at = one.window.start - timedelta(days=3)
            came = Booking(id=f"a-{one.id}", session=one.id, party="party-1", booked_at=at)
            yield replace(came, status=BookingStatus.COMPLETED)
            yield replace(came, id=f"b-{one.id}", party="party-2", status=BookingStatus.NO_SHOW)
