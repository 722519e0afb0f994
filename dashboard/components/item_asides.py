"""Postings that no statement will show: what waits for a second person, and what was agreed, with the way back."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button
from dashboard.components.item_words import item_words
from dashboard.components.use_words import day_words
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.payload import visible
from models.services.item_asides import AsideNow


def never_panel(visit: Visit, found: Sequence[AsideNow]) -> Component | None:
    """Nothing where nothing was ever set aside."""
    if not found:
        return None
    t = visit.translate
    waiting = sum(not one.aside.assent.agreed for one in found)
    head = html.H2(t("statements.nevers", n=waiting))
    rows = [_row(visit, one) for one in found]
    return html.Section([head, html.Ul(rows, className="tie-list tie-asides")], className="panel", id="never")


def _row(visit: Visit, one: AsideNow) -> Component:
    t, assent = visit.translate, one.aside.assent
    what = t("statements.never.gone")
    if one.item is not None:
        about = " · ".join(item_words(visit, one.item))
        what = f"{day_words(t, one.item.day)} · {yuan(t, one.item.fen)} · {about}"
    why = f"{t(f'statements.never.{one.aside.reason}')} · {visible(assent.decision)}"
    who = t("paper.proposed", who=visible(assent.proposed_by))
    agreed = t("paper.approved", who=visible(assent.approved_by)) if assent.agreed else t("paper.waiting")
    names = html.Span(f"{why} · {who} · {agreed}", className="muted")
    return html.Li([html.B(what), names, html.Span(_deeds(visit, one), className="buttons")])


def _deeds(visit: Visit, one: AsideNow) -> Sequence[Component]:
    t, assent = visit.translate, one.aside.assent
    own = assent.proposed_by == visit.account.name
    agrees = visit.may(Permission.MONEY_APPROVE)
    found = []
    if agrees and not own and not assent.agreed:
        found.append(deed_button("agree_never", t("paper.approve"), "primary", aside=one.aside.id))
    if agrees or visit.may(Permission.MONEY_ENTER):
        word = "statements.never.lift" if assent.agreed else "paper.withdraw" if own else "paper.refuse"
        found.append(deed_button("lift_never", t(word), "", aside=one.aside.id))
    return found
