"""How many came to a session, and who says so. The sources are kept apart: they are never added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AttendanceSource(StrEnum):
    """Who counted. The first one of this order that is known is the session's attendance."""

    MANUAL = "manual"  # the organiser counted heads
    CHECKIN = "checkin"  # bookings that were checked in
    SENSOR = "sensor"  # most people in the space during the session, from the facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One source's count of one session. concession: how many of them pay less, None = not known."""

    session: str
    source: AttendanceSource
    people: int
    concession: int | None = None
    at: datetime
    by: str = ""


def counted(attendances: Iterable[Attendance]) -> Attendance | None:
    """The one that stands for a session; None = nobody counted, which is not 0."""
    known = {one.source: one for one in attendances}
    return next((known[source] for source in AttendanceSource if source in known), None)
