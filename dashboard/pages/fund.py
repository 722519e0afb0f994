"""The fund: where each yuan went, what the buckets hold, when the debt is paid; and the steps by which people run it."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.fund_deeds import order_panel, run_panel, waiting_panel
from dashboard.components.fund_flow import flow_panel, flow_rows
from dashboard.components.fund_months import month_rows, months_panel
from dashboard.components.fund_rule import decision_words, rule_panel
from dashboard.components.fund_vessels import debt_panel, vessel_panel
from dashboard.components.fund_what_if import what_if_panel
from dashboard.components.fund_words import ratio_words
from dashboard.components.marks import marks
from dashboard.components.typed import day_of, number_of
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.fund_typed import amount_of, month_typed, rule_of
from dashboard.ids import FundId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.services.fund import fund_state
from models.services.fund_flow import fund_flow
from models.services.fund_orders import decide_order, propose_debt, propose_spend
from models.services.fund_rules import decide_rule, propose_rule
from models.services.fund_runs import ask_run, drop_run, post_run, take_back
from models.services.strangers import refusal

WHO = (Permission.FUND_READ,)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=FundId.TOLD, className="told toast", role="status"),
            dcc.Store(id=FundId.ASK),
            dcc.Store(id=FundId.ANSWER),
        ],
        id=FundId.ROOT,
        className="fund",
        **marks(data_asks=FundId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """First what residents want to see, then what those do who keep the fund."""
    t = visit.translate
    title, lead = html.H1(t("page.fund")), html.P(t("fund.lead"), className="muted")
    if visit.ports.money is None:
        return [title, html.Section([calm(t("refused.fund.nowhere"), "◔")], className="panel")]
    state = fund_state(visit.ports)
    words = t("fund.head", ratio=ratio_words(state.rule), decision=decision_words(t, state.rule))
    return [
        html.Header([title, lead, html.P(html.A(words, href="#rule"))], className="use-head"),
        waiting_panel(visit, state),
        flow_panel(visit, state, fund_flow(visit.ports, state)),
        debt_panel(visit, state),
        vessel_panel(visit, state),
        run_panel(visit, state),
        order_panel(visit, state),
        months_panel(visit, state),
        what_if_panel(visit, state),
        rule_panel(visit, state),
    ]


def register(callbacks: Callbacks) -> None:
    """Whoever looks may take figures along; every other deed asks for its own right in its service."""

    @callbacks.asking(FundId.ASK, FundId.ANSWER, FundId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, t, state = fields.get("sheet", ""), visit.translate, fund_state(visit.ports)
    if part not in ("flow", "months"):
        raise refusal("no_deed")
    flow = fund_flow(visit.ports, state)
    rows = flow_rows(t, state, flow) if part == "flow" else month_rows(t, state)
    head: list[list[Cell]] = [[t("use.sheet.centre"), t.name(visit.ports.centre.name)], []]
    name = f"{visit.centre}-fund-{part}.csv"
    return {"text": t("use.take.done"), "file": {"name": name, "text": csv_text([*head, *rows])}}


def _done(visit: Visit, key: str, part: str) -> Json:
    """Said on the page that is opened anew."""
    return {"text": visit.translate(f"fund.done.{key}"), "go": f"{link(visit, 'fund')}#{part}"}


def _ask(visit: Visit, fields: Fields) -> Json:
    month = month_typed(fields.get("month", ""))
    number, through = number_of(fields, "number"), number_of(fields, "through")
    ask_run(visit.ports, visit.account, month, number=number, through=through)
    return _done(visit, "ask", "run")


def _run(visit: Visit, fields: Fields) -> Json:
    post_run(visit.ports, visit.account, number_of(fields, "number"))
    return _done(visit, "run", "months")


def _drop(visit: Visit, fields: Fields) -> Json:
    drop_run(visit.ports, visit.account, number_of(fields, "number"))
    return _done(visit, "drop", "run")


def _take_back(visit: Visit, fields: Fields) -> Json:
    take_back(visit.ports, visit.account, number_of(fields, "number"))
    return _done(visit, "take_back", "months")


def _propose_rule(visit: Visit, fields: Fields) -> Json:
    propose_rule(visit.ports, visit.account, rule_of(fields))
    return _done(visit, "proposed", "waiting")


def _propose_spend(visit: Visit, fields: Fields) -> Json:
    words = {name: fields.get(name, "") for name in ("memo", "building", "project")}
    day = day_of(fields, "day")
    propose_spend(visit.ports, visit.account, fields.get("bucket", ""), amount_of(fields), day, **words)
    return _done(visit, "proposed", "waiting")


def _propose_debt(visit: Visit, fields: Fields) -> Json:
    propose_debt(visit.ports, visit.account, amount_of(fields), day_of(fields, "day"), fields.get("memo", ""))
    return _done(visit, "proposed", "waiting")


def _decide_rule(visit: Visit, fields: Fields) -> Json:
    approve = fields.get("approve") == "yes"
    decide_rule(visit.ports, visit.account, number_of(fields, "which"), approve=approve)
    return _done(visit, "approved" if approve else "refused", "rule")


def _decide_order(visit: Visit, fields: Fields) -> Json:
    approve = fields.get("approve") == "yes"
    decide_order(visit.ports, visit.account, fields.get("which", ""), approve=approve)
    return _done(visit, "approved" if approve else "refused", "vessels")


DEEDS: Mapping[str, Deed] = {
    "sheet": _sheet,
    "ask": _ask,
    "run": _run,
    "drop": _drop,
    "take_back": _take_back,
    "propose_rule": _propose_rule,
    "propose_spend": _propose_spend,
    "propose_debt": _propose_debt,
    "decide_rule": _decide_rule,
    "decide_order": _decide_order,
}

FUND = Page(
    key="fund", path="fund", icon="◔", permission=WHO, layout=layout, register=register, group=PageGroup.MONEY
)
