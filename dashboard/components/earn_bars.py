"""Spaces by what they leave over: costs to the left of a line, income to the right, and where the two end as a dot."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnBar:
    """Fen; what is below 0 is drawn on the other side. left: what is left over, None = not known. text, note: in words."""

    name: str
    income: int
    direct: int
    shared: int
    left: int | None
    text: str
    note: str
    href: str = ""


def earn_bars(bars: Sequence[EarnBar]) -> Component:
    """One scale for all of them, with room on both sides of the line for the longest."""
    edges = [0, *(edge for one in bars for edge in _edges(one))]
    scale = _Scale(-min(edges), max(edges))
    return html.Ol([_row(one, scale) for one in bars], className="rank earn")


def _edges(bar: EarnBar) -> tuple[int, ...]:
    """Everywhere that something of it ends, as amounts."""
    return bar.income, -bar.direct, -bar.direct - bar.shared, bar.left or 0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Fen to the left and to the right of the line."""

    left: int
    right: int

    def at(self, fen: int) -> str:
        """How far from the left edge an amount stands."""
        return self.wide(fen + self.left)

    def wide(self, fen: int) -> str:
        """How wide an amount is."""
        whole = max(1, self.left + self.right)
        return f"{max(0.0, min(100.0, 100 * fen / whole)):.2f}%"


def _row(bar: EarnBar, scale: _Scale) -> Component:
    name = html.A(bar.name, href=bar.href) if bar.href else html.Span(bar.name)
    drawn = [
        _bar("income", 0, bar.income, scale),
        _bar("direct", -bar.direct, 0, scale),
        _bar("shared", -bar.direct - bar.shared, -bar.direct, scale),
        html.Span(style={"insetInlineStart": scale.at(0)}, **marks(data_earn="zero")),
        _dot(bar, scale),
    ]
    line = html.Span(
        [one for one in drawn if one is not None],
        className="rank-line earn-line",
        **marks(aria_hidden="true"),
    )
    return html.Li([name, line, html.B(bar.text), html.Small(bar.note, className="muted")])


def _bar(kind: str, first: int, last: int, scale: _Scale) -> Component | None:
    """From one amount to the other, whichever is the lower."""
    low, high = min(first, last), max(first, last)
    if low == high:
        return None
    place = {"insetInlineStart": scale.at(low), "inlineSize": scale.wide(high - low)}
    return html.Span(style=place, **marks(data_earn=kind))


def _dot(bar: EarnBar, scale: _Scale) -> Component | None:
    if bar.left is None:
        return None
    sign = "less" if bar.left < 0 else "more"
    return html.Span(
        style={"insetInlineStart": scale.at(bar.left)}, **marks(data_earn="left", data_sign=sign)
    )
