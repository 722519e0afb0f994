"""What the ingestor and the calendar say about themselves, one line each; the browser fills the values."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate

FACTS = (
    "faults",
    "ingest",
    "broker",
    "canary",
    "backlog",
    "spool",
    "disk",
    "store",
    "gaps",
    "facts",
    "calendar",
    "jobs",
)
"""In reading order; `health.fact.<key>` names each, assets/30-health.js knows how to show it."""


def fact_list(translate: Translate) -> Component:
    rows = [
        html.Div(
            [html.Dt(translate(f"health.fact.{fact}")), html.Dd(**marks(data_health=fact))], className="fact"
        )
        for fact in FACTS
    ]
    return html.Section([html.H2(translate("health.facts")), html.Dl(rows)], className="panel facts")
