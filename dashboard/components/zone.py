"""A zone's sign: icon and name beside its colour."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from models.centre import Zone


def zone_icon(zone: Zone) -> Component:
    """The icon in the zone's colour; its meaning is in the legend beside it."""
    return html.Span(className="zone-icon", **marks(data_zone=zone.key, aria_hidden="true"))


def zone_label(zone: Zone, name: str) -> Component:
    return html.Span([zone_icon(zone), html.Span(name)], className="zone-label")
