"""What stood in the way of a proposal, what was weighed beside it, whom it crowds out, what it costs and what may go wrong."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_words import message_words, number_words, spell_words
from dashboard.components.marks import marks
from dashboard.components.spoken import word
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.advice.recommendation import Alternative, Constraint, Held, Recommendation

HELD_SIGNS = {Held.OK: "✓", Held.BINDING: "■", Held.RELAXED: "~"}


def constraint_list(visit: Visit, constraints: Sequence[Constraint]) -> Component:
    """What may never be broken stands first; what was at its limit or given way says so in words."""
    ordered = sorted(constraints, key=lambda one: (not one.hard, list(Held).index(one.held)))
    return html.Ul([_constraint(visit, one) for one in ordered], className="constraints")


def _constraint(visit: Visit, one: Constraint) -> Component:
    t = visit.translate
    told: list[Component | str] = [
        html.Span(HELD_SIGNS[one.held], className="held-sign", **marks(aria_hidden="true")),
        word(t, "advice.constraint", one.key),
        html.Span(t(f"advice.held.{one.held}"), className="chip"),
        html.Small(t("advice_page.hard" if one.hard else "advice_page.soft"), className="muted"),
    ]
    if one.slack is not None:
        key = "advice_page.slack" if one.slack >= 0 else "advice_page.points_off"
        told.append(html.Small(t(key, n=number_words(abs(one.slack))), className="muted"))
    return html.Li(told, **marks(data_held=one.held))


def alternative_list(visit: Visit, alternatives: Sequence[Alternative]) -> Component:
    t = visit.translate
    if not alternatives:
        return html.P(t("advice_page.alternatives.none"), className="muted")
    return html.Ol([_alternative(visit, one) for one in alternatives], className="alternatives")


def _alternative(visit: Visit, one: Alternative) -> Component:
    t = visit.translate
    points = t("advice_page.points", n=number_words(one.value))
    return html.Li(
        [
            html.B(t(f"advice.action.{one.action}")),
            html.Span(spell_words(visit, one.target)),
            html.Small(points, className="muted"),
            html.P(message_words(t, one.why_not)),
        ]
    )


def side_effects(visit: Visit, one: Recommendation) -> Component:
    """Displaced use, cost and risks."""
    t = visit.translate
    rows: list[Component] = [html.Dt(t("advice_page.displaced"))]
    displaced = [html.Dd(spell_words(visit, spell)) for spell in one.displaced]
    rows += displaced or [html.Dd(t("advice_page.displaced.none"))]
    cost = yuan(t, one.cost_fen) if one.cost_fen else t("advice_page.cost.none")
    rows += [html.Dt(t("advice_page.cost")), html.Dd(cost)]
    if one.risks:
        rows += [html.Dt(t("advice_page.risks")), *(html.Dd(message_words(t, risk)) for risk in one.risks)]
    return html.Dl(rows, className="facts")
