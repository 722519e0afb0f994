"""One price plan: what it costs now, what waits for somebody's word, and what it was before."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button
from dashboard.components.decision_words import cited_words
from dashboard.components.marks import marks
from dashboard.components.price_changes import changes
from dashboard.components.price_form import price_form
from dashboard.components.price_strip import price_strips
from dashboard.components.price_words import concession_words, rate_words, valid_words
from dashboard.components.spoken import clock
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.money.price import PlanStatus, PlanVersion
from models.money.price_life import approved, before, in_force
from models.payload import visible

Versions = Sequence[PlanVersion]


def price_card(visit: Visit, versions: Versions) -> Component:
    """versions: those of one plan, in their order."""
    t = visit.translate
    today = visit.ports.centre.day_of(visit.ports.clock())
    now = in_force(versions, today)
    shown = now or versions[-1]
    coming = [one for one in approved(versions) if one.valid_from > today]
    waiting = [one for one in versions if one.status is PlanStatus.PROPOSED]
    head = html.Header(
        [
            html.H2(t.name(shown.name)),
            html.Span(t(f"price.what.{shown.what}"), className="chip"),
        ],
        className="price-head",
    )
    parts: list[Component | None] = [
        head,
        _told(visit, versions, now) if now else calm(t("price.not_in_force")),
        *(_later(visit, versions, one) for one in coming),
        *(_waiting(visit, versions, one) for one in waiting),
        _history(visit, versions, now),
        _new_version(visit, shown) if visit.may(Permission.PRICE_PROPOSE) else None,
    ]
    return html.Section(parts, className="panel price-card", id=f"plan-{shown.plan}")


def _told(visit: Visit, versions: Versions, one: PlanVersion) -> Component:
    """A version in full."""
    t = visit.translate
    less = [html.Li(concession_words(t, row)) for row in one.concessions]
    return html.Div(
        [
            html.P([html.Strong(rate_words(t, one.base_fen, one.unit)), " ", _caps(visit, one)]),
            price_strips(t, one),
            html.Ul(less, className="price-less") if less else None,
            html.P(
                t("price.charged." + "-".join(sorted(one.charged)) if one.charged else "price.charged.none"),
                className="hint",
            )
            if one.what in ("course", "room")
            else None,
            html.P(_validity(visit, versions, one), className="hint"),
        ],
        className="price-version",
    )


def _validity(visit: Visit, versions: Versions, one: PlanVersion) -> str:
    t = visit.translate
    decided = [t("price.decision.told", text=cited_words(t, one.decision))] if one.decision else []
    return " · ".join([valid_words(t, versions, one), *decided])


def _caps(visit: Visit, one: PlanVersion) -> Component:
    t = visit.translate
    caps = [
        t(key, price=yuan(t, fen))
        for key, fen in (("price.cap.told", one.cap_fen), ("price.cap_month.told", one.cap_month_fen))
        if fen is not None
    ]
    return html.Span(" · ".join(caps), className="muted")


def _later(visit: Visit, versions: Versions, one: PlanVersion) -> Component:
    t = visit.translate
    title = t("price.coming", valid=valid_words(t, versions, one))
    return html.Details([html.Summary(title), _told(visit, versions, one)], className="fold price-coming")


def _waiting(visit: Visit, versions: Versions, one: PlanVersion) -> Component:
    """What somebody proposed, what it would change, and the buttons of whoever looks."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    at = clock(one.proposed_at, zone) if one.proposed_at else ""
    own = one.proposed_by == visit.account.name
    return html.Section(
        [
            html.H3(t("price.waiting", number=one.number)),
            html.P(t("price.proposed", name=visible(one.proposed_by), at=at), className="hint"),
            _told(visit, versions, one),
            changes(visit, before(versions, one), one),
            html.P(_hands(visit, one, own=own), className="buttons"),
            html.P(t("price.own"), className="hint") if own else None,
        ],
        className="price-waiting",
    )


def _hands(visit: Visit, one: PlanVersion, *, own: bool) -> list[Component]:
    t, which = visit.translate, {"plan": one.plan, "number": str(one.number)}
    if own:
        return [deed_button("withdraw", t("price.withdraw"), **which)]
    if not visit.may(Permission.PRICE_APPROVE):
        return []
    return [
        deed_button("approve", t("price.approve"), "primary", **which),
        deed_button("refuse", t("price.refuse"), **which),
    ]


def _history(visit: Visit, versions: Versions, now: PlanVersion | None) -> Component | None:
    t = visit.translate
    past = [one for one in reversed(versions) if one.status is not PlanStatus.PROPOSED]
    if len(past) < 2 and (now is not None or not past):
        return None
    rows = [_past(visit, versions, one, current=one == now) for one in past]
    return html.Details(
        [html.Summary(t("price.history", n=len(past))), html.Ol(rows, className="price-history")],
        className="fold",
    )


def _past(visit: Visit, versions: Versions, one: PlanVersion, *, current: bool) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    at = clock(one.decided_at, zone) if one.decided_at else ""
    state = "now" if current else one.status
    valid = valid_words(t, versions, one) if one.status is PlanStatus.APPROVED else ""
    return html.Li(
        [
            html.B(f"#{one.number} {rate_words(t, one.base_fen, one.unit)}"),
            html.Span(t(f"price.status.{state}"), className="chip"),
            html.Span(valid),
            html.Span(
                t(
                    "price.persons",
                    proposer=visible(one.proposed_by),
                    decider=visible(one.decided_by),
                    at=at,
                ),
                className="hint",
            ),
        ],
        **marks(data_status=state),
    )


def _new_version(visit: Visit, shown: PlanVersion) -> Component:
    t = visit.translate
    return html.Details([html.Summary(t("price.new_version")), price_form(visit, shown)], className="fold")
