"""What something costs, with its reasons one below the other; the last line is their sum."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.price_words import step_words
from dashboard.components.spoken import sentence
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan
from models.money.quote import Quote
from models.programme.session import Session
from models.services.prices import session_prices
from models.services.strangers import RefusedError


def quote_table(t: Translate, told: Quote) -> Component:
    """The steps of a price as a sum."""
    rows = [
        html.Tr([html.Th(step_words(t, told, step), scope="row"), html.Td(digits(step.fen))])
        for step in told.steps
    ]
    total = html.Tr([html.Th(t("price.to_pay"), scope="row"), html.Td(yuan(t, told.fen))], className="strong")
    caption = html.Caption(t("price.why"), className="sr")
    return html.Table([caption, html.Tbody([*rows, total])], className="price-steps")


def short_price(t: Translate, quotes: Sequence[Quote]) -> str:
    """ "12.00 yuan; 75 and older 2.00 yuan"; "" where nothing has a price."""
    if not quotes:
        return ""
    less = [t("price.for", who=t(f"price.who.{one.who}"), price=yuan(t, one.fen)) for one in quotes[1:]]
    return (
        t("price.listed", price=yuan(t, quotes[0].fen), less=t("price.and").join(less))
        if less
        else yuan(t, quotes[0].fen)
    )


def session_price(visit: Visit, session: Session) -> Component | None:
    """What a place of a session costs and why; None where it has no price plan."""
    t = visit.translate
    try:
        quotes = session_prices(visit.ports, session)
    except RefusedError as error:
        return html.P(sentence(t, error.message), className="hint", **marks(role="note"))
    if not quotes:
        return None
    name = t.name(quotes[0].version.name)
    summary = html.Summary([html.B(short_price(t, quotes)), " ", html.Span(name, className="hint")])
    return html.Details([summary, *(quote_part(t, one) for one in quotes)], className="fold session-price")


def quote_part(t: Translate, told: Quote) -> Component:
    """A price for somebody, with its reasons."""
    head = html.H3([t(f"price.who.{told.who}"), " ", html.B(yuan(t, told.fen))])
    return html.Section([head, quote_table(t, told)], className="price-quote")
