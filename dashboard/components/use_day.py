"""One business day: of the house by space and hour; of a space as curve, quarter hours and remarks; of a quarter hour by minute."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.frame import frame
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level
from dashboard.components.marks import marks
from dashboard.components.spoken import measure_name, measured
from dashboard.components.use_heat import LEAST_TOP
from dashboard.components.use_words import NO_DATA, day_words, percent, short, weekday
from dashboard.components.weather_line import weather_line
from dashboard.link import link
from dashboard.page import Visit
from dashboard.use_question import Question
from models.calendar import BUSINESS_DAY_CUT
from models.centre import SpaceId
from models.heatmap import Heatmap
from models.metric import METRICS
from models.metric.metric import Metric, Unit
from models.payload import visible
from models.services.slot_minutes import MINUTE, SlotMinutes
from models.services.use import has_counter
from models.use_figures import CHOICES, coverage, figure, is_flagged, known
from models.use_grid import slot_start
from models.utilisation import Utilisation
from models.weather import WeatherHour

DAY = timedelta(days=1)


def day_head(
    visit: Visit, asked: Question, day: date, name: str, weather: Sequence[WeatherHour] = ()
) -> Component:
    """Which day of what, its weather, the days beside it, and the way back."""
    t = visit.translate
    known = visit.ports.calendar.day(day)
    steps = [
        html.A(
            t(f"use.day.{key}"),
            href=link(visit, "use", **replace(asked, day=day + step, slot=None).query()),
            className="turn",
        )
        for key, step in (("before", -DAY), ("after", DAY))
    ]
    kind = t(f"use.day_type.{known.day_type}")
    return html.Header(
        [
            html.A(t("use.day.back"), href=link(visit, "use", **asked.at_large().query()), className="back"),
            html.H1(t("use.day.title", name=name, day=day_words(t, day, year=True))),
            html.P(t("use.day.kind", weekday=weekday(t, day), kind=kind), className="muted"),
            weather_line(visit, weather),
            html.Nav(steps, className="pager", **marks(aria_label=t("use.day.steps"))),
        ],
        className="sensor-head",
    )


def house_panel(visit: Visit, asked: Question, spaces: Mapping[SpaceId, Heatmap]) -> Component | None:
    """Each space by hour; nothing where nothing was open."""
    t, measure = visit.translate, CHOICES[0]
    columns = sorted({column for heat in spaces.values() for column in heat.open_columns()})
    if not columns:
        return None
    uses = {key: {c: heat.cell(0, c) for c in columns} for key, heat in spaces.items()}
    best = max(
        (
            (value, key, c)
            for key, row in uses.items()
            for c, use in row.items()
            if (value := known(measure, use)) is not None
        ),
        default=None,
    )
    top = max(LEAST_TOP, best[0]) if best else 1.0
    names = {key: t.name(visit.ports.centre.spaces[key].name) for key in spaces}
    rows = [
        HeatRow(
            head=names[key],
            href=link(visit, "use", **replace(asked, space=key, slot=None).query()),
            cells=[_cell(visit, names[key], slot_start(c, 4)[0], use, top) for c, use in row.items()],
        )
        for key, row in uses.items()
    ]
    title = t("use.day.house_nothing")
    if best:
        hour = slot_start(best[2], 4)[0]
        title = t("use.day.house_title", name=names[best[1]], hour=hour, value=percent(t, best[0]))
    heads = [str(slot_start(column, 4)[0]) for column in columns]
    table = heat_table(title, t("use.filter.space"), heads, rows, t(f"metric.unit.{measure.unit}"))
    return chart(visit, "day", title, t(f"metric.{measure.key}"), table)


def _cell(visit: Visit, name: str, hour: int, use: Utilisation, top: float) -> HeatCell:
    t, value = visit.translate, known(CHOICES[0], use)
    if use.open_hours <= 0:
        return HeatCell(state="shut", said=t("use.heat.shut"))
    said = t(
        "use.day.cell", name=name, hour=hour, value=percent(t, value), coverage=percent(t, coverage(use))
    )
    if value is None:
        return HeatCell(state="hidden", said=said)
    return HeatCell(
        state="flagged" if is_flagged(CHOICES[0], use) else "known",
        text=f"{value * 100:.0f}",
        level=level(value, top),
        said=said,
    )


QUARTERS: tuple[Metric, ...] = tuple(
    METRICS[key]
    for key in (
        *("mean_people", "peak_people", "utilisation", "entries", "exits"),
        *("booked_hours", "coverage"),
    )
)
"""Columns of the quarter hours."""


def quarters_panel(visit: Visit, asked: Question, heat: Heatmap, title: str) -> Component | None:
    """The quarter hours of a space's day as a table, each leading to its minutes; nothing where it was shut."""
    t = visit.translate
    counted = asked.space is not None and has_counter(visit.ports, [asked.space])
    rows = [
        _quarter(visit, asked, column, heat.cell(0, column), counted=counted)
        for column in heat.open_columns()
    ]
    if not rows:
        return None
    names = [f"{t(f'metric.{one.key}')} ({t(f'metric.unit.{one.unit}')})" for one in QUARTERS]
    heads = [html.Th(name, scope="col") for name in (t("use.quarter.time"), *names)]
    table = html.Table(
        [html.Caption(title, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="table quarters",
    )
    box = html.Div(
        table,
        className="table-scroll tall",
        tabIndex="0",
        role="region",
        **marks(aria_label=t("use.quarters")),
    )
    return frame(visit, "quarters", t("use.quarters"), t("use.quarters.under"), [box])


def _quarter(visit: Visit, asked: Question, column: int, use: Utilisation, *, counted: bool) -> Component:
    clock = time(*slot_start(column, 1))
    told = (figure(metric, use, counted=counted) for metric in QUARTERS)
    cells = [html.Td(NO_DATA if one.value is None else _number(one.value, one.metric.unit)) for one in told]
    address = link(visit, "use", **replace(asked, slot=clock).query()) + "#minutes"
    here = marks(aria_current="true") if asked.slot == clock else {}
    head = html.Th(html.A(f"{clock:%H:%M}", href=address, **here), scope="row")
    return html.Tr([head, *cells])


def _number(value: float, unit: Unit) -> str:
    """A quarter hour is a small part of an hour: two decimals."""
    return f"{value:.2f}" if unit is Unit.HOURS else short(value, unit)


def minutes_panel(visit: Visit, space: SpaceId, found: SlotMinutes) -> Component:
    """The people of each minute, and what the sensors said meanwhile."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    start = found.window.start.astimezone(zone)
    minutes = [
        html.Li(
            [
                html.Small(f"{start + n * MINUTE:%H:%M}"),
                html.B(NO_DATA if np.isnan(people) else f"{people:.0f}"),
            ]
        )
        for n, people in enumerate(found.people)
    ]
    rows = [
        html.Tr(
            [
                html.Th(f"{one.at.astimezone(zone):%H:%M:%S}", scope="row"),
                html.Td(visible(one.sensor)),
                html.Td(measure_name(t, one.measure)),
                html.Td(measured(t, one.measure, one.value)),
            ]
        )
        for one in found.readings
    ]
    title = t("use.minutes.title", start=f"{start:%H:%M}", end=f"{start + 15 * MINUTE:%H:%M}")
    heads = [html.Th(t(f"use.minutes.{key}"), scope="col") for key in ("at", "sensor", "measure", "value")]
    readings = (
        html.Div(
            html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="table"),
            className="table-scroll tall",
            tabIndex="0",
            role="region",
            **marks(aria_label=t("use.minutes.readings")),
        )
        if rows
        else html.P(t("use.minutes.none"), className="muted")
    )
    ask_why = html.A(t("use.minutes.why"), href=_why(visit, space, found), className="why-link")
    return frame(
        visit,
        "minutes",
        title,
        t("use.minutes"),
        [html.Ul(minutes, className="minutes"), readings, ask_why],
    )


def _why(visit: Visit, space: SpaceId, found: SlotMinutes) -> str:
    at = found.window.end.astimezone(visit.ports.centre.zone_info)
    return link(visit, "why", space=space, at=f"{at:%Y-%m-%dT%H:%M}")


def slot_instant(visit: Visit, day: date, clock: time) -> datetime:
    """The instant of a clock time of a business day: what lies before the cut belongs to the next date."""
    local = day if clock >= BUSINESS_DAY_CUT else day + DAY
    return datetime.combine(local, clock, tzinfo=visit.ports.centre.zone_info)
