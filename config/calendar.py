"""What kind of day each date is: the packaged calendar, the files of config/calendars, and what an office imported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import holidays

from config.calendar_files import FOLDER, Notice, SchoolTerms, read_notices, read_school_terms
from config.notice import read_notice
from models.calendar import Calendar, CalendarDay, DayType

__all__ = ["merged", "official_calendar", "read_notice"]

LANGUAGE = "zh_CN"

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Year:
    """The special days of one year and how sure they are."""

    days: Mapping[date, tuple[DayType, str]]
    provisional: bool
    source: str


def official_calendar(years: Iterable[int], folder: Path = FOLDER) -> Calendar:
    """Every date of these years. A year whose make-up days nobody has announced yet is provisional throughout.

    `provisional` speaks of the day type only; school terms are always the city's own to correct.
    """
    school, notices = read_school_terms(folder), read_notices(folder)
    days: dict[date, CalendarDay] = {}
    for year in years:
        special = _noticed(notices[year]) if year in notices else _packaged(year)
        days.update((day, _calendar_day(day, special, school)) for day in _dates(year))
    return Calendar(days)


def merged(official: Calendar, table_days: Iterable[CalendarDay]) -> Calendar:
    """The official calendar with the days of the database's table put above it."""
    return Calendar({**official.days, **{day.day: day for day in table_days}})


def _calendar_day(day: date, special: _Year, school: SchoolTerms) -> CalendarDay:
    weekend = DayType.REST if _is_weekend(day) else DayType.WORKDAY
    day_type, name = special.days.get(day, (weekend, ""))
    return CalendarDay(
        day=day,
        day_type=day_type,
        name=name,
        school=school.state(day),
        provisional=special.provisional,
        source=special.source,
    )


def _noticed(notice: Notice) -> _Year:
    days = {day: (DayType.STATUTORY, pause.name) for pause in notice.breaks for day in pause.dates()}
    return _Year(days | dict.fromkeys(notice.makeup, (DayType.MAKEUP, "")), False, notice.source)


def _packaged(year: int) -> _Year:
    """What the `holidays` package knows. It lists no make-up days for a year that is not announced yet."""
    known = holidays.country_holidays("CN", years=range(year - 1, year + 2), language=LANGUAGE)
    makeup = {day for day in known.weekend_workdays if day.year == year}
    names: dict[date, str] = dict(known.items())
    days = {day: (DayType.STATUTORY, name) for day, name in _whole_breaks(names, makeup).items()}
    days |= dict.fromkeys(makeup, (DayType.MAKEUP, ""))
    return _Year(days, not makeup, f"holidays {version('holidays')}")


def _whole_breaks(names: Mapping[date, str], makeup: set[date]) -> dict[date, str]:
    """A weekend that touches a holiday belongs to the same break, as the official notices count it."""
    whole = dict(names)
    for day, name in names.items():
        for step in (_DAY, -_DAY):
            near = day + step
            while _is_weekend(near) and near not in makeup and near not in whole:
                whole[near] = name
                near += step
    return whole


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def _dates(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY
