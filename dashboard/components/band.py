"""空闲 / 适中 / 拥挤 as a chip: icon, word and colour together, never colour alone."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks


def band_chip() -> Component:
    """Its word and icon follow the status of the element with `data-space` around it."""
    return html.Span(
        className="band",
        children=[
            html.Span(className="band-icon", **marks(aria_hidden="true")),
            html.Span(**marks(data_field="band")),
        ],
    )
