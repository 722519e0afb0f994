"""Bars in order: what is fullest, what is emptiest, each with its figure and, thinner, another one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Drawing, Figures
from dashboard.components.marks import marks
from dashboard.i18n import Translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """share, beside: 0..1 of the longest bar; None = no data, which is no bar. text: the figure; note: what goes with it."""

    name: str
    share: float | None
    text: str
    beside: float | None = None
    note: str = ""
    href: str = ""


def rank_bars(t: Translate, bars: Sequence[Bar], heads: tuple[str, str], unit: str) -> Drawing:
    """heads: what a name is, and what its figure."""
    return Drawing(picture=bar_list(bars), unit=unit, figures=bar_figures(t, bars, heads))


def bar_figures(t: Translate, bars: Sequence[Bar], heads: tuple[str, str]) -> Figures:
    """The bars as rows; notes have a column only where there are any."""
    if any(bar.note for bar in bars):
        return Figures((*heads, t("use.chart.note")), [(bar.name, bar.text, bar.note) for bar in bars])
    return Figures(heads, [(bar.name, bar.text) for bar in bars])


def bar_list(bars: Sequence[Bar]) -> Component:
    return html.Ol([_bar(bar) for bar in bars], className="rank")


def _bar(bar: Bar) -> Component:
    name = html.A(bar.name, href=bar.href) if bar.href else html.Span(bar.name)
    lines = (_line("now", bar.share), _line("beside", bar.beside))
    drawn = [line for line in lines if line is not None]
    return html.Li(
        [
            name,
            html.Span(drawn, className="rank-line", **marks(aria_hidden="true")),
            html.B(bar.text),
            html.Small(bar.note, className="muted"),
        ]
    )


def _line(kind: str, share: float | None) -> Component | None:
    if share is None:
        return html.Span(**marks(data_bar="hidden")) if kind == "now" else None
    width = f"{max(0.0, min(1.0, share)) * 100:.1f}%"
    return html.Span(style={"inlineSize": width}, **marks(data_bar=kind))
