"""The price plan of a series as a choice, and what a place of its next date costs by it."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice
from dashboard.components.marks import marks
from dashboard.components.price_quote import short_price
from dashboard.components.price_words import rate_words
from dashboard.components.spoken import sentence
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.calendar import Window
from models.money.quote import Quote, StepKind
from models.programme.series import Series
from models.services.prices import offered, priced_at
from models.services.strangers import RefusedError


def price_field(visit: Visit, chosen: str) -> Component:
    """Free, or one of the plans; one that is no longer known stays as it is until somebody chooses another."""
    t = visit.translate
    known = offered(visit.ports, chosen)
    rows = [(one.plan, f"{t.name(one.name)} · {rate_words(t, one.base_fen, one.unit)}") for one in known]
    lost = [(chosen, chosen)] if chosen and chosen not in {one.plan for one in known} else []
    more = html.A(t("page.prices"), href=link(visit, "prices"), className="hint")
    return html.Div(
        [choice("price_plan", t("price.choice"), [("", t("price.free")), *rows, *lost], chosen), more],
        className="asked-row",
    )


def price_line(visit: Visit, series: Series, window: Window) -> Component | None:
    """What a place of one date costs, and whether the low-fee cap holds it down; None = it is free."""
    t = visit.translate
    try:
        quotes = priced_at(visit.ports, series.price_plan, window)
    except RefusedError as error:
        return html.P(sentence(t, error.message), className="verdict", **marks(data_good="false"))
    if not quotes:
        return None
    return html.P([t("price.of_session"), short_price(t, quotes), _capped(visit, quotes[0])])


def _capped(visit: Visit, full: Quote) -> Component | None:
    t, cap = visit.translate, full.version.cap_fen
    if cap is None:
        return None
    held = any(step.kind is StepKind.CAP for step in full.steps)
    words = t("price.over_cap" if held else "price.under_cap", full=yuan(t, full.full_fen), cap=yuan(t, cap))
    return html.Span([" ", words], className="hint")
