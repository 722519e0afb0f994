"""The rule by which is shared out, with the decision behind it; versions before and after it; a form for the next one."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import choice, deed_form, entry
from dashboard.components.decision_words import cited_words, decision_entry
from dashboard.components.field import field, tick
from dashboard.components.fund_words import bucket_words, percent_words, ratio_words
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from models.account import Permission
from models.money.chart import CHART, AccountKind
from models.money.fund.rule import LONGEST_DECISION, Base, Bucket, FundRule, Payoff, Purpose
from models.money.month import month_of, next_month
from models.needs.meeting import Subject
from models.payload import visible
from models.services.fund import FundState

ROWS = 6
"""Buckets that the form has room for."""


def rule_panel(visit: Visit, state: FundState) -> Component:
    t, rule = visit.translate, state.rule
    shares = [f"{bucket_words(t, one)} {percent_words(one.points)}" for one in rule.buckets]
    facts = [
        html.P(" · ".join(shares), className="fund-shares"),
        html.P(decision_words(t, rule), className="fund-decision"),
        html.P([t(f"fund.base.{rule.base}"), " ", t(f"fund.payoff.{rule.payoff}")], className="muted"),
    ]
    return html.Section(
        [
            html.H2(t("fund.rule.title", ratio=ratio_words(rule))),
            *facts,
            _versions(visit, state),
            _form(visit, state) if visit.may(Permission.FUND_RULE) else None,
        ],
        className="panel",
        id="rule",
    )


def decision_words(t: Translate, rule: FundRule) -> str:
    """Where it was decided; of the built-in rule, that nobody has decided it yet."""
    if not rule.version:
        return t("fund.rule.undecided")
    return t("fund.rule.decision", decision=cited_words(t, rule.decision), month=f"{rule.valid_from:%Y-%m}")


def _versions(visit: Visit, state: FundState) -> Component | None:
    t = visit.translate
    if not state.rules:
        return None
    rows = [
        html.Li(
            f"{t('fund.rule.version', n=one.version)} · {ratio_words(one)} · {decision_words(t, one)} · "
            f"{t(f'fund.status.{one.status}')}{_who(visit, one)}"
        )
        for one in reversed(state.rules)
    ]
    return html.Details([html.Summary(t("fund.rule.versions", n=len(rows))), html.Ul(rows)], className="fold")


def _who(visit: Visit, rule: FundRule) -> str:
    """Persons are named to those who keep the books."""
    if not visit.may(Permission.MONEY_READ):
        return ""
    words = visit.translate("fund.by", proposed=rule.proposed_by, decided=rule.decided_by or "–")
    return f" · {visible(words)}"


def _form(visit: Visit, state: FundState) -> Component:
    t, rule = visit.translate, state.rule
    stood, today = state.stood, visit.ports.centre.business_day_of(visit.ports.clock())
    first = next_month(stood[-1].month) if stood else month_of(today)
    kept: list[Bucket | None] = [*rule.buckets]
    rows = [_bucket(t, n, one) for n, one in enumerate((kept + [None] * ROWS)[: max(ROWS, len(kept))])]
    fields = [
        decision_entry(
            visit,
            Subject.FUND_RULE,
            t("fund.form.decision"),
            t("fund.form.decision_hint"),
            LONGEST_DECISION,
        ),
        html.Div(
            [
                field("valid_from", t("fund.form.valid_from"), "month", f"{first:%Y-%m}"),
                choice(
                    "base",
                    t("fund.form.base"),
                    [(one.value, t(f"fund.base.{one}")) for one in Base],
                    rule.base,
                ),
                choice(
                    "payoff",
                    t("fund.form.payoff"),
                    [(one.value, t(f"fund.payoff.{one}")) for one in Payoff],
                    rule.payoff,
                ),
            ],
            className="asked-row",
        ),
        _accounts(t, rule),
        html.Fieldset([html.Legend(t("fund.form.buckets")), *rows], className="one-of fund-buckets"),
        html.Button(t("fund.form.propose"), type="submit", className="primary"),
    ]
    return html.Details(
        [html.Summary(t("fund.form.rule")), deed_form("propose_rule", fields)], className="fold"
    )


def _accounts(t: Translate, rule: FundRule) -> Component:
    """The accounts of income and costs by their names, to be ticked for a base of one's own."""
    known = [one.key for one in CHART.values() if one.kind in (AccountKind.INCOME, AccountKind.COST)]
    ticks = [tick(f"account.{key}", account_words(t, key), value=key, on=_covers(rule, key)) for key in known]
    hint = html.P(t("fund.form.accounts_hint"), className="hint")
    inside = [html.Summary(t("fund.form.accounts")), hint, html.Div(ticks, className="fund-accounts")]
    return html.Details(inside, className="fold")


def _covers(rule: FundRule, key: str) -> bool:
    return any(key == one or (one.endswith(".") and key.startswith(one)) for one in rule.accounts)


def _bucket(t: Translate, n: int, one: Bucket | None) -> Component:
    names = [_named(locale, one) if one else "" for locale in LOCALES]
    purposes = [(purpose.value, t(f"fund.purpose.{purpose}")) for purpose in Purpose]
    share = percent_words(one.points).removesuffix("%") if one else ""
    return html.Div(
        [
            entry(f"key{n}", t("fund.form.key"), one.key if one else ""),
            entry(f"zh{n}", t("fund.form.zh"), names[0]),
            entry(f"en{n}", t("fund.form.en"), names[1]),
            choice(f"purpose{n}", t("fund.form.purpose"), purposes, one.purpose if one else Purpose.OTHER),
            entry(f"share{n}", t("fund.form.share"), share, inputMode="decimal"),
        ],
        className="fund-bucket",
    )


def _named(locale: Locale, one: Bucket) -> str:
    """What the bucket is called today; a built-in name becomes the rule's own as soon as somebody proposes it."""
    return one.name.get(locale, "") if one.name else bucket_words(Translate(locale), one)
