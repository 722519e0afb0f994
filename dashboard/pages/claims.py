"""The monthly claim for subsidised meals: what is claimed, whether the book agrees, and how far it has come."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.claim_check import claim_steps, claim_tie
from dashboard.components.claim_table import band_bars, claim_rows, week_table
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.subsidy_panel import ROWS, delivery_panel, rules_panel
from dashboard.components.typed import day_of, fen_typed, number_of
from dashboard.components.use_words import day_words, month_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import ClaimsId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.metric.period import YEARS
from models.money.meal_claim import Claim, ClaimStatus
from models.money.month import month_of, next_month, previous_month
from models.money.subsidy import AgeBand
from models.services.claims import (
    ClaimSheet,
    check_claim,
    claim_sheet,
    pay_claim,
    reopen_claim,
    send_claim,
    subsidies_of,
)
from models.services.delivery_money import delivery_money
from models.services.strangers import RefusedError
from models.services.subsidy_rules import approve_rule, propose_rule, withdraw_rule

WHO = (Permission.MONEY_READ,)
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=ClaimsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ClaimsId.ASK),
            dcc.Store(id=ClaimsId.ANSWER),
        ],
        id=ClaimsId.ROOT,
        className="claims",
        **marks(data_asks=ClaimsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, month = visit.translate, _month(visit)
    try:
        sheet = claim_sheet(visit.ports, month, number_of(visit.query, "number", 0))
        rules = subsidies_of(visit.ports).rules()
        brought = delivery_money(visit.ports, month)
    except RefusedError as error:
        return [
            html.H1(t("page.claims")),
            html.Section([calm(sentence(t, error.message), "♨")], className="panel"),
        ]
    head = html.Header(
        [
            html.H1(t("claims.title", month=month_words(t, month))),
            html.P(t("claims.lead"), className="muted"),
        ],
        className="use-head",
    )
    below = html.Div([rules_panel(visit, rules), delivery_panel(visit, brought)], className="two")
    if not sheet.claim.total.meals:
        nothing = html.Section([calm(t("claims.nothing"), "♨")], className="panel")
        return [head, _turning(visit, month), nothing, below]
    return [
        head,
        _turning(visit, month),
        _supplements(visit, sheet),
        claim_steps(visit, sheet),
        html.Div([band_bars(visit, sheet.claim), claim_tie(visit, sheet)], className="two"),
        week_table(visit, sheet.claim),
        below,
    ]


def _month(visit: Visit) -> date:
    """The month that the address names, else the one that ended last."""
    typed = visit.query.get("month", "")
    if _MONTH.fullmatch(typed) and int(typed[:4]) in YEARS:
        return date.fromisoformat(f"{typed}-01")
    return previous_month(month_of(visit.ports.centre.business_day_of(visit.ports.clock())))


def _turning(visit: Visit, month: date) -> Component:
    t = visit.translate
    known = {one.month: one for one in subsidies_of(visit.ports).claims() if not one.number}
    around = (previous_month(month), month, next_month(month))
    links = [_link(visit, one, known.get(one), here=one == month) for one in around]
    return html.Nav(links, className="buttons", **marks(aria_label=t("claims.months")))


def _supplements(visit: Visit, sheet: ClaimSheet) -> Component | None:
    """The month's claim and its supplements, once there is more than one."""
    t, claim = visit.translate, sheet.claim
    last = max(claim.number, len(sheet.made) - 1)
    if not last:
        return None
    links = []
    for n in range(last + 1):
        status = sheet.made[n].status if n < len(sheet.made) else ClaimStatus.DRAFT
        words = [t("claims.supplement", n=n) if n else t("claims.first"), t(f"claims.status.{status}")]
        here = marks(aria_current="page") if n == claim.number else {}
        there = link(visit, "claims", month=f"{claim.month:%Y-%m}", number=f"{n}")
        links.append(html.A(" · ".join(words), href=there, className="turn", **here))
    return html.Nav(links, className="buttons", **marks(aria_label=t("claims.supplements")))


def _link(visit: Visit, month: date, claim: Claim | None, *, here: bool) -> Component:
    t = visit.translate
    words = [month_words(t, month)]
    words += [t(f"claims.status.{claim.status}")] if claim else []
    current = marks(aria_current="page") if here else {}
    return html.A(
        " · ".join(words), href=link(visit, "claims", month=f"{month:%Y-%m}"), className="turn", **current
    )


