"""The frame of a panel: a title that says what it shows, what stands in it, and ways to take it along."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.page import Visit

TAKES = ("svg", "png", "csv")
"""How a panel can be taken along; `use.take.<key>` names each."""

PICTURE = ("svg", "png")
"""Where the page has no sheet of its numbers."""


def frame(
    visit: Visit,
    part: str,
    title: str,
    under: str,
    children: Sequence[Component | None],
    *,
    takes: Sequence[str] = TAKES,
    unit: str = "",
    inner: bool = False,
) -> Component:
    """A panel. part: its name in the address and for the files; assets/50-use.js makes the picture.

    unit: of what is drawn; "" where heads or words say it. inner: inside a panel, with a smaller heading and no frame.
    """
    t, heading = visit.translate, html.H3 if inner else html.H2
    title = title[:1].upper() + title[1:]  # it may begin with a name: "the whole centre"
    told = [html.Span(under)] if under else []
    told += [html.Span(t("use.chart.unit", unit=unit), className="chart-unit")] if unit else []
    words = html.P(told, className="muted") if told else None
    head = html.Header(
        [html.Div([heading(title), words]), take_menu(t, part, title, takes)], className="chart-head"
    )
    return html.Section(
        [head, html.Div([*children], className="chart-body", **marks(data_chart=part))],
        className="chart" if inner else "panel chart",
        id=part,
    )


def take_menu(t: Translate, part: str, title: str, takes: Sequence[str]) -> Component | None:
    """The ways to take a panel along, behind one word; nothing where there is none."""
    if not takes:
        return None
    tools = [
        html.Button(t(f"use.take.{way}"), type="button", **marks(data_take=way, data_part=part))
        for way in takes
    ]
    summary = html.Summary(t("use.take"), **marks(aria_label=t("use.take_of", title=title)))
    return html.Details([summary, html.Div(tools)], className="take")


def csv_button(visit: Visit, part: str, title: str) -> Component:
    """What stands there can be taken along as numbers; the page's deed `sheet` answers with the part's rows."""
    t = visit.translate
    words: list[Component | str] = [t("use.take.csv"), html.Span(f" {title}", className="sr")]
    return html.Button(words, type="button", className="csv", **marks(data_take="csv", data_part=part))
