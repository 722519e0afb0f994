"""One space in depth: what it is now, today's curve, the same in a sentence and as a table."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.band import band_chip
from dashboard.components.chart import chart
from dashboard.components.curve_graph import curve_graph
from dashboard.components.drawing import Drawing
from dashboard.components.frame import PICTURE
from dashboard.components.marks import marks
from dashboard.components.tile import fill_bar, leaf
from dashboard.i18n import Translate
from dashboard.ids import LiveId
from dashboard.page import Visit
from models.centre import Space


def detail(visit: Visit, space: Space, *, counts: bool, why: str = "") -> Component:
    """why: the address that says where a number comes from, without the space at its end; "" = nobody is led there."""
    translate = visit.translate
    return html.Section(
        id=LiveId.DETAIL,
        className="panel detail",
        children=[
            _head(space, translate, counts=counts),
            _why(space, translate, why) if why else None,
            _curve(visit, counts=counts),
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


def _curve(visit: Visit, *, counts: bool) -> Component:
    """Picture, sentence and table are filled by callbacks; the table once somebody has opened it."""
    t = visit.translate
    drawing = Drawing(
        picture=curve_graph(t.locale, said=marks(aria_labelledby=LiveId.SUMMARY), id=LiveId.GRAPH),
        unit=t("metric.unit.people") if counts else t("live.curve.bands.unit"),
        figures=html.Div(id=LiveId.TABLE),
    )
    said = html.P(id=LiveId.SUMMARY, className="summary")
    title = t("live.curve" if counts else "live.curve.bands")
    return chart(visit, "curve", title, "", drawing, rest=[said], takes=PICTURE, inner=True)
