"""A meeting for tests: 12 seats of four parties, two people of each there."""

from dataclasses import replace
from datetime import UTC, datetime

from models.needs.meeting import Meeting, MeetingStatus, Motion, Party, Seat, Subject, Vote

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)
SEATS = tuple(Seat(party=one, seats=3, present=2) for one in Party)
PLANNED = Meeting(
    id="m1",
    at=AT,
    title="November",
    status=MeetingStatus.PLANNED,
    seats=tuple(replace(one, present=0) for one in SEATS),
)
OPEN = replace(PLANNED, status=MeetingStatus.OPEN, seats=SEATS)
AYE = Motion(id="a", subject=Subject.PROJECT, text="Mend the stairs", about="p1")


def votes(ayes: int, noes: int) -> tuple[Vote, ...]:
    return tuple(Vote(party=one, ayes=ayes, noes=noes, abstained=0) for one in Party)


CARRIED = replace(AYE, votes=votes(2, 0))
LOST = replace(AYE, id="b", text="Paint the hall", about="p2", votes=votes(1, 1))
