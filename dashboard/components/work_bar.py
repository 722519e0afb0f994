"""Work in the background: how far it is, and the way to end it. assets/83-reports.js asks after it."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate


def work_bar(t: Translate) -> Component:
    """Unseen until something is on its way."""
    return html.Div(
        [
            html.Progress(max="1", value="0", **marks(data_bar="", aria_label=t("reports.work.bar"))),
            html.P(role="status", **marks(data_says="")),
            html.Button(t("reports.take.stop"), type="button", **marks(data_stop="")),
        ],
        className="work-bar",
        hidden="hidden",
        **marks(data_work=""),
    )
