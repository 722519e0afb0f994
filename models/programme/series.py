"""A series: what happens again and again, by an RFC 5545 rule, and what holidays do to it."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from models.centre import SpaceId
from models.message import LocalText


class HolidayPolicy(StrEnum):
    """What becomes of a date of the rule that falls on another type of day than its weekday promises."""

    KEEP = "keep"  # it takes place whatever the day is
    SKIP = "skip"  # it is dropped on statutory holidays
    SHIFT = "shift"  # it moves to the next day that is no statutory holiday and has no date of the series
    AS_DAYTYPE = "as_daytype"  # the rule speaks of day types: a make-up Saturday is a workday, a holiday Monday is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A repeated session. Times are local to the centre; an occurrence is known by the date that the rule gave it.

    rule: the RRULE value without DTSTART ("FREQ=WEEKLY;BYDAY=MO,WE"); "" = only `first` and the extra dates.
    units: parts of the space that it takes, empty = the whole. places: how many may book, 0 = no booking of places.
    expected: people who come where places are not booked (a group's slot). ended: no session after this date.
    version: raised with every change; whoever saves says which one was read.
    """

    id: str
    space: SpaceId
    units: tuple[str, ...] = ()
    kind: str
    organiser: str
    coach: str = ""
    title: LocalText
    first: date
    start: time
    minutes: int
    rule: str = ""
    extra_dates: tuple[date, ...] = ()
    left_out: tuple[date, ...] = ()
    holiday_policy: HolidayPolicy = HolidayPolicy.SKIP
    places: int = 0
    expected: int = 0
    price_plan: str = ""
    ended: date | None = None
    external_id: str = ""
    version: int = 1