def register(callbacks: Callbacks) -> None:
    """Whoever looks may take the list along; each other deed asks for its right in its service."""

    @callbacks.asking(ClaimsId.ASK, ClaimsId.ANSWER, ClaimsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _sheet(visit: Visit, _fields: Fields) -> Json:
    t, number = visit.translate, number_of(visit.query, "number", 0)
    claim = claim_sheet(visit.ports, _month(visit), number).claim
    numbered: list[list[Cell]] = [[t("claims.column.number"), claim.number]] if claim.number else []
    head: list[list[Cell]] = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("claims.column.month"), month_words(t, claim.month)],
        *numbered,
        [t("claims.column.status"), t(f"claims.status.{claim.status}")],
        [
            t("claims.column.made"),
            day_words(t, visit.ports.centre.business_day_of(visit.ports.clock()), year=True),
        ],
        [],
    ]
    name = f"{visit.centre}-meal-claim-{claim.key}.csv"
    return {
        "text": t("use.take.done"),
        "file": {"name": name, "text": csv_text([*head, *claim_rows(t, claim)])},
    }


def _done(visit: Visit, key: str, part: str, number: int = 0) -> Json:
    which = {"number": f"{number}"} if number else {}
    there = link(visit, "claims", month=f"{_month(visit):%Y-%m}", **which)
    return {"text": visit.translate(key), "go": f"{there}#{part}"}


def _asked_month(fields: Fields) -> date:
    """The month that the form stood for: the address may have changed since."""
    return day_of(fields, "month")


def _number(fields: Fields) -> int:
    return number_of(fields, "number", 0)


def _check(visit: Visit, fields: Fields) -> Json:
    number = _number(fields)
    check_claim(visit.ports, visit.account, _asked_month(fields), fields.get("reason", ""), number)
    return _done(visit, "claims.was_checked", "steps", number)


def _reopen(visit: Visit, fields: Fields) -> Json:
    reopen_claim(visit.ports, visit.account, _asked_month(fields), _number(fields))
    return _done(visit, "claims.was_reopened", "steps", _number(fields))


def _send(visit: Visit, fields: Fields) -> Json:
    send_claim(visit.ports, visit.account, _asked_month(fields), _number(fields))
    return _done(visit, "claims.was_sent", "steps", _number(fields))


def _pay(visit: Visit, fields: Fields) -> Json:
    day, fen = day_of(fields, "day"), fen_typed(fields, "amount")
    pay_claim(visit.ports, visit.account, _asked_month(fields), day, fen, _number(fields))
    return _done(visit, "claims.was_paid", "steps", _number(fields))


def _rule(visit: Visit, fields: Fields) -> Json:
    bands = [_band(fields, n) for n in range(ROWS) if fields.get(f"lowest{n}", "").strip()]
    day, decision = day_of(fields, "valid_from"), fields.get("decision", "")
    propose_rule(visit.ports, visit.account, day, bands, decision)
    return _done(visit, "paper.was_proposed", "rules")


def _band(fields: Fields, n: int) -> AgeBand:
    """A per cent with two decimals is so many basis points, as yuan are fen."""
    highest = number_of(fields, f"highest{n}") if fields.get(f"highest{n}", "").strip() else None
    return AgeBand(lowest=number_of(fields, f"lowest{n}"), highest=highest, bp=fen_typed(fields, f"share{n}"))


def _approve(visit: Visit, fields: Fields) -> Json:
    approve_rule(visit.ports, visit.account, fields.get("paper", ""))
    return _done(visit, "paper.was_approved", "rules")


def _withdraw(visit: Visit, fields: Fields) -> Json:
    withdraw_rule(visit.ports, visit.account, fields.get("paper", ""))
    return _done(visit, "paper.was_withdrawn", "rules")


DEEDS: Mapping[str, Deed] = {
    "sheet": _sheet,
    "check": _check,
    "reopen": _reopen,
    "send": _send,
    "pay": _pay,
    "rule": _rule,
    "approve_rule": _approve,
    "withdraw_rule": _withdraw,
}

CLAIMS = Page(
    key="claims",
    path="claims",
    icon="♨",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
