"""The whole house in one line: people, open spaces, sensors heard, and whether the page is live."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.ids import LiveId


def house_line(translate: Translate, *, counts: bool) -> Component:
    fields = ("people", "open", "sensors") if counts else ("open", "sensors")
    return html.Section(
        className="house",
        children=[
            *(_figure(field, translate(f"live.house.{field}")) for field in fields),
            html.A(href=f"#{LiveId.ALERTS}", className="house-alerts", **marks(data_house="alerts")),
            html.P(
                [
                    html.Span(className="pulse", **marks(aria_hidden="true")),
                    html.Span(**marks(data_house="fresh")),
                ],
                className="house-fresh",
            ),
        ],
        **marks(aria_label=translate("live.house")),
    )


def _figure(field: str, label: str) -> Component:
    return html.P(
        [
            html.Span(className="house-number", **marks(data_house=field)),
            html.Span(label, className="house-label"),
        ],
        className=f"house-figure house-{field}",
    )
