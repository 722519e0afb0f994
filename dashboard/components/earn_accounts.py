"""What the ledger itself says of a period, line by line and account by account, each with the way to its entries."""

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.csv_sheet import Cell
from dashboard.earnings_view import EarningsView, ledger_link
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.chart import AccountKind, account_of
from models.money.result import Result

Rows = list[list[Cell]]


def accounts_panel(view: EarningsView, told: Result) -> Component | None:
    """Nothing where nothing was written down."""
    if not told.accounts:
        return None
    t = view.visit.translate
    title = t(
        "earnings.accounts.title",
        name=view.name,
        income=yuan(t, told.income_fen),
        cost=yuan(t, told.cost_fen),
    )
    heads = [html.Th(t(f"earnings.accounts.{name}"), scope="col") for name in ("account", "income", "cost")]
    table = html.Table(
        [
            html.Caption(title, className="sr"),
            html.Thead(html.Tr(heads)),
            html.Tbody([*_rows(view, told), _whole(view, told)]),
        ],
        className="figures earn-accounts",
    )
    label = marks(aria_label=t("canteen.rows_of", title=title))
    body = html.Div(table, className="heat-scroll", tabIndex=0, role="region", **label)
    key = "earnings.accounts.under_space" if view.asked.space else "earnings.accounts.under"
    return frame(view.visit, "accounts", title, t(key), [body], takes=("csv",))


def _rows(view: EarningsView, told: Result) -> Iterator[Component]:
    t = view.visit.translate
    for line, part in told.lines().items():
        sides = (
            part.income_fen if part.has(AccountKind.INCOME) else None,
            part.cost_fen if part.has(AccountKind.COST) else None,
        )
        yield _row(t(f"money.line.{line}"), *sides, strong=True)
        for account, fen in part.accounts.items():
            income = account_of(account).kind is AccountKind.INCOME
            such = {"space": view.asked.space} if view.asked.space else {}
            name = html.A(account_words(t, account), href=ledger_link(view, account=account, **such))
            yield _row(name, fen if income else None, None if income else fen)


def _whole(view: EarningsView, told: Result) -> Component:
    t = view.visit.translate
    return _row(
        t("earnings.accounts.left", value=yuan(t, told.contribution_fen)),
        told.income_fen,
        told.cost_fen,
        strong=True,
    )


def _row(name: Component | str, income: int | None, cost: int | None, *, strong: bool = False) -> Component:
    cells = [html.Td("" if fen is None else digits(fen)) for fen in (income, cost)]
    return html.Tr([html.Th(name, scope="row"), *cells], className="strong" if strong else "")


def accounts_sheet(view: EarningsView, told: Result) -> Rows:
    t = view.visit.translate
    heads = ("line", "account", "income", "cost")
    rows: Rows = [[t(f"earnings.accounts.{name}") for name in heads]]
    for line, part in told.lines().items():
        for account, fen in part.accounts.items():
            income = account_of(account).kind is AccountKind.INCOME
            cells = (fen, None) if income else (None, fen)
            rows.append([t(f"money.line.{line}"), account_words(t, account), *map(yuan_cell, cells)])
    return rows
