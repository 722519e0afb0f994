"""Why a number is so, drawn: the number on its scale, how it came about, who witnessed it, the messages."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.hearing import hearing_chip
from dashboard.components.marks import marks
from dashboard.components.raw_json import outcome
from dashboard.components.spoken import ago, clock, holds, measure_name, measured, sentence
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.desk import RawMessage
from models.payload import dump, readable, visible
from models.services.behind import Behind, Witness


def number(visit: Visit, found: Behind) -> Component:
    """The number, what it may be, and where it lies between nobody and full."""
    t, why = visit.translate, found.why
    if why.people is None:
        return calm(t("behind.no_number"))
    low = why.people if why.low is None else why.low
    full = found.capacity or 0  # none in force: the scale ends with the people
    high = max(full, why.people) if why.high is None else why.high
    most = max(full, high, why.people) or 1
    marked = [
        _mark("scale-range", low, most, inlineSize=_percent(high - low, most)),
        _mark("scale-people", why.people, most),
        *([_mark("scale-full", full, most)] if full else []),
    ]
    return html.Section(
        [
            html.P(
                [
                    html.B(f"{why.people:.0f}", className="why-number"),
                    html.Span(t("behind.of", holds=holds(t, found.capacity)), className="muted"),
                    html.Span(_bounds(visit, found)),
                ],
                className="why-count",
            ),
            html.Div(marked, className="scale", **marks(aria_hidden="true")),
        ],
        className="panel",
    )


def _bounds(visit: Visit, found: Behind) -> str:
    t, why = visit.translate, found.why
    if why.low is None:
        return ""
    if why.high is None:
        return t("behind.at_least", low=round(why.low))
    return t("behind.between", low=round(why.low), high=round(why.high))


def _mark(style: str, people: float, most: float, **more: str) -> Component:
    return html.Span(className=style, style={"insetInlineStart": _percent(people, most), **more})


def _percent(part: float, most: float) -> str:
    return f"{100 * part / most:.1f}%"


def story(visit: Visit, found: Behind) -> Component:
    """How the number came about: in a few sentences, then every correction of the day with its time."""
    t, why, zone = visit.translate, found.why, visit.ports.centre.zone_info
    lines = [html.Li(words) for one in (*why.summary, *found.silent) if (words := sentence(t, one, ""))]
    causes = [
        html.Li([html.Span(cause.at.astimezone(zone).strftime("%H:%M"), className="raw-at"), words])
        for cause in reversed(why.causes)
        if (words := sentence(t, cause.message, ""))
    ]
    corrected = html.Ul(causes, className="causes") if causes else calm(t("behind.plain"), "✓")
    return html.Section(
        [
            html.H2(t("behind.story")),
            html.Ul(lines, className="story") if lines else None,
            html.H3(t("behind.corrections")),
            corrected,
        ],
        className="panel",
    )


def witnesses(visit: Visit, found: Behind) -> Component:
    t = visit.translate
    cards = [_witness(visit, one, found) for one in found.witnesses]
    body = html.Ul(cards, className="witnesses") if cards else calm(t("because.no_sensor"))
    return html.Section([html.H2(t("behind.witnesses")), body], className="panel")


def _witness(visit: Visit, one: Witness, found: Behind) -> Component:
    t, sensor = visit.translate, one.row.sensor
    may = visit.may(Permission.SENSOR_READ)
    name = (
        html.A(sensor.id, href=link(visit, "sensors", sensor=sensor.id), className="sensor-name")
        if may
        else html.B(sensor.id)
    )
    lines = [_line(visit, measure, one) for measure in dict.fromkeys(r.measure for r in one.readings)]
    return html.Li(
        [
            html.P([name, hearing_chip(one.row.hearing, t)], className="sensor-title"),
            html.P(
                [t(f"health.role.{sensor.role}"), " · ", ago(t, one.row.presence.heard_at, found.at)],
                className="muted",
            ),
            html.Ul(lines, className="witness-lines")
            if lines
            else html.P(t("behind.no_readings"), className="muted"),
        ]
    )


def _line(visit: Visit, measure: str, one: Witness) -> Component:
    """The newest readings of one measure, oldest first."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    steps = [
        html.Span(
            [
                html.Span(reading.at.astimezone(zone).strftime("%H:%M"), className="muted"),
                html.B(measured(t, measure, reading.value)),
            ],
            className="step",
        )
        for reading in one.readings
        if reading.measure == measure
    ]
    return html.Li([html.Span(measure_name(t, measure), className="witness-measure"), *steps])


def messages(visit: Visit, rows: Sequence[tuple[str, RawMessage]]) -> Component:
    t = visit.translate
    items = [_message(visit, sensor, message) for sensor, message in rows]
    body = html.Ol(items, className="raw-list") if items else calm(t("behind.no_messages"))
    return html.Section(
        [html.H2(t("behind.messages")), html.P(t("behind.messages_why"), className="muted"), body],
        className="panel raw",
    )


def _message(visit: Visit, sensor: str, message: RawMessage) -> Component:
    t = visit.translate
    words = readable(message.payload)
    rows = "\n".join(f"{row.offset:04x}  {row.hex:<47}  {row.text}" for row in dump(message.payload))
    head = [
        html.Span(clock(message.received_at, visit.ports.centre.zone_info, seconds=True), className="raw-at"),
        html.Span(outcome(message.outcome, t), className="raw-outcome"),
        html.Span(sensor),
        html.Span(" ".join(words.split())[:160], className="raw-line"),
    ]
    return html.Li(
        html.Details(
            [
                html.Summary(head),
                html.P(visible(message.topic), className="topic"),
                html.Pre(words, className="bytes", tabIndex="0"),
                html.Pre(rows, className="bytes", tabIndex="0"),
            ]
        ),
        **marks(data_good="true" if message.outcome in ("stored", "duplicate") else "false"),
    )
