"""The months that were shared out, as rows: what there was, and what each bucket got of it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.frame import frame
from dashboard.components.fund_table import fund_table
from dashboard.components.fund_words import part_words
from dashboard.components.use_words import month_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan_cell
from models.money.fund.run import FundRun
from models.services.fund import FundState


def months_panel(visit: Visit, state: FundState) -> Component:
    t, runs = visit.translate, list(reversed(state.stood))
    title = t("fund.months")
    if not runs:
        return html.Section(
            [html.H2(title), calm(t("fund.months.none"), "▤")], className="panel", id="months"
        )
    rows = [_row(t, state, run) for run in runs]
    table = fund_table(t, title, _heads(t, state), rows, tall=True)
    return frame(visit, "months", title, t("fund.months.under"), [table])


def parts_of(state: FundState) -> Sequence[str]:
    """Every bucket that ever got something, those of today's rule first."""
    today = dict.fromkeys(one.key for one in state.rule.buckets)
    return list(today | dict.fromkeys(key for run in state.stood for key in run.parts))


def _heads(t: Translate, state: FundState) -> list[str]:
    buckets = [part_words(t, state, key) for key in parts_of(state)]
    return [
        t("fund.months.month"),
        t("fund.months.base"),
        t("fund.months.carried"),
        *buckets,
        t("fund.months.rule"),
    ]


def _row(t: Translate, state: FundState, run: FundRun) -> Component:
    cells = [digits(fen) if fen is not None else "–" for fen in _amounts(state, run)]
    return html.Tr(
        [
            html.Th(month_words(t, run.month), scope="row"),
            *(html.Td(text) for text in cells),
            html.Td(_rule(t, run)),
        ]
    )


def _amounts(state: FundState, run: FundRun) -> list[int | None]:
    """Base, what is carried on, then by bucket; None where the rule of the run had no such bucket."""
    return [run.base, run.after.carried, *(run.parts.get(key) for key in parts_of(state))]


def _rule(t: Translate, run: FundRun) -> str:
    return t("fund.rule.version", n=run.version) if run.version else t("fund.rule.built_in")


def month_rows(t: Translate, state: FundState) -> list[list[Cell]]:
    """The same for a CSV file, in yuan, oldest first."""
    rows: list[list[Cell]] = [
        [run.month.strftime("%Y-%m"), *(yuan_cell(fen) for fen in _amounts(state, run)), _rule(t, run)]
        for run in state.stood
    ]
    return [[*_heads(t, state)], *rows]
