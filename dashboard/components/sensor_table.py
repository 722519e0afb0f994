"""Every sensor of the centre and how fresh it is; rows are fixed, the browser fills the last two cells."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.centre import Centre, Sensor

COLUMNS = ("sensor", "space", "role", "interval", "heard", "state")


def sensor_table(centre: Centre, sensors: Iterable[Sensor], translate: Translate) -> Component:
    """sensors: those of the centre file and those that people accepted, in the order of their spaces."""
    head = html.Tr([html.Th(translate(f"health.sensor.{column}"), scope="col") for column in COLUMNS])
    rows = [
        _row(sensor, translate.name(centre.spaces[sensor.space].name), translate)
        for sensor in sensors
        if sensor.space in centre.spaces
    ]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="table")
    box = html.Div(
        table,
        className="table-scroll",
        tabIndex="0",
        role="region",
        **marks(aria_label=translate("health.sensors")),
    )
    return html.Section([html.H2(translate("health.sensors")), box], className="panel sensors")


def _row(sensor: Sensor, space: str, translate: Translate) -> Component:
    return html.Tr(
        [
            html.Th(sensor.id, scope="row"),
            html.Td(space),
            html.Td(translate(f"health.role.{sensor.role}")),
            html.Td(translate("health.sensor.seconds", n=sensor.interval_s)),
            html.Td(**marks(data_heard="")),
            html.Td(html.Span(className="sensor-state", **marks(data_state=""))),
        ],
        **marks(data_sensor=sensor.id),
    )
