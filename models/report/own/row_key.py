"""To which row of a report of one's own a space and a day belong, what the row is called, and which rows there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from models.advice.iso_week import week_of
from models.calendar import Calendar, DayType
from models.centre import ZONES, Centre, Space, SpaceId, SpaceKind
from models.metric.period import Period
from models.report.figure import day as day_cell
from models.report.figure import name, words
from models.report.own.choice import Grouping
from models.report.sheet import Cell

ELSEWHERE = ""
"""The row of money that belongs to no space."""


@dataclass(frozen=True, slots=True)
class Field:
    """What rows are cut from. spaces: the chosen ones."""

    centre: Centre
    calendar: Calendar
    spaces: Sequence[SpaceId]
    period: Period


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to cut into rows. of: the key of a space's day; keys: all that there are, in order; head: what a row is called;
    is_of_spaces: rows are spaces, whatever the day."""

    of: Callable[[Field, Space, date], str]
    keys: Callable[[Field], Sequence[str]]
    head: Callable[[Field, str], Cell]
    is_of_spaces: bool = False


def _zones(field: Field) -> Sequence[str]:
    there = {field.centre.spaces[one].zone for one in field.spaces}
    return [key for key in ZONES if key in there]


def _kinds(field: Field) -> Sequence[str]:
    there = {field.centre.spaces[one].kind for one in field.spaces}
    return [kind for kind in SpaceKind if kind in there]


def _days(of: Callable[[Calendar, date], str]) -> Callable[[Field], Sequence[str]]:
    """The keys of all days, each once, in their order."""
    return lambda field: list(dict.fromkeys(of(field.calendar, one) for one in field.period.days()))


def _timed(of: Callable[[Calendar, date], str], head: Callable[[Field, str], Cell]) -> Cut:
    return Cut(lambda field, _space, day: of(field.calendar, day), _days(of), head)


def _types(field: Field) -> Sequence[str]:
    there = {field.calendar.day_type(one) for one in field.period.days()}
    return [kind for kind in DayType if kind in there]


CUTS: Mapping[Grouping, Cut] = {
    Grouping.SPACE: Cut(
        lambda _field, space, _day: space.id,
        lambda field: field.spaces,
        lambda field, key: name(field.centre.spaces[SpaceId(key)].name),
        is_of_spaces=True,
    ),
    Grouping.ZONE: Cut(
        lambda _field, space, _day: space.zone,
        _zones,
        lambda _field, key: name(ZONES[key].name),
        is_of_spaces=True,
    ),
    Grouping.KIND: Cut(
        lambda _field, space, _day: space.kind,
        _kinds,
        lambda _field, key: words(f"report.space_kind.{key}"),
        is_of_spaces=True,
    ),
    Grouping.DAY: _timed(
        lambda _calendar, day: day.isoformat(), lambda _field, key: day_cell(date.fromisoformat(key))
    ),
    Grouping.WEEK: _timed(
        lambda _calendar, day: week_of(day), lambda _field, key: words("report.week_row", week=key)
    ),
    Grouping.MONTH: _timed(
        lambda _calendar, day: f"{day:%Y-%m}", lambda _field, key: words("report.month_row", month=key)
    ),
    Grouping.DAY_TYPE: Cut(
        lambda field, _space, day: field.calendar.day_type(day),
        _types,
        lambda _field, key: words(f"metric.day_type.{key}"),
    ),
}
"""Every grouping but the half hours of the day, which no business day is cut into."""


def mark(text: str) -> str:
    """A short name by which two choices of the same days are told apart."""
    return f"{crc32(text.encode()):08x}"
