"""A month in money: income and costs by line of business, and its takings as tills, book and statements tell them."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.month_head import month_asked, month_head
from dashboard.components.month_table import head_cards, line_rows, line_table
from dashboard.components.spoken import sentence
from dashboard.components.statement_list import means_cards
from dashboard.components.tie_bars import tie_bars, tie_rows
from dashboard.components.use_words import month_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import MonthId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.services.month_money import TieOut, month_table, tie_out
from models.services.strangers import RefusedError, refusal

WHO = (Permission.MONEY_READ,)
CSV = ("csv",)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=MonthId.TOLD, className="told toast", role="status"),
            dcc.Store(id=MonthId.ASK),
            dcc.Store(id=MonthId.ANSWER),
        ],
        id=MonthId.ROOT,
        className="ledger",
        **marks(data_asks=MonthId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, month = visit.translate, month_asked(visit)
    head = month_head(visit, "month", month)
    try:
        return [head, _ways(visit), *_lines(visit), *_tie(visit)]
    except RefusedError as error:
        return [head, html.Section([calm(sentence(t, error.message), "▥")], className="panel")]


def _ways(visit: Visit) -> Component:
    t, month = visit.translate, f"{month_asked(visit):%Y-%m}"
    pages = ("statements", "closing")
    ways = [
        html.A(t(f"page.{page}"), href=link(visit, page, month=month), className="turn") for page in pages
    ]
    return html.Nav(ways, className="buttons", **marks(aria_label=t("month.ways")))


def _lines(visit: Visit) -> list[Component]:
    t, table = visit.translate, month_table(visit.ports, month_asked(visit))
    if table.now is None:
        return [html.Section([calm(t("month.nothing"), "▥")], className="panel")]
    title = t("month.lines.title", contribution=yuan(t, table.now.contribution_fen))
    body = [line_table(visit, table)]
    return [head_cards(visit, table), frame(visit, "lines", title, t("month.lines.under"), body, takes=CSV)]


def _tie(visit: Visit) -> list[Component | None]:
    t, found = visit.translate, tie_out(visit.ports, month_asked(visit))
    if not found.days:
        return []
    means = means_cards(visit, found.means) if found.means else None
    drawn = tie_bars(visit, found.days)
    return [means, chart(visit, "tie", _tie_title(visit, found), t("month.tie.under"), drawn)]


def _tie_title(visit: Visit, found: TieOut) -> str:
    """How much is on one side only, in a sentence."""
    t = visit.translate
    if not found.means:
        return t("month.tie.no_statement")
    left = [abs(one.open_fen) + abs(one.loose_fen) for one in found.days]
    days = sum(fen > 0 for fen in left)
    return t("month.tie.title", days=days, sum=yuan(t, sum(left))) if days else t("month.tie.title.all")


def register(callbacks: Callbacks) -> None:
    """Whoever looks may take the figures along."""

    @callbacks.asking(MonthId.ASK, MonthId.ANSWER, MonthId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _line_sheet(visit: Visit) -> list[list[Cell]]:
    return line_rows(visit, month_table(visit.ports, month_asked(visit)))


def _tie_sheet(visit: Visit) -> list[list[Cell]]:
    return tie_rows(visit, tie_out(visit.ports, month_asked(visit)).days)


SHEETS = {"lines": _line_sheet, "tie": _tie_sheet}
"""The panels that can be taken along as numbers."""


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, t, month = fields.get("sheet", ""), visit.translate, month_asked(visit)
    if part not in SHEETS:
        raise refusal("no_deed")
    head: list[list[Cell]] = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.period"), month_words(t, month)],
        [],
    ]
    name = f"{visit.centre}-{part}-{month:%Y-%m}.csv"
    return {
        "text": t("use.take.done"),
        "file": {"name": name, "text": csv_text([*head, *SHEETS[part](visit)])},
    }


DEEDS = {"sheet": _sheet}

MONTH = Page(
    key="month",
    path="month",
    icon="▦",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
