"""Two amounts as bars from the middle of one line."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks


def two_bars(left_fen: int, right_fen: int, most_fen: int) -> Component:
    """Each as long as its amount, by size alone: `most_fen` fills a half. Nothing has no bar."""
    sides = (("left", left_fen), ("right", right_fen))
    return html.Span(
        [html.Span(_bar(fen, most_fen), **marks(data_side=side)) for side, fen in sides],
        className="two-bars",
        **marks(aria_hidden="true"),
    )


def _bar(fen: int, most_fen: int) -> Component | None:
    return html.Span(style={"inlineSize": f"{abs(fen) * 100 / most_fen:.1f}%"}) if fen else None
