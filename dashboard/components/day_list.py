"""The days behind one cell or one row of the heatmap, each with its figure and the way into it."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.day_calendar import day_kind
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.use_heat import Heats
from dashboard.components.use_words import day_words, figure_words, percent, row_words, weekday
from dashboard.link import link
from models.heatmap import Row
from models.services.use import DayUse
from models.use_figures import coverage, known


def days_panel(heats: Heats, row: Row, days: list[DayUse]) -> Component:
    """days: those of the row, with what they add up to in the asked hour or in the whole day."""
    visit, asked, measure = heats.visit, heats.asked, heats.asked.measure
    t = visit.translate
    values = [known(measure, one.use) for one in days]
    top = max((value for value in values if value), default=1.0)
    bars = [
        Bar(
            name=t("use.day", day=day_words(t, one.day), weekday=weekday(t, one.day), kind=_kind(heats, one)),
            share=None if value is None else value / top,
            text=figure_words(t, value, measure.unit),
            note=t("use.days.note", peak=round(one.use.peak), coverage=percent(t, coverage(one.use))),
            href=link(visit, "use", **replace(asked.at_large(), day=one.day).query()),
        )
        for one, value in zip(days, values, strict=True)
    ]
    where = t("use.days.hour", hour=asked.hour) if asked.hour is not None else t("use.days.whole")
    title = t("use.days.title", name=heats.name, row=row_words(t, row), hour=where, n=len(days))
    away = html.A(t("use.days.close"), href=link(visit, "use", **asked.at_large().query()), className="back")
    heads = (t("use.sheet.day"), t(f"metric.{measure.key}"))
    drawing = rank_bars(t, bars, heads, t(f"metric.unit.{measure.unit}"))
    return chart(visit, "days", title, t(f"metric.{measure.key}"), drawing, rest=[away])


def _kind(heats: Heats, one: DayUse) -> str:
    return day_kind(heats, heats.visit.ports.calendar.day(one.day))
