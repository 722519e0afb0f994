"""A session: one use of a space at one time, from a series, a group's granted slot or a single hire."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.calendar import Window, floor_slot
from models.centre import SpaceId
from models.hold import HELD, SessionStatus
from models.message import LocalText
from models.programme.booking import is_late


class CancelledBy(StrEnum):
    """Whose doing a cancellation was: only the organiser's own can be late."""

    NOBODY = ""
    CENTRE = "centre"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the timetable shows and what holds the space.

    series, day: the series and the date that its rule gave ("" and the local start date for a single one).
    detached: somebody changed this one alone, so the series leaves it as it is.
    checked_in_at: when the desk saw somebody come; None = nobody said so, which is not "nobody came".
    released_at: when an empty span was given back (RELEASED, or called off after that). modified: a number that rises with every change
    anywhere in the centre's programme; feeds are read in its order.
    """

    id: str
    series: str = ""
    day: date
    space: SpaceId
    units: tuple[str, ...] = ()
    kind: str
    organiser: str
    coach: str = ""
    title: LocalText
    window: Window
    places: int = 0
    expected: int = 0
    price_plan: str = ""
    status: SessionStatus = SessionStatus.CONFIRMED
    reason: str = ""
    cancelled_at: datetime | None = None
    cancelled_by: CancelledBy = CancelledBy.NOBODY
    checked_in_at: datetime | None = None
    released_at: datetime | None = None
    detached: bool = False
    external_id: str = ""
    version: int = 1
    modified: int = 0

    @property
    def held(self) -> bool:
        """Whether it takes its span of the space."""
        return self.status in HELD

    @property
    def late(self) -> bool:
        """Whether the organiser cancelled inside the cut-off: a group's slot knows it as a booking does."""
        return (
            self.cancelled_by is CancelledBy.ORGANISER
            and self.cancelled_at is not None
            and is_late(self.cancelled_at, self.window.start)
        )


def shares_units(one: Session, other: Session) -> bool:
    """Whether they want the same part of their space; no units = the whole of it."""
    return not one.units or not other.units or not set(one.units).isdisjoint(other.units)


def clashes(one: Session, other: Session) -> bool:
    """Whether two sessions want one quarter hour of the same part of a space: what the cells forbid.

    A session takes every quarter hour that it touches.
    """
    return (
        one.id != other.id
        and one.held
        and other.held
        and one.space == other.space
        and shares_units(one, other)
        and floor_slot(one.window.start) < other.window.end
        and floor_slot(other.window.start) < one.window.end
    )
