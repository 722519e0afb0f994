"""What people do with the fund: share out a month after seeing every step, approve what others proposed, pay."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.field import field
from dashboard.components.fund_rule import decision_words
from dashboard.components.fund_words import bucket_words, part_words, percent_words, ratio_words
from dashboard.components.project_choice import project_choice
from dashboard.components.spoken import sentence
from dashboard.components.use_words import day_words, month_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.money.entry import LONGEST_MEMO
from models.money.fund.ask import FundAsk
from models.money.fund.order import FundOrder, OrderKind
from models.money.fund.rule import HELD, FundRule
from models.payload import visible
from models.services.fund import FundState
from models.services.fund_orders import LONGEST_BUILDING
from models.services.fund_runs import AGREES, TAKES_BACK, Plan, asked_plan, plans
from models.services.strangers import RefusedError


def run_panel(visit: Visit, state: FundState) -> Component | None:
    """The next run, and what came late for the month before it, or what was asked for and waits for another person; the
    newest one can be taken back by another person."""
    t = visit.translate
    if state.asked is not None:
        found = [_waiting_run(visit, state, state.asked)] if _may_run(visit) else []
    else:
        runs = visit.may(Permission.FUND_RUN)
        found = [_planned(visit, state, one) for one in plans(visit.ports)] if runs else []
    back = _back(visit, state) if any(visit.may(one) for one in TAKES_BACK) else None
    if not found and back is None:
        return None
    return html.Section([html.H2(t("fund.run")), *found, back], className="panel", id="run")


def _back(visit: Visit, state: FundState) -> Component | None:
    """The newest run for whoever did not make it."""
    if not state.stood:
        return None
    t, last = visit.translate, state.stood[-1]
    if last.by == visit.account.name:
        return html.P(t("fund.run.back_by_another", month=month_words(t, last.month)), className="muted")
    words = t("fund.run.back", month=month_words(t, last.month))
    return html.P(deed_button("take_back", words, "danger", number=f"{last.number}"), className="buttons")


def _planned(visit: Visit, state: FundState, one: Plan | RefusedError) -> Component:
    t = visit.translate
    if isinstance(one, RefusedError):
        return calm(sentence(t, one.message), "◔")
    words = t("fund.run.ask", month=month_words(t, one.month))
    button = deed_button(
        "ask", words, "primary", month=one.month.isoformat(), number=f"{one.number}", through=f"{one.through}"
    )
    return html.Div([*_told(t, state, one), html.P(button, className="buttons")], className="fund-plan")


def _told(t: Translate, state: FundState, one: Plan) -> Sequence[Component]:
    return [
        html.H3(t("fund.run.title", month=month_words(t, one.month), ratio=ratio_words(one.rule))),
        html.Table(html.Tbody([*_steps(t, state, one)]), className="figures fund-table"),
        html.P(decision_words(t, one.rule), className="muted"),
    ]


def _may_run(visit: Visit) -> bool:
    return visit.may(Permission.FUND_RUN) or any(visit.may(one) for one in AGREES)


def _waiting_run(visit: Visit, state: FundState, wanted: FundAsk) -> Component:
    """What was asked for, every step of it; where the books do not say that any more, it can only be dropped."""
    t, own = visit.translate, wanted.by == visit.account.name
    month, which = month_words(t, wanted.month), {"number": f"{wanted.number}"}
    drop = deed_button("drop", t("fund.run.drop" if own else "fund.refuse"), "", **which)
    try:
        steps = [*_told(t, state, asked_plan(visit.ports, wanted))]
    except RefusedError as error:
        steps, post = [calm(sentence(t, error.message), "◔")], None
    else:
        may = not own and any(visit.may(one) for one in AGREES)
        post = deed_button("run", t("fund.run.post", month=month), "primary", **which) if may else None
    told = html.P(t("fund.run.asked", name=visible(wanted.by), month=month))
    waits = None if post else html.P(t("fund.waits_for_another"), className="muted")
    return html.Div([told, *steps, waits, html.P([post, drop], className="buttons")], className="fund-plan")


def _steps(t: Translate, state: FundState, one: Plan) -> Sequence[Component]:
    """From the base to the buckets, each with what it was worked out of."""
    did = one.split
    rows = [
        _step(t("fund.step.base"), t(f"fund.base.{one.rule.base}"), yuan(t, did.base)),
        _step(t("fund.step.carried"), "", yuan(t, did.carried)) if did.carried else None,
        _step(t("fund.step.released"), "", yuan(t, did.released)) if did.released else None,
        _step(t("fund.step.shared"), "", yuan(t, did.shared), strong=True),
        *(
            _step(
                bucket_words(t, bucket),
                _how(t, percent_words(bucket.points), did.asked[bucket.key], did.parts[bucket.key]),
                yuan(t, did.parts[bucket.key]),
            )
            for bucket in one.rule.buckets
        ),
        _step(part_words(t, state, HELD), "", yuan(t, did.parts[HELD])) if HELD in did.parts else None,
        _step(t("fund.step.carry_on"), "", yuan(t, did.after.carried)) if did.after.carried else None,
    ]
    return [row for row in rows if row is not None]


def _how(t: Translate, share: str, asked: int, got: int) -> str:
    return share if asked == got else t("fund.step.capped", share=share, asked=yuan(t, asked))


def _step(name: str, how: str, amount: str, *, strong: bool = False) -> Component:
    cells = [html.Th(name, scope="row"), html.Td(how, className="muted"), html.Td(amount)]
    return html.Tr(cells, className="strong" if strong else "")


def waiting_panel(visit: Visit, state: FundState) -> Component | None:
    """What another person has to decide; nothing where nothing waits or where only residents look."""
    t, rules, orders = visit.translate, state.waiting_rules(), state.waiting_orders()
    if not (rules or orders) or not visit.may(Permission.MONEY_READ):
        return None
    rows = [
        *(
            _waiting(
                visit,
                _rule(t, one),
                one.proposed_by,
                "rule",
                f"{one.version}",
                visit.may(Permission.FUND_RULE),
            )
            for one in rules
        ),
        *(
            _waiting(visit, order_words(t, state, one), one.proposed_by, "order", one.id, _may_pay(visit))
            for one in orders
        ),
    ]
    return html.Section(
        [html.H2(t("fund.waiting", n=len(rows))), html.Ul(rows, className="fund-waiting")],
        className="panel",
        id="waiting",
    )


def _may_pay(visit: Visit) -> bool:
    return visit.may(Permission.FUND_RULE) or visit.may(Permission.MONEY_APPROVE)


def _waiting(visit: Visit, words: str, by: str, what: str, key: str, may: bool) -> Component:
    t = visit.translate
    told = [html.Span(words), html.Small(t("fund.proposed_by", name=visible(by)), className="muted")]
    if by == visit.account.name or not may:
        return html.Li([*told, html.Small(t("fund.waits_for_another"), className="muted")])
    buttons = [
        deed_button(f"decide_{what}", t("fund.approve"), "primary", which=key, approve="yes"),
        deed_button(f"decide_{what}", t("fund.refuse"), "", which=key, approve="no"),
    ]
    return html.Li([*told, html.Span(buttons, className="buttons")])


def _rule(t: Translate, rule: FundRule) -> str:
    return f"{t('fund.rule.version', n=rule.version)} · {ratio_words(rule)} · {decision_words(t, rule)}"


def order_words(t: Translate, state: FundState, order: FundOrder) -> str:
    """A payment, or a debt, in a line."""
    where = f" · {visible(order.building)}" if order.building else ""
    what = part_words(t, state, order.bucket) if order.kind is OrderKind.SPEND else t("fund.order.debt")
    return (
        f"{what} · {yuan(t, order.fen)} · {visible(order.memo)}{where} · {day_words(t, order.day, year=True)}"
    )


def order_panel(visit: Visit, state: FundState) -> Component | None:
    """The forms for a payment and for the debt."""
    t, today = visit.translate, visit.ports.centre.business_day_of(visit.ports.clock())
    if not visit.may(Permission.FUND_RUN):
        return None
    buckets = [
        (one.bucket.key, f"{bucket_words(t, one.bucket)} · {yuan(t, one.left)}") for one in state.vessels
    ]
    spend = [
        choice("bucket", t("fund.form.bucket"), buckets),
        html.Div([_amount(t), _day(t, today)], className="asked-row"),
        entry("memo", t("fund.form.memo"), hint=t("fund.form.memo_hint"), maxLength=LONGEST_MEMO),
        entry(
            "building", t("fund.form.building"), hint=t("fund.form.building_hint"), maxLength=LONGEST_BUILDING
        ),
        project_choice(visit),
        html.Button(t("fund.form.propose"), type="submit", className="primary"),
    ]
    debt = [
        html.Div([_amount(t), _day(t, today)], className="asked-row"),
        entry("memo", t("fund.form.audited"), hint=t("fund.form.audited_hint"), maxLength=LONGEST_MEMO),
        html.Button(t("fund.form.propose"), type="submit", className="primary"),
    ]
    forms = [
        html.Details(
            [html.Summary(t(f"fund.order.{name}_form")), deed_form(f"propose_{name}", fields)],
            className="fold",
        )
        for name, fields in (("spend", spend), ("debt", debt))
    ]
    return html.Section(
        [html.H2(t("fund.orders")), html.P(t("fund.orders.under"), className="muted"), *forms],
        className="panel",
        id="orders",
    )


def _amount(t: Translate) -> Component:
    return entry("amount", t("fund.form.amount"), inputMode="decimal")


def _day(t: Translate, today: date) -> Component:
    return field("day", t("fund.form.day"), "date", today.isoformat())
