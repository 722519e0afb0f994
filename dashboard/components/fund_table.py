"""A table of the fund: names first, amounts to the right, in a region that scrolls where it is narrow."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate


def fund_table(
    t: Translate, title: str, heads: Sequence[str], rows: Sequence[Component], *, tall: bool = False
) -> Component:
    """title: what it tells, for those who hear it."""
    table = html.Table(
        [
            html.Caption(title, className="sr"),
            html.Thead(html.Tr([html.Th(name, scope="col") for name in heads])),
            html.Tbody([*rows]),
        ],
        className="figures fund-table",
    )
    return html.Div(
        table,
        className="heat-scroll tall" if tall else "heat-scroll",
        tabIndex=0,
        role="region",
        **marks(aria_label=t("canteen.rows_of", title=title)),
    )
