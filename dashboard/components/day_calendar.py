"""The days of a period as a calendar of weeks: how full each was, what was noted, and the way into each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level
from dashboard.components.use_heat import LEAST_TOP, Heats
from dashboard.components.use_words import day_words, figure_words, percent, weekday
from dashboard.link import link
from models.calendar import CalendarDay
from models.heatmap import KINDS
from models.metric.metric import Unit
from models.remark import Remark
from models.use_figures import coverage, is_flagged, known

_WEEK = timedelta(days=7)
_HEAD = 3
"""Weeks that a month's name is wide where weeks are narrow."""
_ROOM = 15
"""As many weeks leave room for the day's number in its cell."""


def calendar_panel(heats: Heats, noted: Sequence[Remark]) -> Component | None:
    """A row for each weekday, a column for each week; nothing where no day has anything."""
    days, t = heats.use.days, heats.visit.translate
    if not days:
        return None
    weeks = list(_weeks(heats.use.period.first, heats.use.period.last))
    measure = heats.asked.measure
    shown = {day: known(measure, use) for day, use in days.items()}
    top = max((value for value in shown.values() if value is not None), default=1.0)
    top = max(top, LEAST_TOP) if measure.unit is Unit.SHARE else top
    rows = [
        HeatRow(
            head=t(f"use.weekday.{n}"),
            cells=[_cell(heats, week + timedelta(days=n), top, noted, len(weeks)) for week in weeks],
        )
        for n in range(7)
    ]
    best = max((day for day in days if shown[day] is not None), key=lambda day: shown[day] or 0, default=None)
    title = t("use.calendar.nothing", name=heats.name)
    if best:
        title = t(
            "use.calendar.title",
            name=heats.name,
            day=day_words(t, best, year=best.year != heats.use.period.last.year),
            weekday=weekday(t, best),
            value=figure_words(t, shown[best], measure.unit),
        )
    style = "heat-days" if len(weeks) <= _ROOM else "heat-days many"
    unit = t(f"metric.unit.{measure.unit}")
    table = heat_table(title, t("use.calendar.corner"), _months(heats, weeks), rows, unit, style=style)
    return chart(heats.visit, "calendar", title, t("use.calendar"), table)


def _weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks that the days lie in."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += _WEEK


def _months(heats: Heats, weeks: Sequence[date]) -> list[str]:
    """The month stands above the week in which it begins."""
    t, before = heats.visit.translate, 0
    heads: list[str] = []
    for week in weeks:
        month = (week + timedelta(days=6)).month
        heads.append(t(f"use.month.{month}") if month != before else "")
        before = month
    if len(weeks) > _ROOM and any(heads[1:_HEAD]):
        heads[0] = ""  # what is left of its month is too narrow for its name
    return heads


def _cell(heats: Heats, day: date, top: float, noted: Sequence[Remark], weeks: int) -> HeatCell:
    t, use = heats.visit.translate, heats.use.days.get(day)
    number = str(day.day) if weeks <= _ROOM else ""
    if use is None or not heats.use.period.holds(day):
        return HeatCell(state="shut")
    kind = day_kind(heats, heats.visit.ports.calendar.day(day))
    words = t("use.day", day=day_words(t, day), weekday=weekday(t, day), kind=kind)
    value = known(heats.asked.measure, use)
    flagged = is_flagged(heats.asked.measure, use)
    said = t(
        "use.calendar.cell",
        day=words,
        value=figure_words(t, value, heats.asked.measure.unit),
        coverage=percent(t, coverage(use)),
    )
    return HeatCell(
        state="hidden" if value is None else "flagged" if flagged else "known",
        text=number,
        level=0 if value is None else level(value, top),
        said=said,
        href=link(heats.visit, "use", **replace(heats.asked.at_large(), day=day).query()),
        mark="\n".join(remark.text for remark in noted if touches(heats, remark, day)),
    )


def touches(heats: Heats, remark: Remark, day: date) -> bool:
    """Whether a remark is about some of a day."""
    zone = heats.visit.ports.centre.zone_info
    first = remark.window.start.astimezone(zone).date()
    return first <= day <= (remark.window.end - timedelta(microseconds=1)).astimezone(zone).date()


def day_kind(heats: Heats, day: CalendarDay) -> str:
    """What kind of day it is, by name where it has one."""
    t = heats.visit.translate
    kind = t(f"use.day_type.{day.day_type}")
    named = day.name and KINDS[day.day_type] == "holiday" and t.locale == "zh-Hans"
    return f"{kind} {day.name}" if named else kind
