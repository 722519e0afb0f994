"""A month's income and costs by line of business as bars, beside the month before and what is usual."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.two_bars import two_bars
from dashboard.components.use_words import NO_DATA
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.result import Result
from models.services.month_money import LineMonth, MonthTable

PARTS = ("income", "cost", "contribution")


def head_cards(visit: Visit, table: MonthTable) -> Component:
    """Income, costs and what is left, each with its change."""
    t = visit.translate
    return html.Div([_card(t, part, table) for part in PARTS], className="cards money-cards", role="list")


def _card(t: Translate, part: str, table: MonthTable) -> Component:
    now, then = _fen(table.now, part), _fen(table.before, part)
    change = (
        ""
        if now is None or then is None
        else t("month.change", change=_signed(now - then), then=yuan(t, then))
    )
    value = NO_DATA if now is None else yuan(t, now)
    parts = [html.Span(t(f"month.{part}"), className="card-name"), html.B(value)]
    return html.Div([*parts, html.Span(change, className="card-change")], className="card", role="listitem")


def _fen(result: Result | None, part: str) -> int | None:
    return None if result is None else int(getattr(result, f"{part}_fen"))


def _signed(fen: int) -> str:
    return f"+{digits(fen)}" if fen > 0 else digits(fen)


def line_table(visit: Visit, table: MonthTable) -> Component:
    """A row for each line of business: income to the right, costs to the left, and the figures."""
    t = visit.translate
    most = max((max(abs(one.now.income_fen), abs(one.now.cost_fen)) for one in table.lines), default=0) or 1
    names = ("line", "drawn", "income", "cost", "contribution", "before", "usual")
    head = html.Tr([html.Th(t(f"month.column.{name}"), scope="col") for name in names])
    rows = [_row(visit, one, table, most) for one in table.lines]
    body = html.Table([html.Thead(head), html.Tbody(rows)], className="figures month-lines")
    return html.Div(
        body, className="import-scroll", tabIndex="0", role="region", **marks(aria_label=t("month.lines"))
    )


def _row(visit: Visit, one: LineMonth, table: MonthTable, most: int) -> Component:
    t, now = visit.translate, one.now
    address = link(visit, "ledger", months=f"{table.month:%Y-%m}", account=f"line:{one.line}")
    bars = two_bars(now.cost_fen, now.income_fen, most)
    cells = (
        digits(now.income_fen),
        digits(now.cost_fen),
        _signed(now.contribution_fen),
        NO_DATA if one.before is None else _signed(one.before.contribution_fen),
        _usual(one),
    )
    name = html.Th(html.A(t(f"money.line.{one.line}"), href=address), scope="row")
    return html.Tr([name, html.Td(bars), *(html.Td(cell) for cell in cells)])


def _usual(one: LineMonth) -> str:
    if one.usual_income_fen is None or one.usual_cost_fen is None:
        return NO_DATA
    return f"{digits(one.usual_income_fen)} / {digits(one.usual_cost_fen)}"


def line_rows(visit: Visit, table: MonthTable) -> list[list[Cell]]:
    """The same as numbers."""
    t = visit.translate
    columns = ("income", "cost", "contribution", "before_income", "before_cost", "usual_income", "usual_cost")
    head: list[Cell] = [t("month.column.line"), *(t(f"month.sheet.{name}") for name in columns)]
    return [head, *([t(f"money.line.{one.line}"), *_numbers(one)] for one in table.lines)]


def _numbers(one: LineMonth) -> Sequence[Cell]:
    now, then = one.now, one.before
    fens = (
        *(now.income_fen, now.cost_fen, now.contribution_fen),
        *((then.income_fen, then.cost_fen) if then else (None, None)),
        *(one.usual_income_fen, one.usual_cost_fen),
    )
    return [yuan_cell(fen) for fen in fens]
