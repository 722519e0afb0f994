"""A span of a space that is promised to somebody: what the facts and the live board need to know of the programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.calendar import Window
from models.centre import SpaceId
from models.message import LocalText


class SessionStatus(StrEnum):
    """The life of a session (domain.md 4.2)."""

    PLANNED = "planned"  # in the timetable of a draft; holds nothing
    CONFIRMED = "confirmed"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"  # nobody came and the span was kept to its end
    RELEASED = "released"  # nobody came by the grace and the span was given back


HELD = frozenset({SessionStatus.CONFIRMED, SessionStatus.RUNNING, SessionStatus.DONE, SessionStatus.NO_SHOW})
"""The states in which a session takes its slot."""

OVER = frozenset({SessionStatus.DONE, SessionStatus.NO_SHOW, SessionStatus.RELEASED, SessionStatus.CANCELLED})
"""The states that are ends."""

BOOKED = HELD | {SessionStatus.RELEASED}
"""The states whose span was booked; of a released one that span ended with its release. The one place that says what counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A session seen from its space. seats: the places that are booked in it, or expected where none are booked singly.

    window: of a released session, only up to its release: what came after was free again.
    """

    id: str
    space: SpaceId
    window: Window
    title: LocalText
    seats: int
    status: SessionStatus


def now_and_next(holds: Iterable[Hold], at: datetime) -> tuple[Hold | None, Hold | None]:
    """The one in force that covers `at` (the latest to start) and the first one after it."""
    held = sorted((b for b in holds if b.status in HELD), key=lambda b: b.window)
    now = [b for b in held if b.window.start <= at < b.window.end]
    later = [b for b in held if b.window.start > at]
    return (now[-1] if now else None), (later[0] if later else None)
