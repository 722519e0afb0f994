"""The head of a page about one month: its title, and the ways to the months beside it."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.use_words import month_words
from dashboard.link import link
from dashboard.page import Visit
from models.metric.period import month as month_from
from models.money.month import month_of, next_month, previous_month


def month_asked(visit: Visit, otherwise: date | None = None) -> date:
    """The month of the address, as 2026-10; else `otherwise`, else the present one."""
    try:
        return month_from(visit.query.get("month", "")).first
    except ValueError:
        return otherwise or this_month(visit)


def this_month(visit: Visit) -> date:
    return month_of(visit.ports.centre.business_day_of(visit.ports.clock()))


def month_head(visit: Visit, page: str, month: date) -> Component:
    """No month lies before what anybody asks for, and none after the present one."""
    t = visit.translate
    ways = [(t("month.before"), previous_month(month))]
    if month < this_month(visit):
        ways.append((t("month.after"), next_month(month)))
    turns = [
        html.A(words, href=link(visit, page, month=f"{to:%Y-%m}"), className="turn") for words, to in ways
    ]
    title = t(f"{page}.title", month=month_words(t, month))
    nav = html.Nav(turns, className="buttons", **marks(aria_label=t("month.turn")))
    return html.Header(
        [html.H1(title), html.P(t(f"{page}.lead"), className="muted"), nav], className="use-head"
    )
