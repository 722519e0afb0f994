"""Statements held against the book: what came in, what belongs together, and what is left on either side."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, deed_button
from dashboard.components.item_asides import never_panel
from dashboard.components.marks import marks
from dashboard.components.month_head import month_asked, month_head
from dashboard.components.spoken import sentence
from dashboard.components.statement_board import (
    PAGE_OF,
    board,
    pages_asked,
    shown_item,
    shown_line,
    side_rows,
)
from dashboard.components.statement_list import aside_panel, matches_panel, means_cards
from dashboard.components.use_words import month_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import StatementsId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.metric.period import month_of
from models.services.item_asides import approve_aside, asides, lift_aside, propose_aside
from models.services.month_money import tie_out
from models.services.statements import match_all, match_by_hand, set_aside, standing, unmatch, unmatched
from models.services.strangers import RefusedError, refusal

WHO = (Permission.MONEY_READ,)

MOST_ROWS = 100_000
"""Of a CSV file."""

AGAIN = "refused.statement_charge"
"""The refusal that a person can insist on."""


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=StatementsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=StatementsId.ASK),
            dcc.Store(id=StatementsId.ANSWER),
        ],
        id=StatementsId.ROOT,
        className="ledger",
        **marks(data_asks=StatementsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, month = visit.translate, month_asked(visit)
    head = month_head(visit, "statements", month)
    try:
        return [head, *_body(visit)]
    except RefusedError as error:
        return [head, html.Section([calm(sentence(t, error.message), "≡")], className="panel")]


def _body(visit: Visit) -> list[Component | None]:
    t, month = visit.translate, month_asked(visit)
    period, may = month_of(month), visit.may(Permission.MONEY_ENTER)
    means = tie_out(visit.ports, month).means
    owed = visit.query.get("of") == "owed"
    left = unmatched(visit.ports, period, owed=owed, pages=pages_asked(visit.query))
    matches, aside = standing(visit.ports, period)
    bring = html.A(t("statements.bring"), href=link(visit, "imports"), className="turn")
    rules = deed_button("rules", t("statements.rules"), "primary", month=f"{month:%Y-%m}") if may else None
    return [
        html.Div([rules, bring if may and visit.may(Permission.IMPORT_RUN) else None], className="buttons"),
        means_cards(visit, means)
        if means
        else html.Section([calm(t("statements.none"), "≡")], className="panel"),
        board(visit, left, month, may=may),
        never_panel(visit, asides(visit.ports)),
        matches_panel(visit, matches, may=may),
        aside_panel(visit, aside, may=may),
    ]


def register(callbacks: Callbacks) -> None:
    """Whoever sees it may ask; what changes the book asks for its own right in its service."""

    @callbacks.asking(StatementsId.ASK, StatementsId.ANSWER, StatementsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _here(visit: Visit) -> str:
    return link(visit, "statements", month=f"{month_asked(visit):%Y-%m}")


def _rules(visit: Visit, _fields: Fields) -> Json:
    """Every rule over the month that the page shows."""
    found = match_all(visit.ports, visit.account, month_of(month_asked(visit)))
    words = visit.translate("statements.rules.done", n=f"{sum(found.values()):,}")
    return {"text": words, "go": _here(visit)}


def _ticked(fields: Fields, side: str) -> list[str]:
    return [value for name, value in fields.items() if name.startswith(side) and name[len(side) :].isdigit()]


def _tie(visit: Visit, fields: Fields) -> Json:
    """What is ticked is the same money, or is set aside."""
    lines, items = _ticked(fields, "line"), _ticked(fields, "item")
    if fields.get("step") == "never":
        return _never(visit, items, fields)
    if fields.get("step") == "aside":
        return _aside(visit, lines, fields.get("why", ""))
    try:
        match_by_hand(visit.ports, visit.account, lines, items, charged=fields.get("charged") == "yes")
    except RefusedError as error:
        if error.message.key != AGAIN:
            raise
        return {"ok": False, "text": sentence(visit.translate, error.message), "again": "charged"}
    return {"text": visit.translate("statements.tie.done"), "go": _here(visit)}


def _aside(visit: Visit, lines: Sequence[str], why: str) -> Json:
    for line in lines:
        set_aside(visit.ports, visit.account, line, why or "other")
    return {"text": visit.translate("statements.aside.done", n=len(lines)), "go": _here(visit)}


def _never(visit: Visit, items: Sequence[str], fields: Fields) -> Json:
    asked = propose_aside(visit.ports, visit.account, items, fields.get("reason", ""), fields.get("note", ""))
    words = visit.translate("statements.never.done", n=len(asked))
    return {"text": words, "go": f"{_here(visit)}#never"}


def _agree_never(visit: Visit, fields: Fields) -> Json:
    approve_aside(visit.ports, visit.account, fields.get("aside", ""))
    return {"text": visit.translate("statements.never.agreed"), "go": f"{_here(visit)}#never"}


def _lift_never(visit: Visit, fields: Fields) -> Json:
    lift_aside(visit.ports, visit.account, fields.get("aside", ""))
    return {"text": visit.translate("statements.never.lifted"), "go": f"{_here(visit)}#left"}


def _sheet(visit: Visit, fields: Fields) -> Json:
    """A whole side, not only the page that is shown."""
    side, t, month = fields.get("sheet", ""), visit.translate, month_asked(visit)
    if side not in PAGE_OF:
        raise refusal("no_deed")
    owed = visit.query.get("of") == "owed"
    left = unmatched(visit.ports, month_of(month), owed=owed, most=MOST_ROWS)
    lines, items = (
        [shown_line(visit, one) for one in left.lines],
        [shown_item(visit, one) for one in left.items],
    )
    head: list[list[Cell]] = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.period"), month_words(t, month)],
        [],
    ]
    rows = side_rows(visit, lines if side == "lines" else items)
    name = f"{visit.centre}-statements-{side}-{month:%Y-%m}.csv"
    return {"text": t("use.take.done"), "file": {"name": name, "text": csv_text([*head, *rows])}}


def _up(visit: Visit, fields: Fields) -> Json:
    set_aside(visit.ports, visit.account, fields.get("line", ""), "")
    return {"text": visit.translate("statements.aside.up.done"), "go": _here(visit)}


def _untie(visit: Visit, fields: Fields) -> Json:
    unmatch(visit.ports, visit.account, fields.get("match", ""))
    return {"text": visit.translate("statements.untie.done"), "go": _here(visit)}


DEEDS = {
    "rules": _rules,
    "tie": _tie,
    "up": _up,
    "untie": _untie,
    "agree_never": _agree_never,
    "lift_never": _lift_never,
    "sheet": _sheet,
}

STATEMENTS = Page(
    key="statements",
    path="statements",
    icon="≡",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
