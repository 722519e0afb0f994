"""Work orders on a phone: a form for the call that comes in, and below it what is open or owed, each with its next step."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.field import field, tick
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan, yuan_cell
from models.money.property import Building, ServiceLine
from models.money.work_order import BEST, WorkOrder
from models.services.property import LineNow

SHOWN = 60
SIGNS = {"open": "○", "owed": "◐", "settled": "●", "void": "✕"}
"""State -> its sign; its word is `order.state.<state>`."""


def state_of(order: WorkOrder) -> str:
    """A row of SIGNS."""
    if order.void:
        return "void"
    if order.done is None:
        return "open"
    return "owed" if order.fee_fen and order.paid is None else "settled"


def order_form(visit: Visit, houses: Sequence[Building], lines: Sequence[LineNow], today: date) -> Component:
    """Big fields, the tick for "done" set: most calls are entered when the work is over."""
    t = visit.translate
    orderable = [one for one in lines if one.now and not (one.line.retired or one.line.standing)]
    kept = [one for one in houses if not one.retired]
    if not orderable or not kept:
        return html.Section(
            [html.H2(t("order.new")), calm(t("order.nothing_yet"), "☎")], className="panel", id="call"
        )
    fields = [
        choice(
            "building", t("property.column.house"), [(one.id, f"{t.name(one.name)} {one.id}") for one in kept]
        ),
        choice("line", t("property.column.line"), [(one.line.key, _line_words(t, one)) for one in orderable]),
        html.Div(
            [
                field("units", t("order.units"), "number", 1, min="1"),
                field("day", t("order.day"), "date", today.isoformat()),
            ],
            className="asked-row",
        ),
        html.Div(
            [tick("done", t("order.is_done"), on=True), tick("paid", t("order.is_paid"))],
            className="weekdays",
        ),
        html.Div(
            [
                entry("fee", t("order.fee"), hint=t("order.fee_hint"), inputMode="decimal"),
                choice("satisfaction", t("order.satisfaction"), _marks(t)),
            ],
            className="asked-row",
        ),
        html.Button(t("order.enter"), type="submit", className="primary big"),
    ]
    return html.Section(
        [html.H2(t("order.new")), deed_form("order", fields)], className="panel order-form", id="call"
    )


def _line_words(t: Translate, one: LineNow) -> str:
    fee = yuan(t, one.now.fee_fen) if one.now else NO_DATA
    return f"{t.name(one.line.name)} · {fee} / {t(f'property.unit.{one.line.unit}')}"


def _marks(t: Translate) -> list[tuple[str, str]]:
    return [("", t("order.unasked")), *((str(n), t("order.mark", n=n)) for n in range(BEST, 0, -1))]


def order_list(
    visit: Visit,
    orders: Sequence[WorkOrder],
    houses: Sequence[Building],
    lines: Sequence[ServiceLine],
    *,
    may: bool,
) -> Component:
    """The first SHOWN; what needs somebody stands first."""
    t = visit.translate
    names = {one.id: t.name(one.name) for one in houses}, {one.key: one for one in lines}
    waiting = sum(state_of(one) in ("open", "owed") for one in orders)
    rows = [_row(t, one, *names, may=may) for one in orders[:SHOWN]]
    more = len(orders) - len(rows)
    body = [
        html.H2(t("order.list", n=waiting)),
        html.Ul(rows, className="orders") if rows else calm(t("order.none"), "☎"),
        html.P(t("order.more", n=more), className="muted") if more > 0 else None,
    ]
    return html.Section(body, className="panel", id="orders")


def _row(
    t: Translate, one: WorkOrder, houses: dict[str, str], lines: dict[str, ServiceLine], *, may: bool
) -> Component:
    state, line = state_of(one), lines.get(one.line)
    name = t.name(line.name) if line else one.line
    units = t(f"property.n.{line.unit}", n=one.units) if line else str(one.units)
    facts = [day_words(t, one.done or one.day), units, yuan(t, one.fee_fen) if one.done else ""]
    facts += [t("order.mark", n=one.satisfaction)] if one.satisfaction else []
    return html.Li(
        [
            html.Div(
                [
                    html.B(f"{houses.get(one.building, one.building)} · {name}"),
                    html.Span(f"{SIGNS[state]} {t(f'order.state.{state}')}", className="order-state"),
                    html.Span(" · ".join(filter(None, facts)), className="hint"),
                ]
            ),
            html.Div(_steps(t, one, state), className="buttons") if may else None,
        ],
        **marks(data_state=state),
    )


def _steps(t: Translate, one: WorkOrder, state: str) -> list[Component]:
    steps = {
        "open": [("done", "order.do", "primary", ""), ("done", "order.do_paid", "", "yes")],
        "owed": [("pay", "order.pay", "primary", "")],
    }.get(state, [])
    found = [deed_button(deed, t(key), style, order=one.id, paid=paid) for deed, key, style, paid in steps]
    if state != "void":
        found.append(deed_button("void", t("order.void"), "quiet", order=one.id))
    return found


def order_rows(t: Translate, orders: Sequence[WorkOrder]) -> list[list[Cell]]:
    """For a CSV file; amounts in yuan."""
    names = ("id", "house", "line", "units", "day", "done", "cost", "fee", "paid", "satisfied", "state")
    head: list[Cell] = [t(f"property.column.{name}") for name in names]
    rows: list[list[Cell]] = [
        [
            one.id,
            one.building,
            one.line,
            one.units,
            one.day.isoformat(),
            one.done.isoformat() if one.done else None,
            yuan_cell(one.cost_fen) if one.done else None,
            yuan_cell(one.fee_fen) if one.done else None,
            one.paid.isoformat() if one.paid else None,
            one.satisfaction,
            t(f"order.state.{state_of(one)}"),
        ]
        for one in orders
    ]
    return [head, *rows]
