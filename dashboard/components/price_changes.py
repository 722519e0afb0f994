"""One version of a price plan beside the one before: what it takes away and what it adds, line by line."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.price_words import concession_words, days_words, hours_words, rate_words
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.money.price import PlanVersion


def changes(visit: Visit, old: PlanVersion | None, new: PlanVersion) -> Component | None:
    """What a version takes away and adds against the one that it would follow."""
    t = visit.translate
    if old is None:
        return html.P(t("price.first_version"), className="hint")
    now, then = set(_lines(visit, new)), set(_lines(visit, old))
    rows = [(sign, words) for sign, some in (("−", then - now), ("+", now - then)) for words in sorted(some)]
    if not rows:
        return html.P(t("price.no_change"), className="hint")
    items = [html.Li([html.B(sign), " ", words], **marks(data_sign=sign)) for sign, words in rows]
    return html.Div([html.H4(t("price.changes")), html.Ul(items, className="price-changes")])


def _lines(visit: Visit, one: PlanVersion) -> list[str]:
    """A version as lines of words, to be laid beside another."""
    t = visit.translate
    return [
        t("price.line.base", price=rate_words(t, one.base_fen, one.unit)),
        *(
            f"{days_words(t, band.days)} {hours_words(band)} {rate_words(t, band.fen, one.unit)}"
            for band in one.bands
        ),
        *(concession_words(t, row) for row in one.concessions),
        *([t("price.cap.told", price=yuan(t, one.cap_fen))] if one.cap_fen is not None else []),
        *(
            [t("price.cap_month.told", price=yuan(t, one.cap_month_fen))]
            if one.cap_month_fen is not None
            else []
        ),
        *(t(f"price.charge.{status}") for status in sorted(one.charged)),
    ]
