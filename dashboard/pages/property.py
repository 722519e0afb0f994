"""The property service: houses by what is not covered, lines, tariffs that two people sign, and orders from the phone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.order_list import order_form, order_list, order_rows
from dashboard.components.service_lines import line_rows, lines_table, tariff_panel
from dashboard.components.service_tiles import house_rows, service_cards, service_tiles
from dashboard.components.spoken import sentence
from dashboard.components.typed import day_of, fen_typed, name_of, number_of
from dashboard.components.use_filter import filter_form, period_choices, told
from dashboard.components.use_words import period_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import PropertyId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from dashboard.use_question import Question, question
from models.account import Permission
from models.metric.period import Period
from models.money.property import Building, ServiceLine, ServiceUnit
from models.services.property import (
    approve_tariff,
    lines_now,
    property_of,
    propose_tariff,
    save_building,
    save_line,
    withdraw_tariff,
)
from models.services.service_table import open_orders, service_table
from models.services.strangers import RefusedError, refusal
from models.services.work_orders import ENTERS, Call, enter_order, finish_order, pay_order, void_order

WHO = (Permission.MONEY_READ, *ENTERS)
LATELY = timedelta(days=60)
"""Orders of so many days are listed."""


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=PropertyId.TOLD, className="told toast", role="status"),
            dcc.Store(id=PropertyId.ASK),
            dcc.Store(id=PropertyId.ANSWER),
        ],
        id=PropertyId.ROOT,
        className="upkeep",
        **marks(data_asks=PropertyId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """Figures for those who may see money, orders for those who take the call."""
    t = visit.translate
    try:
        kept = property_of(visit.ports)
        houses, lines = kept.buildings(), lines_now(visit.ports)
        orders = open_orders(visit.ports, visit.account, *_lately(visit))
    except RefusedError as error:
        return [
            html.H1(t("page.property")),
            html.Section([calm(sentence(t, error.message), "⌂")], className="panel"),
        ]
    may = any(visit.may(right) for right in ENTERS)
    desk = [
        order_form(visit, houses, lines, _today(visit)) if may else None,
        order_list(visit, orders, houses, [one.line for one in lines], may=may),
    ]
    if not visit.may(Permission.MONEY_READ):
        return [
            html.Header(html.H1(t("page.property")), className="use-head"),
            html.Div(desk, className="order-desk"),
        ]
    return [*_figures(visit), html.Div(desk, className="order-desk"), tariff_panel(visit, lines)]


def _figures(visit: Visit) -> list[Component | None]:
    t, asked = visit.translate, _question(visit)
    table = service_table(visit.ports, asked.period)
    other = service_table(visit.ports, asked.other) if asked.other else None
    under = t("property.under", period=period_words(t, asked.period))
    head = [html.H1(t("page.property")), html.P(told(visit, asked), className="muted")]
    if any(visit.may(right) for right in ENTERS):
        head.append(html.P(html.A(f"☎ {t('order.new')}", href="#call"), className="buttons"))
    return [
        html.Header(head, className="use-head"),
        filter_form(visit, asked, period_choices(visit, asked)),
        service_cards(t, table, other),
        None if table.known else html.Section([calm(t("property.nothing"), "⌂")], className="panel"),
        service_tiles(visit, table, under),
        lines_table(visit, table, under),
    ]


def _today(visit: Visit) -> date:
    return visit.ports.centre.day_of(visit.ports.clock())


def _lately(visit: Visit) -> tuple[date, date]:
    return _today(visit) - LATELY, _today(visit)


def _question(visit: Visit) -> Question:
    return question(visit.query, visit.ports, _today(visit))


def register(callbacks: Callbacks) -> None:
    """Whoever may open the page may ask; each deed asks for its own right."""

    @callbacks.asking(PropertyId.ASK, PropertyId.ANSWER, PropertyId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, {**permitted(visit, READS), **DEEDS})


Rows = list[list[Cell]]
SHEETS: Mapping[str, Callable[[Visit, Period], Rows]] = {
    "houses": lambda v, period: house_rows(v.translate, service_table(v.ports, period).houses),
    "lines": lambda v, period: line_rows(v.translate, service_table(v.ports, period).lines),
    "orders": lambda v, period: order_rows(
        v.translate, open_orders(v.ports, v.account, period.first, period.last)
    ),
}
"""What can be taken along as numbers."""


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, t, asked = fields.get("sheet", ""), visit.translate, _question(visit)
    if part not in SHEETS:
        raise refusal("no_deed")
    head: Rows = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.period"), period_words(t, asked.period)],
        [],
    ]
    name = f"{visit.centre}-property-{part}-{asked.period.first}-{asked.period.last}.csv"
    text = csv_text([*head, *SHEETS[part](visit, asked.period)])
    return {"text": t("use.take.done"), "file": {"name": name, "text": text}}


def _done(visit: Visit, key: str, part: str) -> Json:
    return {
        "text": visit.translate(key),
        "go": link(visit, "property", **_question(visit).query()) + f"#{part}",
    }


def _order(visit: Visit, fields: Fields) -> Json:
    call = Call(
        building=fields.get("building", ""),
        line=fields.get("line", ""),
        units=number_of(fields, "units", 1),
        day=day_of(fields, "day"),
        done=fields.get("done") == "yes",
        paid=fields.get("paid") == "yes",
        fee_fen=fen_typed(fields, "fee") if fields.get("fee", "").strip() else None,
        satisfaction=_mark(fields),
    )
    enter_order(visit.ports, visit.account, call)
    return _done(visit, "order.entered", "orders")


def _mark(fields: Fields) -> int | None:
    return number_of(fields, "satisfaction") if fields.get("satisfaction", "") else None


def _finish(visit: Visit, fields: Fields) -> Json:
    paid = fields.get("paid") == "yes"
    finish_order(visit.ports, visit.account, fields.get("order", ""), paid=paid, satisfaction=_mark(fields))
    return _done(visit, "order.finished", "orders")


def _pay(visit: Visit, fields: Fields) -> Json:
    pay_order(visit.ports, visit.account, fields.get("order", ""))
    return _done(visit, "order.was_paid", "orders")


def _void(visit: Visit, fields: Fields) -> Json:
    void_order(visit.ports, visit.account, fields.get("order", ""))
    return _done(visit, "order.voided", "orders")


def _tariff(visit: Visit, fields: Fields) -> Json:
    fen = fen_typed(fields, "cost"), fen_typed(fields, "fee")
    day = day_of(fields, "valid_from")
    propose_tariff(visit.ports, visit.account, fields.get("line", ""), day, fen, fields.get("decision", ""))
    return _done(visit, "paper.was_proposed", "tariffs")


def _approve(visit: Visit, fields: Fields) -> Json:
    approve_tariff(visit.ports, visit.account, fields.get("paper", ""))
    return _done(visit, "paper.was_approved", "tariffs")


def _withdraw(visit: Visit, fields: Fields) -> Json:
    withdraw_tariff(visit.ports, visit.account, fields.get("paper", ""))
    return _done(visit, "paper.was_withdrawn", "tariffs")


def _line(visit: Visit, fields: Fields) -> Json:
    unit = next((one for one in ServiceUnit if one.value == fields.get("unit")), None)
    if unit is None:
        raise refusal("no_deed")
    guaranteed = fields.get("guaranteed") == "yes"
    line = ServiceLine(
        key=fields.get("key", "").strip(), name=name_of(fields), unit=unit, guaranteed=guaranteed
    )
    save_line(visit.ports, visit.account, line)
    return _done(visit, "property.saved", "tariffs")


def _house(visit: Visit, fields: Fields) -> Json:
    house = Building(
        id=fields.get("key", "").strip(),
        name=name_of(fields),
        flats=number_of(fields, "flats", 0),
        area_m2=number_of(fields, "area", 0),
    )
    save_building(visit.ports, visit.account, house)
    return _done(visit, "property.saved", "houses")


READS: Mapping[str, tuple[Permission, Deed]] = {"sheet": (Permission.MONEY_READ, _sheet)}
DEEDS: Mapping[str, Deed] = {
    "order": _order,
    "done": _finish,
    "pay": _pay,
    "void": _void,
    "tariff": _tariff,
    "approve_tariff": _approve,
    "withdraw_tariff": _withdraw,
    "line": _line,
    "house": _house,
}
"""Each asks for its right in its service."""

PROPERTY = Page(
    key="property",
    path="property",
    icon="⌂",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
