"""A decision of the four parties as other records cite it: its number, and whether what was typed means one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from models.needs.meeting import Meeting, MeetingStatus, Subject
from models.needs.quorum import Count, count

_NUMBER = re.compile(r"\D{0,3}(20\d\d)\D{1,3}([1-9]\d{0,3})\D{0,2}")
"""Year and number in whatever brackets an office writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """number: "2026-12"; meeting: id; about, needs: as of the motion; text is public; closed_at: when it could be changed no more,
    None = not known."""

    number: str
    subject: Subject
    text: str
    decided_on: date
    meeting: str
    counted: Count
    about: str = ""
    needs: tuple[str, ...] = ()
    closed_at: datetime | None = None


def number_of(year: int, n: int) -> str:
    return f"{year}-{n}"


def cited(text: str) -> str:
    """The number that is meant by what a person typed, "" = none: free words stay free words."""
    found = _NUMBER.fullmatch(text.strip())
    return number_of(int(found[1]), int(found[2])) if found else ""


def decided(meetings: Iterable[Meeting]) -> list[Decision]:
    """What closed meetings carried, the newest first."""
    found = [
        Decision(
            number=one.decision,
            subject=one.subject,
            text=one.text,
            decided_on=one.decided_on,
            meeting=meeting.id,
            counted=count(one.votes),
            about=one.about,
            needs=one.needs,
            closed_at=meeting.closed_at,
        )
        for meeting in meetings
        if meeting.status is MeetingStatus.CLOSED
        for one in meeting.motions
        if one.decision and one.decided_on
    ]
    return sorted(found, key=lambda one: _order(one.number), reverse=True)


def is_voted_on(meetings: Iterable[Meeting], about: str) -> bool:
    """Whether a meeting that is not closed has begun to vote about it."""
    return any(
        motion.about == about and motion.votes
        for one in meetings
        if one.status is MeetingStatus.OPEN
        for motion in one.motions
    )


def _order(number: str) -> tuple[int, int]:
    year, n = number.split("-")
    return int(year), int(n)
