"""What needs somebody now, worst first."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.ids import LiveId


def alert_list(translate: Translate) -> Component:
    """The browser writes the rows, and the sentence in their place: only it knows whether what it shows is true now."""
    return html.Section(
        id=LiveId.ALERTS,
        className="panel alerts",
        children=[
            html.Header(html.H2(translate("live.alerts")), className="panel-head"),
            html.Ul(className="alert-list", **marks(data_alerts="")),
            html.P(className="alerts-none", **marks(data_alerts_none="")),
        ],
    )
