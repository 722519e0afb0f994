"""One sensor: what it is, how it is, its messages as they come."""

from dash import html
from dash.development.base_component import Component

from dashboard.components import hearing as shown
from dashboard.components.asking import deed_form, opener, sheet
from dashboard.components.marks import marks
from dashboard.components.spoken import ago, word
from dashboard.components.words import words
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.desk import RawMessage
from models.health import VITALS
from models.payload import visible
from models.services.sensors import SensorRow

SAID_ELSEWHERE = frozenset({"battery", "rssi", "linkquality", "firmware"})
"""Vitals that have a place of their own."""


def sensor_head(visit: Visit, row: SensorRow, unread: RawMessage | None = None) -> Component:
    """unread: its newest message, when it speaks but nothing of it could ever be read."""
    t = visit.translate
    space = visit.ports.centre.spaces[row.sensor.space]
    return html.Header(
        [
            html.A(t("sensors.back"), href=link(visit, "sensors"), className="back"),
            html.Div(
                [
                    html.H1(row.sensor.id),
                    _unread(visit, unread) if unread else shown.hearing_chip(row.hearing, t),
                ],
                className="sensor-title",
            ),
            html.P(
                " · ".join(
                    [
                        t.name(space.name),
                        t(f"health.role.{row.sensor.role}"),
                        visible(row.model) or row.sensor.profile,
                    ]
                ),
                className="muted",
            ),
        ],
        className="sensor-head",
    )


def _unread(visit: Visit, message: RawMessage) -> Component:
    """It is not silent: where what it says lies."""
    t = visit.translate
    return html.A(
        t("sensors.unread"),
        href=link(visit, "dead-letters", topic=message.topic),
        className="hearing",
        **marks(data_hearing="late"),
    )


def vitals(visit: Visit, row: SensorRow) -> Component:
    """Everything known about the device itself."""
    t, now = visit.translate, visit.ports.clock()
    facts: list[tuple[str, Component | str]] = [
        (t("sensors.column.heard"), ago(t, row.presence.heard_at, now)),
        (t("sensors.interval"), t("health.sensor.seconds", n=row.sensor.interval_s)),
        (t("sensors.column.battery"), shown.battery(row, t)),
        (t("sensors.column.signal"), shown.signal(row, t)),
        (t("sensors.running_numbers"), shown.share(row.completeness, t)),
        (t("sensors.missed"), _missed(visit, row)),
        (t("sensors.column.drift"), shown.drift(row, t)),
        (t("sensors.column.quality"), _score(visit, row)),
        (t("sensors.column.firmware"), visible(row.firmware) or shown.unknown(t)),
        *(
            (word(t, "vital", key), visible(str(row.presence.vitals[key])))
            for key in VITALS
            if key in row.presence.vitals and key not in SAID_ELSEWHERE
        ),
        (
            t("sensors.profile"),
            html.A(row.sensor.profile, href=link(visit, "profiles", model=row.sensor.profile)),
        ),
        (t("sensors.topic"), html.Span(row.sensor.topic, className="topic")),
    ]
    rows = [html.Div([html.Dt(name), html.Dd(value)], className="fact") for name, value in facts]
    return html.Section(
        [html.H2(t("sensors.vitals")), html.Dl(rows), _removal(visit, row)], className="panel facts"
    )


def _score(visit: Visit, row: SensorRow) -> Component:
    """The points, and what they are made of."""
    t = visit.translate
    if row.quality is None:
        return html.Span(t("sensors.no_score"), className="muted")
    parts = [
        html.Li(t("sensors.score_part", name=t(f"sensors.score.{name}"), percent=f"{share * 100:.0f}"))
        for name, share in row.quality_parts.items()
    ]
    return html.Div([shown.score(row.quality, t), html.Ul(parts, className="below")])


def _missed(visit: Visit, row: SensorRow) -> Component | str:
    if row.completeness is None:
        return visit.translate("sensors.no_numbers")
    presence = row.presence
    return visit.translate(
        "sensors.missed_of", missed=presence.missed, of=presence.missed + presence.received
    )


def _removal(visit: Visit, row: SensorRow) -> Component | None:
    """An accepted sensor can be sent back; one of the centre file is changed in the file."""
    t = visit.translate
    if not (row.accepted and visit.may(Permission.SENSOR_MANAGE)):
        return None
    form = deed_form(
        "remove",
        [
            html.P(t("sensors.remove_why")),
            html.Button(t("sensors.remove"), type="submit", className="danger"),
        ],
        sensor=row.sensor.id,
    )
    return html.Div(
        [
            opener("remove-sheet", t("sensors.remove")),
            sheet(
                "remove-sheet", t("sensors.remove_title", name=row.sensor.id), [form], t("strangers.close")
            ),
        ]
    )


def raw_panel(visit: Visit, row: SensorRow) -> Component:
    """The place where assets/42-raw.js writes the messages as they come."""
    t = visit.translate
    return html.Section(
        [
            html.Header(
                [
                    html.H2(t("raw.title")),
                    html.P(className="raw-state", role="status", **marks(data_raw_state="")),
                    html.Button(
                        t("raw.pause"),
                        type="button",
                        **marks(
                            data_raw_pause="",
                            aria_pressed="false",
                            data_on=t("raw.go_on"),
                            data_off=t("raw.pause"),
                        ),
                    ),
                ],
                className="panel-head",
            ),
            html.P(t("raw.why"), className="muted"),
            html.Ol(className="raw-list", **marks(data_raw_list="")),
        ],
        className="panel raw",
        **marks(
            data_raw=row.sensor.id,
            data_lang=t.locale,
            data_zone_name=visit.ports.centre.timezone,
            data_words=words(t, "raw."),
        ),
    )
