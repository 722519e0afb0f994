"""The floor plan: every space where it lies, a button in its zone's colour with icon, name and what is measured."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.tile import leaf
from dashboard.components.zone import zone_icon, zone_label
from dashboard.i18n import Translate
from dashboard.ids import LiveId
from models.centre import ZONES, Space


def plan(spaces: Iterable[Space], translate: Translate, *, counts: bool) -> Component:
    rooms = list(spaces)
    zones = [zone for key, zone in ZONES.items() if any(space.zone == key for space in rooms)]
    return html.Section(
        className="panel plan",
        children=[
            html.Header(
                className="panel-head",
                children=[
                    html.H2(translate("live.plan")),
                    html.P(
                        [zone_label(zone, translate.name(zone.name)) for zone in zones], className="legend"
                    ),
                ],
            ),
            html.Div([_room(space, translate, counts=counts) for space in rooms], className="plan-canvas"),
        ],
    )


def _room(space: Space, translate: Translate, *, counts: bool) -> Component:
    at = space.plan
    place = {"left": at.left, "top": at.top, "width": at.width, "height": at.height}
    return html.Button(
        type="button",
        className="room",
        style={side: f"{percent:g}%" for side, percent in place.items()},
        children=html.Span(
            className="room-inside",
            children=[
                html.Span(
                    [zone_icon(ZONES[space.zone]), html.Span(translate.name(space.name))],
                    className="room-name",
                ),
                leaf("people", "room-people") if counts else None,
                html.Span(
                    [
                        html.Span(className="band-icon", **marks(aria_hidden="true")),
                        leaf("band", "room-band-word"),
                    ],
                    className="room-band",
                ),
            ],
        ),
        **marks(
            data_space=space.id,
            data_open=space.id,
            data_zone=space.zone,
            data_status="unknown",
            aria_controls=LiveId.DETAIL,
            aria_pressed="false",
        ),
    )
