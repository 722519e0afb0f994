"""One sensor's last day: when it spoke and what it measured, drawn and as tables."""

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import as_table
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.marks import marks
from dashboard.components.spoken import clock, is_yes_or_no, measure_name, measured
from dashboard.figures.sparkline import sparkline
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.services.raw import Part, Point, SensorDay
from models.services.sensors import OFFLINE_INTERVALS, SensorRow


def day_panel(visit: Visit, row: SensorRow, day: SensorDay | None) -> Component:
    """The last 24 hours: when it spoke, and what it measured."""
    t = visit.translate
    if day is None:
        content: list[Component | None] = [calm(t("sensors.store_away"))]
    elif not day.lines:
        content = [calm(t("sensors.no_day"))]
    else:
        gap = max(timedelta(seconds=row.sensor.interval_s) * OFFLINE_INTERVALS, timedelta(minutes=20))
        content = [
            _heard(visit, day),
            html.Div([_line(visit, day, key, points, gap) for key, points in sorted(day.lines.items())]),
        ]
    return html.Section([html.H2(t("sensors.day")), *content], className="panel sensor-day")


def _heard(visit: Visit, day: SensorDay) -> Component | None:
    """The day in pieces: full, holed or empty."""
    t = visit.translate
    if day.share is None:
        return html.P(t("sensors.too_rare"), className="muted")
    zone = visit.ports.centre.zone_info
    there = [part for part in day.parts if part.share is not None]
    empty = sum(part.share == 0 for part in there)
    said = t("sensors.heard_share", percent=f"{day.share * 100:.0f}", empty=empty, parts=len(there))
    if len(there) < len(day.parts):
        said += t("sensors.there_since", at=clock(there[0].window.start, zone))
    strip = html.Div(
        [_part(part) for part in day.parts], className="heard-strip", **marks(aria_hidden="true")
    )
    drawing = Drawing(picture=strip, unit="%", figures=_parts(t, day, zone))
    ends = html.P([html.Span(clock(day.window.start, zone)), html.Span(t("sensors.now"))], className="ends")
    table = as_table(t, t("sensors.heard_table"), drawing)
    return html.Div([html.P(said), drawing.picture, ends, table], className="heard")


def _parts(t: Translate, day: SensorDay, zone: tzinfo) -> Figures:
    """What the strip shows, a row for each piece."""
    shares = [t("sensors.not_yet") if one.share is None else f"{one.share * 100:.0f} %" for one in day.parts]
    times = [clock(one.window.start, zone) for one in day.parts]
    heads = (t("sensors.from"), t("sensors.heard_table"))
    return Figures(heads, list(zip(times, shares, strict=True)))


def _part(part: Part) -> Component:
    if part.share is None:
        return html.Span(html.Span(), **marks(data_full="not-yet"))
    full = "full" if part.share >= 0.9 else "some" if part.share > 0 else "none"
    return html.Span(html.Span(style={"blockSize": f"{part.share * 100:.0f}%"}), **marks(data_full=full))


def _line(visit: Visit, day: SensorDay, key: str, points: Sequence[Point], gap: timedelta) -> Component:
    t = visit.translate
    values = [value for _, value in points]
    newest = measured(t, key, values[-1])
    said = t("sensors.between", low=measured(t, key, min(values)), high=measured(t, key, max(values)))
    drawn = sparkline(points, day.window, gap, stepped=is_yes_or_no(key))
    line = html.Span(
        className="sparkline",
        style={"maskImage": drawn, "WebkitMaskImage": drawn},
        **marks(aria_hidden="true"),
    )
    figures = _hours(t, key, points, visit.ports.centre.zone_info)
    drawing = Drawing(picture=line, unit="", figures=figures)  # each number is said with its unit
    name = measure_name(t, key)
    caption = html.Figcaption([html.Span(name), html.B(newest), html.Span(said, className="muted")])
    return html.Figure([caption, drawing.picture, as_table(t, name, drawing)], className="measure-line")


def _hours(t: Translate, key: str, points: Sequence[Point], zone: tzinfo) -> Figures:
    """A row for each hour in which something was heard: its lowest and its highest value."""
    rows = []
    for hour, some in groupby(
        points, key=lambda point: point[0].astimezone(zone).replace(minute=0, second=0)
    ):
        values = [value for _, value in some]
        rows.append((f"{hour:%H}:00", measured(t, key, min(values)), measured(t, key, max(values))))
    return Figures((t("sensors.from"), t("sensors.lowest"), t("sensors.highest")), rows)
