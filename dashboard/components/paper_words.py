"""What is said of a paper that two people sign: by whom, from when, by which decision, and the buttons of whoever may act."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.account import Permission
from models.money.assent import Assent
from models.payload import visible

AGREED, WAITING = "●", "○"


def paper(visit: Visit, words: str, valid_from: date, assent: Assent, deeds: Component | None) -> Component:
    """A row of a list of versions."""
    t = visit.translate
    sign = AGREED if assent.agreed else WAITING
    return html.Li(
        [
            html.Div(
                [
                    html.B([sign, " ", words]),
                    html.Span(t("paper.from", day=day_words(t, valid_from, year=True)), className="hint"),
                    html.Span(_names(t, assent), className="hint"),
                ]
            ),
            deeds,
        ],
        **marks(data_agreed="yes" if assent.agreed else "no"),
    )


def _names(t: Translate, assent: Assent) -> str:
    decision = t("paper.decision", words=visible(assent.decision))
    who = t("paper.proposed", who=visible(assent.proposed_by))
    agreed = t("paper.approved", who=visible(assent.approved_by)) if assent.agreed else t("paper.waiting")
    return f"{decision} · {who} · {agreed}"


def paper_deeds(visit: Visit, assent: Assent, kind: str, key: str) -> Component | None:
    """approve_<kind>, withdraw_<kind>: nobody is offered to approve what is his own."""
    t, own = visit.translate, assent.proposed_by == visit.account.name
    if assent.agreed:
        return None
    approve, back = visit.may(Permission.PRICE_APPROVE), visit.may(Permission.PRICE_PROPOSE) and own
    buttons = [
        deed_button(f"approve_{kind}", t("paper.approve"), "primary", paper=key)
        if approve and not own
        else None,
        deed_button(f"withdraw_{kind}", t("paper.withdraw" if own else "paper.refuse"), "", paper=key)
        if back or (approve and not own)
        else None,
    ]
    shown = [one for one in buttons if one is not None]
    return html.Div(shown, className="buttons") if shown else None
