"""The book of the centre: entries, what they add up to, where each came from, and the trial balance."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.ledger_entry import entry_panel
from dashboard.components.ledger_list import (
    entries_panel,
    entry_rows,
    ledger_filter,
    sum_rows,
    sums_panel,
)
from dashboard.components.ledger_trial import trial_panel, trial_rows
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import LedgerId
from dashboard.ledger_question import Asked, ledger_question
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.money.month import month_of, previous_month
from models.services.ledger import every, leaf, opened, trial
from models.services.ledger_origin import origin
from models.services.strangers import RefusedError, refusal

WHO = (Permission.MONEY_READ,)

MONTHS = 6
"""Months of a trial balance for which no others were asked."""

Rows = list[list[Cell]]


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=LedgerId.TOLD, className="told toast", role="status"),
            dcc.Store(id=LedgerId.ASK),
            dcc.Store(id=LedgerId.ANSWER),
        ],
        id=LedgerId.ROOT,
        className="ledger",
        **marks(data_asks=LedgerId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, asked = visit.translate, ledger_question(visit.query)
    views = [(view, t(f"ledger.view.{view or 'entries'}")) for view in ("", "trial")]
    chosen = "trial" if asked.trial else ""
    tabs = [
        html.A(
            words,
            href=link(visit, "ledger", view=view, months=asked.kept.get("months", "")),
            className="chip",
            **(marks(aria_current="page") if view == chosen else {}),
        )
        for view, words in views
    ]
    head = html.Header(
        [html.H1(t("page.ledger")), html.P(t("ledger.lead"), className="muted")], className="use-head"
    )
    nav = html.Nav(tabs, className="chip-row ledger-views", **marks(aria_label=t("ledger.views")))
    try:
        return [head, nav, *(_trial(visit, asked) if asked.trial else _entries(visit, asked))]
    except RefusedError as error:
        return [head, html.Section([calm(sentence(t, error.message), "▥")], className="panel")]


def _entries(visit: Visit, asked: Asked) -> list[Component | None]:
    found = leaf(visit.ports, asked.such, asked.before)
    return [
        ledger_filter(visit, asked),
        _opened(visit, asked),
        sums_panel(visit, found, asked) if found.sums else None,
        entries_panel(visit, found, asked),
    ]


def _opened(visit: Visit, asked: Asked) -> Component | None:
    if not asked.entry:
        return None
    one = opened(visit.ports, asked.entry)
    if one is None:
        words = visit.translate("ledger.no_entry", n=asked.entry)
        return html.Section([calm(words, "▥")], className="panel", id="entry")
    return entry_panel(visit, one, origin(visit.ports, one.posted), asked)


def _span(visit: Visit, asked: Asked) -> tuple[date, date]:
    """The months that were asked for, else the last few."""
    if asked.such.months is not None:
        return asked.such.months
    first = last = month_of(visit.ports.centre.day_of(visit.ports.clock()))
    for _ in range(MONTHS - 1):
        first = previous_month(first)
    return first, last


def _trial(visit: Visit, asked: Asked) -> list[Component | None]:
    return [trial_panel(visit, trial(visit.ports, *_span(visit, asked)), asked)]


def _entries_sheet(visit: Visit, asked: Asked) -> Rows:
    return entry_rows(visit, every(visit.ports, asked.such))


def _sums_sheet(visit: Visit, asked: Asked) -> Rows:
    return sum_rows(visit, leaf(visit.ports, asked.such).sums)


def _trial_sheet(visit: Visit, asked: Asked) -> Rows:
    return trial_rows(visit, trial(visit.ports, *_span(visit, asked)))


SHEETS: Mapping[str, Callable[[Visit, Asked], Rows]] = {
    "entries": _entries_sheet,
    "sums": _sums_sheet,
    "trial": _trial_sheet,
}
"""The panels that can be taken along as numbers."""


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, t = fields.get("sheet", ""), visit.translate
    if part not in SHEETS:
        raise refusal("no_deed")
    asked = ledger_question(visit.query)
    head: Rows = [[t("use.sheet.centre"), t.name(visit.ports.centre.name)]]
    head += [[t(f"ledger.filter.{name}"), said] for name, said in asked.kept.items()]
    text = csv_text([*head, [], *SHEETS[part](visit, asked)])
    return {"text": t("use.take.done"), "file": {"name": f"{visit.centre}-ledger-{part}.csv", "text": text}}


DEEDS = {"sheet": _sheet}


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(LedgerId.ASK, LedgerId.ANSWER, LedgerId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


LEDGER = Page(
    key="ledger",
    path="ledger",
    icon="▥",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
