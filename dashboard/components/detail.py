"""One space in depth: what it is now, today's curve, the same in a sentence and as a table."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.band import band_chip
from dashboard.components.marks import marks
from dashboard.components.tile import fill_bar, leaf
from dashboard.i18n import Translate
from dashboard.ids import LiveId
from models.centre import Space

PLOTLY_LOCALES = {"zh-Hans": "zh-CN", "en": "en"}


def detail(space: Space, translate: Translate, *, counts: bool, why: str = "") -> Component:
    """why: the address that says where a number comes from, without the space at its end; "" = nobody is led there."""
    return html.Section(
        id=LiveId.DETAIL,
        className="panel detail",
        children=[
            _head(space, translate, counts=counts),
            _why(space, translate, why) if why else None,
            _chart(translate),
            _table(translate),
        ],
        tabIndex="-1",
        **marks(aria_label=translate("live.detail")),
    )


def _head(space: Space, translate: Translate, *, counts: bool) -> Component:
    numbers = [leaf("people", "people"), leaf("of", "of"), leaf("change", "change"), leaf("usual", "usual")]
    return html.Header(
        className="detail-head",
        children=[
            html.H2(translate.name(space.name), **marks(data_field="name")),
            band_chip(),
            html.P(numbers, className="detail-count") if counts else None,
            fill_bar(),
            html.P(
                [
                    leaf("until", "until"),
                    leaf("now", "booked"),
                    leaf("next", "booked"),
                    leaf("fresh", "fresh"),
                ],
                className="detail-facts",
            ),
        ],
        **marks(data_space=space.id, data_detail="", data_status="unknown"),
    )


def _why(space: Space, translate: Translate, address: str) -> Component:
    """assets/40-ask.js lets it follow the chosen space."""
    return html.A(
        translate("live.why"), href=f"{address}{space.id}", className="why-link", **marks(data_why=address)
    )


def _chart(translate: Translate) -> Component:
    graph = dcc.Graph(
        id=LiveId.GRAPH,
        className="curve",
        figure={"data": [], "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}},
        config={"displayModeBar": False, "responsive": True, "locale": PLOTLY_LOCALES[translate.locale]},
        responsive=True,
    )
    return html.Div(
        [
            html.Div(graph, role="img", className="curve-box", **marks(aria_labelledby=LiveId.SUMMARY)),
            _summary(),
        ]
    )


def _summary() -> Component:
    return html.P(id=LiveId.SUMMARY, className="summary")


def _table(translate: Translate) -> Component:
    return html.Details(
        [html.Summary(translate("live.table")), html.Div(id=LiveId.TABLE, className="table-box")],
        className="table-toggle",
    )
