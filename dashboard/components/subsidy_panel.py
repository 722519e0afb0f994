"""The bands of the meal subsidy with all versions, the form for new ones, and what bringing meals home costs."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_form, entry
from dashboard.components.claim_table import band_words
from dashboard.components.field import field
from dashboard.components.paper_words import paper, paper_deeds
from dashboard.components.use_words import NO_DATA
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.metric.service import each
from models.money.subsidy import OLDEST, SubsidyRule
from models.payload import visible
from models.services.delivery_money import DeliveryMoney
from models.services.property import LONGEST_DECISION

ROWS = 4
"""Bands that a form has room for."""


def rules_panel(visit: Visit, rules: Sequence[SubsidyRule]) -> Component:
    """The newest first."""
    t = visit.translate
    versions = [
        paper(
            visit,
            rule_words(t, one),
            one.valid_from,
            one.assent,
            paper_deeds(visit, one.assent, "rule", one.id),
        )
        for one in reversed(rules)
    ]
    body = [
        html.H2(t("claims.rules")),
        html.P(t("claims.rules.under"), className="muted"),
        html.Ul(versions, className="papers") if versions else calm(t("claims.no_rules"), "♨"),
        _propose(t) if visit.may(Permission.PRICE_PROPOSE) else None,
    ]
    return html.Section(body, className="panel claim", id="rules")


def rule_words(t: Translate, rule: SubsidyRule) -> str:
    """ "60-74: 10 %; 75+: 15 %"."""
    return t("claims.and").join(
        t("claims.pays", band=band_words(t, band.key), share=f"{band.bp / 100:g}") for band in rule.bands
    )


def _propose(t: Translate) -> Component:
    rows = [_band(t, n) for n in range(ROWS)]
    fields: list[Component | None] = [
        html.Fieldset([html.Legend(t("claims.bands")), *rows], className="one-of"),
        field("valid_from", t("paper.valid_from"), "date"),
        entry("decision", t("paper.decision_ref"), hint=t("paper.decision_hint"), maxLength=LONGEST_DECISION),
        html.Button(t("paper.propose"), type="submit", className="primary"),
    ]
    return html.Details([html.Summary(t("claims.propose")), deed_form("rule", fields)], className="fold")


def _band(t: Translate, n: int) -> Component:
    ages = (("lowest", t("claims.lowest")), ("highest", t("claims.highest")))
    parts = [field(f"{name}{n}", words, "number", "", min="0", max=str(OLDEST)) for name, words in ages]
    share = entry(f"share{n}", t("claims.share"), inputMode="decimal")
    return html.Div([*parts, share], className="asked-row")


def delivery_panel(visit: Visit, told: DeliveryMoney) -> Component:
    """Fee and cost of a meal that is brought home; what is not in the book is not known."""
    t = visit.translate
    cost, fee = each(told.cost_fen, told.meals), each(told.fee_fen, told.meals)
    figures = {
        "meals": f"{told.meals:,}",
        "fee": (t("claims.delivery.no_fee") if told.meals else NO_DATA)
        if told.fee_fen is None
        else yuan(t, told.fee_fen),
        "fee_each": NO_DATA if fee is None else yuan(t, fee),
        "cost": NO_DATA if told.cost_fen is None else yuan(t, told.cost_fen),
        "cost_each": NO_DATA if cost is None else yuan(t, cost),
    }
    rows = [
        html.Div([html.Dt(t(f"claims.delivery.{name}")), html.Dd(words)]) for name, words in figures.items()
    ]
    by = [
        html.Li(t("claims.delivery.by", who=visible(who) or t("claims.delivery.nobody"), value=yuan(t, fen)))
        for who, fen in told.costs.items()
    ]
    body = [
        html.H2(t("claims.delivery")),
        html.P(t("claims.delivery.under"), className="muted"),
        html.Dl(rows, className="claim-facts"),
        html.Ul(by) if by else None,
    ]
    return html.Section(body, className="panel claim", id="delivery")
