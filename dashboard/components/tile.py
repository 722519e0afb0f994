"""One space as a card to be read from three metres. Leaves carry `data-field`; assets/20-live.js writes into them."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.band import band_chip
from dashboard.components.marks import marks
from dashboard.components.zone import zone_icon
from dashboard.ids import LiveId
from models.centre import ZONES, Space


def tile(space: Space, name: str, *, counts: bool) -> Component:
    """counts: whether the person may see numbers; without them the band stands in their place."""
    return html.Article(
        className="tile",
        children=[
            _head(space, name),
            _count(counts=counts),
            fill_bar(),
            leaf("spark", "spark", hidden=True),
            html.Div(className="tile-foot", children=[leaf("booked", "booked"), leaf("fresh", "fresh")]),
        ],
        **marks(data_space=space.id, data_zone=space.zone, data_status="unknown"),
    )


def leaf(field: str, style: str, *, hidden: bool = False) -> Component:
    """An empty element that the browser fills."""
    quiet = marks(aria_hidden="true") if hidden else {}
    return html.Span(className=style, **marks(data_field=field), **quiet)


def fill_bar() -> Component:
    """How full, against capacity; the usual range lies behind and its median is a tick."""
    parts = [html.Span(className=f"fill-{part}") for part in ("usual", "level", "median")]
    return html.Span(parts, className="fill", **marks(data_field="fill", aria_hidden="true"))


def _head(space: Space, name: str) -> Component:
    opener = html.Button(
        name,
        type="button",
        className="tile-open",
        **marks(data_open=space.id, aria_controls=LiveId.DETAIL, aria_pressed="false"),
    )
    return html.Header([zone_icon(ZONES[space.zone]), html.H3(opener), band_chip()], className="tile-head")


def _count(*, counts: bool) -> Component:
    if not counts:
        return html.P(leaf("band", "people people-band", hidden=True), className="tile-count")
    return html.P(
        className="tile-count",
        children=[
            leaf("people", "people"),
            leaf("of", "of"),
            leaf("change", "change"),
            leaf("usual", "usual"),
        ],
    )
