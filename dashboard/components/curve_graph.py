"""A day's curve as Plotly draws it: the one place of its settings."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.figures.day_curve import Figure

EMPTY: Figure = {"data": [], "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}}
_LOCALES = {"zh-Hans": "zh-CN", "en": "en"}


def curve_graph(locale: str, figure: Figure = EMPTY, *, said: dict[str, Any], **more: str) -> Component:
    """said: the aria attribute that tells whoever cannot see it. more: the id under which a callback draws it."""
    graph = dcc.Graph(
        className="curve",
        figure=figure,
        config={"displayModeBar": False, "responsive": True, "locale": _LOCALES[locale]},
        responsive=True,
        **more,  # type: ignore[arg-type]  # Dash's own annotations have no **
    )
    return html.Div(graph, role="img", className="curve-box", **said)
