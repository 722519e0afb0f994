"""A house with a programme, for tests that look at timetables: real tables, a Wednesday, something of everything."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from models.account import Account, Grant, Role
from models.calendar import Window
from models.centre import SpaceId
from models.db import Database
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.activity import Organiser, OrganiserKind
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus, Party
from models.programme.ports import Programme
from models.programme.session import CancelledBy, Session
from models.services.offerings import begin
from tests.blank import blank_database
from tests.house import lively_ports

NOW = datetime(2026, 11, 18, 6, 20, tzinfo=UTC)
"""14:20 in the centre."""
TODAY = date(2026, 11, 18)
ORGANISER = Account(id=1, name="wang", grants=(Grant(role=Role.MANAGER),))

ROWS = (
    ("tai-chi", "dance", 9.0, 90, "太极晨练班", "Tai chi morning class", 0, SessionStatus.DONE),
    ("square", "dance", 19.0, 90, "广场舞自乐队", "Square dance group", 0, SessionStatus.CONFIRMED),
    ("lifts", "meeting", 14.0, 120, "议事会：电梯加装", "Council: new lifts", 0, SessionStatus.RUNNING),
    ("ghost", "meeting", 10.0, 60, "业委会例会", "Owners' meeting", 0, SessionStatus.RELEASED),
    ("brush", "craft", 15.0, 90, "书法入门课", "Calligraphy for beginners", 12, SessionStatus.CONFIRMED),
    ("paper", "craft", 10.0, 60, "剪纸", "Paper cutting", 8, SessionStatus.NO_SHOW),
    ("off", "craft", 17.0, 60, "编织角", "Knitting corner", 8, SessionStatus.CANCELLED),
    ("fit", "gym", 18.5, 60, "低偿燃脂课", "Low-fee fitness class", 2, SessionStatus.CONFIRMED),
    ("soon", "seniors", 14.5, 60, "八段锦", "Eight pieces of brocade", 12, SessionStatus.CONFIRMED),
    ("yoga", "gym", 18.5, 75, "瑜伽拉伸", "Yoga & stretching", 20, SessionStatus.CONFIRMED),
)


def at(day: date, hour: float) -> datetime:
    """A local hour of Shanghai as UTC."""
    return datetime.combine(day, time(0), tzinfo=UTC) + timedelta(hours=hour - 8)


def a_row(row: tuple[str, str, float, int, str, str, int, SessionStatus], day: date = TODAY) -> Session:
    key, space, hour, minutes, zh, en, places, status = row
    start = at(day, hour)
    gone = status is SessionStatus.CANCELLED
    return Session(
        id=key,
        day=day,
        space=SpaceId(space),
        kind="culture-sport",
        organiser="centre",
        title={"zh-Hans": zh, "en": en},
        window=Window(start, start + timedelta(minutes=minutes)),
        places=places,
        expected=0 if places else 20,
        status=status,
        released_at=start + timedelta(minutes=15) if status is SessionStatus.RELEASED else None,
        cancelled_at=NOW - timedelta(hours=1) if gone else None,
        cancelled_by=CancelledBy.ORGANISER if gone else CancelledBy.NOBODY,
    )


def timetabled(folder: Path, now: datetime = NOW) -> tuple[Ports, Database]:
    """The lively house with a programme in a database of its own."""
    database = blank_database(folder / "programme.db")
    return with_programme(lively_ports(lambda: now, days=0), database), database


def with_programme(ports: Ports, database: Database) -> Ports:
    ports = replace(ports, programme=database.programme(ports.centre), audit=database.audit().append)
    begin(ports)
    programme = programme_in(ports)
    for key, kind, zh, en in (
        ("ms-wu", OrganiserKind.COACH, "吴老师", "Ms Wu"),
        ("dancers", OrganiserKind.GROUP, "广场舞队", "The dancers"),
    ):
        programme.offerings.put_organiser(Organiser(id=key, kind=kind, name={"zh-Hans": zh, "en": en}))
    programme.sessions.write([a_row(row) for row in ROWS])
    _book(programme)
    programme.attendances.put(
        [Attendance(session="tai-chi", source=AttendanceSource.MANUAL, people=23, at=NOW, by="wang")]
    )
    return ports


def programme_in(ports: Ports) -> Programme:
    assert ports.programme is not None
    return ports.programme


def _book(programme: Programme) -> None:
    for n in range(5):
        programme.bookings.put_party(Party(id=f"p{n}", code=f"王* 37{n}"))
    early = NOW - timedelta(days=2)
    for session, n in (("fit", 4), ("brush", 2), ("soon", 2)):
        for one in range(n):
            programme.bookings.book(
                Booking(
                    id=f"{session}-{one}",
                    session=session,
                    party=f"p{one}",
                    status=BookingStatus.CONFIRMED,
                    booked_at=early + timedelta(minutes=one),
                )
            )
