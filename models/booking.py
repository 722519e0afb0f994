"""Who asked for which space and when. «One table of facts» widens this; today it says what is on now and next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.calendar import Window
from models.centre import SpaceId
from models.message import LocalText


class BookingStatus(StrEnum):
    """The life of a booking (domain.md 4.2)."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    RELEASED = "released"


HELD = frozenset(
    {BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN, BookingStatus.COMPLETED, BookingStatus.NO_SHOW}
)
"""The states in which a booking takes its slot; the one place that says what counts as booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A span of a space that was promised to somebody."""

    id: str
    space: SpaceId
    window: Window
    title: LocalText
    seats: int
    status: BookingStatus


def now_and_next(bookings: Iterable[Booking], at: datetime) -> tuple[Booking | None, Booking | None]:
    """The held booking that covers `at` (the latest to start) and the first one after it."""
    held = sorted((b for b in bookings if b.status in HELD), key=lambda b: b.window)
    now = [b for b in held if b.window.start <= at < b.window.end]
    later = [b for b in held if b.window.start > at]
    return (now[-1] if now else None), (later[0] if later else None)
