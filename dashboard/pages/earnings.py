"""The page of earnings: what spaces, hours and programmes bring in and cost, over any days against any other."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, choice
from dashboard.components.earn_accounts import accounts_panel, accounts_sheet
from dashboard.components.earn_heat import heat_panel, heat_sheet
from dashboard.components.earn_programmes import programme_panel, programme_sheet
from dashboard.components.earn_spaces import (
    COLUMNS,
    EMPTY,
    empty_panel,
    empty_rows,
    space_rows,
    spaces_panel,
    table_panel,
)
from dashboard.components.figure_table import figure_rows
from dashboard.components.marks import marks
from dashboard.components.use_filter import filter_form, period_choices, told
from dashboard.components.use_summary import figure_card
from dashboard.components.use_words import period_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.earnings_view import EarningsView, earnings_view
from dashboard.ids import EarningsId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.metric import METRICS
from models.metric.period import month_of
from models.metric.shown import shown
from models.services.earnings import newest_day, written
from models.services.margin_heat import margin_heat
from models.services.programme_money import programme_money
from models.services.strangers import refusal

WHO = (Permission.MONEY_READ,)

CARDS = tuple(
    METRICS[key]
    for key in (
        *("income", "cost", "contribution", "cost_recovery", "cost_per_visit", "subsidy_per_visit"),
        *("empty_cost", "empty_hour_cost", "coverage"),
    )
)

ALIKE = timedelta(days=4)
"""By how much two periods may differ in length for their sums to be compared: a month has 28 to 31 days."""

Rows = list[list[Cell]]


def layout(visit: Visit) -> Component:
    """The content, and the places through which its scripts ask and are answered."""
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=EarningsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=EarningsId.ASK),
            dcc.Store(id=EarningsId.ANSWER),
        ],
        id=EarningsId.ROOT,
        className="trade",
        **marks(
            data_asks=EarningsId.ASK,
            data_busy=visit.translate("sensors.busy"),
            data_late=visit.translate("sensors.late"),
        ),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    view = earnings_view(visit)
    t, asked = visit.translate, view.asked
    head = html.Header(
        [html.H1(t("earnings.title", name=view.name)), html.P(told(visit, asked), className="muted")],
        className="use-head",
    )
    if not view.known:
        return [head, _filter(view), _nothing(view)]
    return [head, _filter(view), _partial(view), _cards(view), *_panels(view)]


def _filter(view: EarningsView) -> Component:
    t, visit = view.visit.translate, view.visit
    spaces = [(space.id, t.name(space.name)) for space in visit.ports.centre.spaces.values()]
    rows = [("", t("use.house.choice")), *spaces]
    where = choice("space", t("use.filter.space"), rows, view.asked.space or "")
    return filter_form(visit, view.asked, [where, *period_choices(visit, view.asked)])


def _nothing(view: EarningsView) -> Component:
    """A period without books: the newest month that has some."""
    t, newest = view.visit.translate, newest_day(view.visit.ports)
    if newest is None:
        return html.Section([calm(t("earnings.nothing"), "¥")], className="panel")
    month = month_of(newest)
    days = {"period": "custom", "first": month.first.isoformat(), "last": month.last.isoformat()}
    query = {**view.asked.query(), **days}
    way = html.A(t("earnings.none.way"), href=link(view.visit, "earnings", **query), className="why-link")
    return html.Section([calm(t("earnings.none"), "¥"), way], className="panel")


def _partial(view: EarningsView) -> Component | None:
    """A part of a month is not what the ledger has of its days: what stands for a month is spread over it."""
    first, last = view.asked.period.first, view.asked.period.last
    if first.day == 1 and last == month_of(last).last:
        return None
    return html.P(view.visit.translate("earnings.partial"), className="muted")


def _cards(view: EarningsView) -> Component:
    then = view.then.of(view.asked.space) if view.then else None
    lengths = view.now.period.length, view.then.period.length if view.then else timedelta(0)
    cards = [
        figure_card(
            view.visit.translate,
            shown(metric, view.sums),
            shown(metric, then) if then else None,
            alike=abs(lengths[0] - lengths[1]) <= ALIKE,
        )
        for metric in CARDS
    ]
    return html.Div(cards, className="cards money-cards", role="list")


def _panels(view: EarningsView) -> Sequence[Component | None]:
    visit, asked = view.visit, view.asked
    heat = heat_panel(view, margin_heat(visit.ports, asked.period, view.spaces))
    accounts = accounts_panel(view, written(visit.ports, asked.period, asked.space))
    if asked.space:
        return [heat, empty_panel(view), accounts]
    programmes = programme_panel(view, programme_money(visit.ports, asked.period))
    return [spaces_panel(view), table_panel(view), heat, empty_panel(view), programmes, accounts]


def _spaces_sheet(view: EarningsView) -> Rows:
    return figure_rows(
        view.visit.translate, view.visit.translate("use.filter.space"), space_rows(view), COLUMNS
    )


def _empty_sheet(view: EarningsView) -> Rows:
    return figure_rows(
        view.visit.translate, view.visit.translate("use.filter.space"), empty_rows(view), EMPTY
    )


SHEETS: Mapping[str, Callable[[EarningsView], Rows]] = {
    "spaces": _spaces_sheet,
    "table": _spaces_sheet,
    "heat": lambda view: heat_sheet(view, margin_heat(view.visit.ports, view.asked.period, view.spaces)),
    "empty": _empty_sheet,
    "programmes": lambda view: programme_sheet(view, programme_money(view.visit.ports, view.asked.period)),
    "accounts": lambda view: accounts_sheet(
        view, written(view.visit.ports, view.asked.period, view.asked.space)
    ),
}
"""The panels that can be taken along as numbers."""


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, t = fields.get("sheet", ""), visit.translate
    if part not in SHEETS:
        raise refusal("no_deed")
    view = earnings_view(visit)
    period = view.asked.period
    head: Rows = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.what"), view.name],
        [t("use.sheet.period"), period_words(t, period)],
        [],
    ]
    name = f"{visit.centre}-{part}-{period.first}-{period.last}.csv"
    return {
        "text": t("use.take.done"),
        "file": {"name": name, "text": csv_text([*head, *SHEETS[part](view)])},
    }


DEEDS = {"sheet": _sheet}


def register(callbacks: Callbacks) -> None:
    """Whoever may look may take figures along."""

    @callbacks.asking(EarningsId.ASK, EarningsId.ANSWER, EarningsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


EARNINGS = Page(
    key="earnings",
    path="earnings",
    icon="¥",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
