"""The frame of a picture: a title that says what it shows, the picture, and ways to take it along."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.page import Visit


def chart(
    visit: Visit,
    part: str,
    title: str,
    under: str,
    children: Sequence[Component | None],
    *,
    sheet: bool = True,
    style: str = "",
) -> Component:
    """A panel. part: its name in the address and for the CSV (`sheet`); assets/50-use.js makes the picture."""
    t = visit.translate
    tools = [
        html.Button(words, type="button", **marks(**{f"data_{mark}": value, "data_name": part}))
        for words, mark, value in (
            (t("use.take.svg"), "picture", "svg"),
            (t("use.take.png"), "picture", "png"),
            *([(t("use.take.csv"), "csv", part)] if sheet else []),
        )
    ]
    menu = html.Details(
        [html.Summary(t("use.take"), **marks(aria_label=t("use.take_of", title=title))), html.Div(tools)],
        className="take",
    )
    head = html.Header(
        [html.Div([html.H2(title), html.P(under, className="muted")]), menu], className="chart-head"
    )
    return html.Section(
        [head, html.Div([*children], className="chart-body", **marks(data_chart=part))],
        className=f"panel chart {style}".strip(),
        id=part,
        **marks(aria_label=title),
    )
