"""The floor plan of what speaks and what is silent: every sensor a sign in the space where it hangs."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.hearing import hearing_sign
from dashboard.components.marks import marks
from dashboard.components.zone import zone_icon
from dashboard.link import link
from dashboard.page import Visit
from models.centre import ZONES, Rectangle, Space
from models.services.sensors import Hearing, SensorRow, Sensors

MOST = 40
"""Signs in the largest space; what a space has no room for is told as a number, the worst are always drawn."""

SIGN = (2.6, 5.3)
"""Width and height of a sign on the plan of a common screen, in per cent of the plan."""

WORDS = 11.0
"""Height of a space's name and of its sentence, in per cent of the plan."""


def room_for(place: Rectangle) -> int:
    """How many signs a space has room for."""
    across, down = int((place.width - 2) / SIGN[0]), max(1, int((place.height - WORDS) / SIGN[1]))
    return max(3, min(MOST, across * down - 1))


def sensor_map(visit: Visit, sensors: Sensors) -> Component:
    t, spaces = visit.translate, visit.ports.centre.spaces
    legend = [
        html.Span([hearing_sign(one), t(f"sensors.hearing.{one}")], className="zone-label") for one in Hearing
    ]
    rooms = [_room(visit, space, sensors.of(key)) for key, space in spaces.items()]
    return html.Section(
        [
            html.Header(
                [html.H2(t("sensors.map")), html.P(legend, className="legend")], className="panel-head"
            ),
            html.Div(rooms, className="plan-canvas sensor-plan"),
        ],
        className="panel",
    )


def _room(visit: Visit, space: Space, rows: Sequence[SensorRow]) -> Component:
    t, at = visit.translate, space.plan
    place = {"left": at.left, "top": at.top, "width": at.width, "height": at.height}
    quiet = sum(row.hearing is not Hearing.ONLINE for row in rows)
    most = room_for(at)
    shown, rest = rows[:most], len(rows) - most
    signs = [_sign(visit, row) for row in shown]
    more = html.Li(t("sensors.more", n=rest), className="more") if rest > 0 else None
    return html.Div(
        [
            html.H3([zone_icon(ZONES[space.zone]), html.Span(t.name(space.name))], className="room-name"),
            html.Ul([*signs, more], className="signs") if rows else None,
            html.P(_said(visit, len(rows), quiet), className="room-said"),
        ],
        className="sensor-room",
        style={side: f"{percent:g}%" for side, percent in place.items()},
        **marks(data_zone=space.zone, data_quiet="true" if quiet else "false"),
    )


def _said(visit: Visit, count: int, quiet: int) -> str:
    t = visit.translate
    if not count:
        return t("sensors.none_here")
    return t("sensors.all_speak", n=count) if not quiet else t("sensors.some_silent", n=count, silent=quiet)


def _sign(visit: Visit, row: SensorRow) -> Component:
    words = f"{row.sensor.id}: {visit.translate(f'sensors.hearing.{row.hearing}')}"
    sign = html.A(
        hearing_sign(row.hearing),
        href=link(visit, sensor=row.sensor.id),
        title=words,
        className="sign",
        **marks(aria_label=words),
    )
    return html.Li(sign)
