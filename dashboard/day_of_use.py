"""One day of the page of use: the house by space, a space as curve and quarter hours, a quarter hour by its minutes."""

import logging
from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.curve_graph import curve_graph
from dashboard.components.day_table import day_figures
from dashboard.components.day_words import labels, summary
from dashboard.components.drawing import Drawing
from dashboard.components.marks import marks
from dashboard.components.remark_list import remark_panel
from dashboard.components.spoken import holds
from dashboard.components.use_day import (
    day_head,
    house_panel,
    minutes_panel,
    quarters_panel,
    slot_instant,
)
from dashboard.figures.day_curve import day_figure
from dashboard.figures.noted import noted
from dashboard.figures.rained import rained
from dashboard.ids import UseId
from dashboard.page import Visit
from dashboard.use_question import Question
from models.centre import SpaceId
from models.metric.period import Period
from models.ports import StoreError
from models.remark import Remark
from models.services.day_curve import DayCurve, day_curve
from models.services.remarks import remarks
from models.services.slot_minutes import slot_minutes
from models.services.use import house_day, space_day
from models.services.weather import weather_of
from models.weather import WeatherHour

log = logging.getLogger(__name__)


def day_content(visit: Visit, asked: Question, day: date, name: str) -> Sequence[Component | None]:
    """The parts of the page from top to end."""
    window = Period(day, day).window(visit.ports.centre.zone_info)
    written = remarks(visit.ports, window, asked.space)
    sky = weather_of(visit.ports, window)
    head = day_head(visit, asked, day, name, sky)
    last = remark_panel(visit, written, asked.space, day.isoformat())
    if asked.space is None:
        panel = house_panel(visit, asked, house_day(visit.ports, day, [*visit.ports.centre.spaces]))
        return [head, panel or calm(visit.translate("use.day.nothing"), "▦"), last]
    return [head, *_space(visit, asked, asked.space, day, written, sky), last]


def _space(
    visit: Visit,
    asked: Question,
    space: SpaceId,
    day: date,
    written: Sequence[Remark],
    sky: Sequence[WeatherHour],
) -> Sequence[Component | None]:
    quarters = quarters_panel(
        visit, asked, space_day(visit.ports, space, day), visit.translate("use.quarters")
    )
    if quarters is None:
        return [calm(visit.translate("use.day.nothing"), "▦")]
    return [_curve(visit, space, day, written, sky), _minutes(visit, asked, space, day), quarters]


def _curve(
    visit: Visit, space: SpaceId, day: date, written: Sequence[Remark], sky: Sequence[WeatherHour]
) -> Component:
    """The day as the live page draws it. Plotly's own component: no part of what the browser builds from words."""
    curve = day_curve(visit.ports, space, day)
    zone = visit.ports.centre.zone_info
    words = _said(visit, curve)
    drawn = rained(noted(day_figure(curve, labels(visit, curve)), written, zone), sky, zone)
    drawing = Drawing(
        picture=curve_graph(visit.translate.locale, drawn, said=marks(aria_label=words)),
        unit=visit.translate("metric.unit.people"),
        figures=day_figures(curve, visit.translate, zone),
    )
    return html.Div(chart(visit, "curve", words, "", drawing), id=UseId.GRAPH, className="desk")


def _said(visit: Visit, curve: DayCurve) -> str:
    """Today as the live page says it; any other day by its own peak."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    if curve.day == visit.ports.centre.day_of(visit.ports.clock()):
        return summary(visit, curve)
    if curve.peak is None:
        return t("use.day.curve_nothing", holds=holds(t, curve.capacity))
    at, people = curve.peak
    clock = f"{at.astimezone(zone):%H:%M}"
    return t("use.day.curve", peak=round(people), at=clock, holds=holds(t, curve.capacity))


def _minutes(visit: Visit, asked: Question, space: SpaceId, day: date) -> Component | None:
    if asked.slot is None:
        return None
    start = slot_instant(visit, day, asked.slot)
    if start >= visit.ports.clock():
        return None
    try:
        return minutes_panel(visit, space, slot_minutes(visit.ports, space, start))
    except StoreError as error:
        log.warning("the minutes of %s at %s could not be read: %s", space, start, error)
        return calm(visit.translate("sensors.store_away"))
