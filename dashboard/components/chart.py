"""The frame of a picture: a title that says what it shows, the picture, and ways to take it along."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.page import Visit

TAKES = ("svg", "png", "csv")
"""How a picture can be taken along; `use.take.<key>` names each."""


def chart(
    visit: Visit,
    part: str,
    title: str,
    under: str,
    children: Sequence[Component | None],
    *,
    takes: Sequence[str] = TAKES,
) -> Component:
    """A panel. part: its name in the address and for the CSV; assets/50-use.js makes the picture."""
    t, title = visit.translate, title[:1].upper() + title[1:]  # may begin with a name: "the whole centre"
    tools = [
        html.Button(t(f"use.take.{way}"), type="button", **marks(data_take=way, data_part=part))
        for way in takes
    ]
    menu = html.Details(
        [html.Summary(t("use.take"), **marks(aria_label=t("use.take_of", title=title))), html.Div(tools)],
        className="take",
    )
    head = html.Header(
        [html.Div([html.H2(title), html.P(under, className="muted")]), menu if takes else None],
        className="chart-head",
    )
    return html.Section(
        [head, html.Div([*children], className="chart-body", **marks(data_chart=part))],
        className="panel chart",
        id=part,
    )


def csv_button(visit: Visit, part: str, title: str) -> Component:
    """What stands there can be taken along as numbers; the page's deed `sheet` answers with the part's rows."""
    t = visit.translate
    words: list[Component | str] = [t("use.take.csv"), html.Span(f" {title}", className="sr")]
    return html.Button(words, type="button", className="csv", **marks(data_take="csv", data_part=part))
