"""Soft rules that people made of their reasons: what each holds against which proposals, and its switch."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.advice.half_hour import MINUTES
from dashboard.components.advice_words import number_words, space_words
from dashboard.components.asking import calm, deed_button, deed_form
from dashboard.components.calendar_axis import span
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.spoken import clock
from dashboard.page import Visit
from models.account import Permission
from models.advice.rule import SoftRule
from models.payload import visible

WHOLE_DAY = 48


def rules_panel(visit: Visit, rules: Sequence[SoftRule], offers: Sequence[SoftRule]) -> Component:
    """offers: rules that could be made of reasons which were given three times; nothing is a rule without a yes."""
    t = visit.translate
    may = visit.may(Permission.ADVICE_RULE)
    ordered = sorted(rules, key=lambda one: (one.ended, one.id))
    rows = [_rule(visit, one, may=may) for one in ordered]
    return html.Section(
        [
            html.H2(t("advice_page.rules")),
            html.P(t("advice_page.rules.under"), className="muted"),
            *(_offer(visit, one) for one in offers if may),
            html.Ul(rows, className="soft-rules") if rows else calm(t("advice_page.rules.none")),
        ],
        className="panel",
        id="rules",
    )


def rule_words(visit: Visit, one: SoftRule) -> str:
    """What it is about and what it costs, in a sentence."""
    t = visit.translate
    action = t(f"advice.action.{one.action}") if one.action else t("advice_page.any_action")
    space = space_words(visit, one.space) if one.space else t("advice_page.any_space")
    whole = (one.start, one.end) == (0, WHOLE_DAY)
    hours = t("advice_page.any_hour") if whole else span(one.start * MINUTES, one.end * MINUTES)
    return t(
        "advice_page.rule",
        reason=t(f"advice_page.reason.{one.reason}"),
        action=action,
        space=space,
        hours=hours,
        penalty=number_words(one.penalty),
    )


def _offer(visit: Visit, one: SoftRule) -> Component:
    t = visit.translate
    fields = [
        html.P(
            t("advice_page.offer", n=len(one.rejections), rule=rule_words(visit, one)), className="strong"
        ),
        field(
            "penalty", t("advice_page.penalty"), "number", f"{one.penalty:g}", min="0", max="1000", step="any"
        ),
        html.Button(t("advice_page.offer.take"), type="submit", className="primary"),
    ]
    return html.Div(deed_form("make_rule", fields, rule=one.id), className="offer", role="note")


def _rule(visit: Visit, one: SoftRule, *, may: bool) -> Component:
    t = visit.translate
    state = t("advice_page.rule.ended" if one.ended else "advice_page.rule.on")
    turn = deed_button(
        "turn_rule",
        t("advice_page.rule.turn_on" if one.ended else "advice_page.rule.turn_off"),
        rule=one.id,
        version=str(one.version),
        ended="" if one.ended else "yes",
    )
    by = f"{visible(one.made_by)} · {clock(one.made_at, visit.ports.centre.zone_info)}"
    return html.Li(
        [
            html.Div([html.Span(rule_words(visit, one)), html.Small(by, className="muted")]),
            html.Span(state, className="chip"),
            turn if may else None,
        ],
        **marks(data_ended="true" if one.ended else "false"),
    )
