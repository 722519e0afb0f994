"""A session: one use of a space at one time, from a series, a group's granted slot or a single hire."""

from dataclasses import dataclass
from datetime import date, datetime

from models.calendar import Window
from models.centre import SpaceId
from models.hold import HELD, SessionStatus
from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the timetable shows and what holds the space.

    series, day: the series and the date that its rule gave ("" and the local start date for a single one).
    detached: somebody changed this one alone, so the series leaves it as it is.
    released_at: when an empty span was given back (RELEASED only). modified: a number that rises with every change
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
    released_at: datetime | None = None
    detached: bool = False
    external_id: str = ""
    version: int = 1
    modified: int = 0

    @property
    def held(self) -> bool:
        """Whether it takes its span of the space."""
        return self.status in HELD
