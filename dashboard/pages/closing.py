"""Closing a month: a checklist, one person who asks, another who agrees."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.closing_list import (
    check_rows,
    checks_panel,
    deeds_panel,
    months_panel,
    revisions_panel,
)
from dashboard.components.marks import marks
from dashboard.components.month_head import month_asked, month_head, this_month
from dashboard.components.spoken import sentence
from dashboard.components.use_words import month_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import ClosingId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.metric.period import month as month_from
from models.services.closing import agree_closing, ask_closing, closing_sheet, months, withdraw_closing
from models.services.strangers import RefusedError, refusal

WHO = (Permission.MONEY_READ, Permission.MONTH_CLOSE)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=ClosingId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ClosingId.ASK),
            dcc.Store(id=ClosingId.ANSWER),
        ],
        id=ClosingId.ROOT,
        className="ledger",
        **marks(data_asks=ClosingId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t = visit.translate
    try:
        known = months(visit.ports)
        month = month_asked(visit, _next_to_close(visit))
        sheet = closing_sheet(visit.ports, month)
    except RefusedError as error:
        words = calm(sentence(t, error.message), "☑")
        return [month_head(visit, "closing", month_asked(visit)), html.Section([words], className="panel")]
    return [
        month_head(visit, "closing", month),
        deeds_panel(visit, sheet, may=visit.may(Permission.MONTH_CLOSE)),
        checks_panel(visit, sheet),
        revisions_panel(visit, sheet),
        months_panel(visit, known) if known else None,
    ]


def _next_to_close(visit: Visit) -> date | None:
    """The first month of the book that is over and was never closed."""
    waiting = [
        one.month for one in months(visit.ports) if not one.closed_at and one.month < this_month(visit)
    ]
    return min(waiting, default=None)


def register(callbacks: Callbacks) -> None:
    """Whoever sees it may ask; its services ask for the right to close."""

    @callbacks.asking(ClosingId.ASK, ClosingId.ANSWER, ClosingId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _month(fields: Fields) -> date:
    try:
        return month_from(fields.get("month", "")).first
    except ValueError:
        raise refusal("no_deed") from None


def _done(visit: Visit, month: date, key: str) -> Json:
    return {"text": visit.translate(key), "go": link(visit, "closing", month=f"{month:%Y-%m}")}


def _ask(visit: Visit, fields: Fields) -> Json:
    month = _month(fields)
    ask_closing(visit.ports, visit.account, month, fields.get("reason", ""))
    return _done(visit, month, "closing.ask.done")


def _agree(visit: Visit, fields: Fields) -> Json:
    month = _month(fields)
    agree_closing(visit.ports, visit.account, month)
    return _done(visit, month, "closing.agree.done")


def _withdraw(visit: Visit, fields: Fields) -> Json:
    month = _month(fields)
    withdraw_closing(visit.ports, visit.account, month)
    return _done(visit, month, "closing.withdraw.done")


def _sheet(visit: Visit, fields: Fields) -> Json:
    if fields.get("sheet") != "checks":
        raise refusal("no_deed")
    t, month = visit.translate, month_asked(visit, _next_to_close(visit))
    sheet = closing_sheet(visit.ports, month)
    head: list[list[Cell]] = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.period"), month_words(t, month)],
        [],
    ]
    name = f"{visit.centre}-closing-{month:%Y-%m}.csv"
    return {
        "text": t("use.take.done"),
        "file": {"name": name, "text": csv_text([*head, *check_rows(visit, sheet)])},
    }


DEEDS = {"ask": _ask, "agree": _agree, "withdraw": _withdraw, "sheet": _sheet}

CLOSING = Page(
    key="closing",
    path="closing",
    icon="☑",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
