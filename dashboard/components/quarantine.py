"""Quarantine: the band that says new devices speak, and the section with a card for each."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, pager
from dashboard.components.marks import marks
from dashboard.components.stranger_card import stranger_card
from dashboard.link import link
from dashboard.page import Visit
from models.desk import ProfileCard, Stranger

PAGE = 12


def newcomers(visit: Visit, strangers: Sequence[Stranger]) -> Component | None:
    """The band on top; nothing when nobody new speaks."""
    if not strangers:
        return None
    t, count = visit.translate, len(strangers)
    said = t("strangers.one") if count == 1 else t("strangers.many", n=count)
    return html.A(
        [
            html.Span("＋", className="newcomer-sign", **marks(aria_hidden="true")),
            html.Strong(said),
            html.Span(t("strangers.look")),
        ],
        href="#strangers",
        className="newcomers",
    )


def quarantine(
    visit: Visit, strangers: Sequence[Stranger], profiles: Sequence[ProfileCard], taken: Sequence[str]
) -> Component:
    t = visit.translate
    last = max(1, -(-len(strangers) // PAGE))
    asked = visit.query.get("strangers", "1")
    page = min(last, int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 1) or 1
    part = strangers[(page - 1) * PAGE : page * PAGE]
    cards = [stranger_card(visit, one, profiles, taken, number) for number, one in enumerate(part)]
    steps = [(t("sensors.before"), page - 1), (t("sensors.after"), page + 1)]
    turns = [(words, link(visit, strangers=n) + "#strangers") for words, n in steps if 1 <= n <= last]
    return html.Section(
        [
            html.Header(
                [html.H2(t("strangers.title")), html.P(t("strangers.why"), className="muted")],
                className="panel-head",
            ),
            html.Div(cards, className="stranger-cards") if cards else calm(t("strangers.none"), "✓"),
            pager(turns, t("strangers.pages"), t("sensors.page", n=page, of=last)),
        ],
        className="panel",
        id="strangers",
    )
