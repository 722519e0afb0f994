"""A house that holds activities: real tables, public kinds, sessions that were counted, a clock that stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from models.account import Account, Grant, Role
from models.calendar import Window
from models.centre import SpaceId
from models.db import Database
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.activity import STARTING_KINDS, Organiser, OrganiserKind
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.session import Session
from tests.blank import blank_database
from tests.builders import a_centre, some_ports

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""A Sunday, noon in Shanghai."""
TODAY = date(2026, 11, 22)
LIN = Account(id=1, name="lin", grants=(Grant(role=Role.COORDINATOR),))
WANG = Account(id=2, name="wang", grants=(Grant(role=Role.MANAGER),))
VIEWER = Account(id=3, name="office", grants=(Grant(role=Role.VIEWER),))


@contextmanager
def activity_house(folder: Path) -> Iterator[Ports]:
    """A centre with the public kinds and an organiser of its own; nothing is planned."""
    database = blank_database(folder / "centre.db")
    try:
        yield house_of(database)
    finally:
        database.close()


def house_of(database: Database) -> Ports:
    centre = a_centre()
    programme = database.programme(centre)
    for kind in STARTING_KINDS:
        programme.offerings.put_kind(kind)
    house = Organiser(id="house", kind=OrganiserKind.CENTRE, name={"zh-Hans": "中心", "en": "Centre"})
    programme.offerings.put_organiser(house)
    loop = database.loop(centre.id)
    return replace(
        some_ports(centre, clock=lambda: NOW),
        programme=programme,
        money=database.money(centre.id),
        loop=loop,
        audit=database.audit().append,
    )


def session_at(
    ports: Ports,
    key: str,
    day: int,
    *,
    kind: str = "culture-sport",
    status: SessionStatus = SessionStatus.DONE,
) -> Session:
    """Of November 2026, from two to three in the afternoon; kept."""
    assert ports.programme is not None
    start = datetime(2026, 11, day, 6, tzinfo=UTC)
    one = Session(
        id=key,
        day=date(2026, 11, day),
        space=SpaceId("gym"),
        kind=kind,
        organiser="house",
        title={"zh-Hans": "合唱节", "en": "Choir day"},
        window=Window(start, start.replace(hour=7)),
        status=status,
    )
    ports.programme.sessions.write([one])
    return one


def counted_at(ports: Ports, session: str, **people: int) -> None:
    """By source: manual, checkin, sensor."""
    assert ports.programme is not None
    said = [
        Attendance(session=session, source=AttendanceSource(source), people=number, at=NOW)
        for source, number in people.items()
    ]
    ports.programme.attendances.put(said)
