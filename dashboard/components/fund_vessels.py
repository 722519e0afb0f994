"""The debt as a thermometer and the buckets as vessels: what came in, what went out, what is left."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.frame import PICTURE, frame
from dashboard.components.fund_words import bucket_words, percent_words
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words, month_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan
from models.money.fund.order import FundOrder
from models.money.fund.outlook import FEWEST, Outlook
from models.payload import visible
from models.services.fund import Debt, FundState, Vessel, spends

NEWEST = 4
"""Payments that are told under a vessel."""


def debt_panel(visit: Visit, state: FundState) -> Component:
    t = visit.translate
    if state.debt is None or state.outlook is None:
        return frame(visit, "debt", t("fund.debt"), "", [calm(t("fund.debt.none"), "○")], takes=())
    end = html.P(_end(t, state.outlook), className="fund-end")
    drawn = _thermometer(t, state.debt)
    return chart(visit, "debt", _title(t, state.debt), "", drawn, rest=[end], takes=PICTURE)


def _title(t: Translate, debt: Debt) -> str:
    if debt.owed <= 0:
        return t("fund.debt.all_paid", opened=yuan(t, debt.opened))
    return t("fund.debt.title", owed=yuan(t, debt.owed), opened=yuan(t, debt.opened))


def _thermometer(t: Translate, debt: Debt) -> Drawing:
    paid, aside = max(debt.opened - debt.owed, 0), min(debt.aside, max(debt.owed, 0))
    parts = [("paid", paid), ("aside", aside), ("remaining", debt.remaining)]
    bar = [html.Span(style={"flexGrow": f"{fen}"}, **marks(data_debt=key)) for key, fen in parts if fen > 0]
    legend = [
        html.Li(
            [
                html.Span(className="swatch", **marks(data_debt=key, aria_hidden="true")),
                f"{t(f'fund.debt.{key}')} ",
                html.B(yuan(t, fen)),
            ]
        )
        for key, fen in parts
    ]
    tube = html.Div(bar, className="thermometer", **marks(aria_hidden="true"))
    heads = (t("fund.flow.column.what"), t("fund.flow.column.yuan"))
    return Drawing(
        picture=html.Div([tube, html.Ul(legend, className="fund-legend")]),
        unit=t("metric.unit.fen"),
        figures=Figures(heads, [(t(f"fund.debt.{key}"), digits(fen)) for key, fen in parts]),
    )


def _end(t: Translate, told: Outlook) -> str:
    """When it will be covered, as far as that can be told."""
    if told.remaining <= 0:
        return t("fund.debt.covered")
    if told.monthly is None:
        return t("fund.debt.too_few", n=FEWEST)
    monthly = yuan(t, round(told.monthly))
    if told.likely is None:
        return t("fund.debt.never", monthly=monthly, n=told.months)
    words: dict[str, str | int] = {"month": month_words(t, told.likely), "monthly": monthly, "n": told.months}
    if told.early is None or told.late is None:
        return t("fund.debt.open_end", **words)
    if told.early == told.late:
        return t("fund.debt.likely", **words)
    return t("fund.debt.between", early=month_words(t, told.early), late=month_words(t, told.late), **words)


def vessel_panel(visit: Visit, state: FundState) -> Component:
    t = visit.translate
    current = {one.key for one in state.rule.buckets}
    cards = [
        _vessel(t, one, [order for order in spends(state.orders) if order.bucket == one.bucket.key], current)
        for one in state.vessels
    ]
    held = html.P(t("fund.held.told", fen=yuan(t, state.held)), className="fund-held") if state.held else None
    if not cards:
        return frame(visit, "vessels", t("fund.vessels"), "", [held], takes=())
    heads = [t(f"fund.vessel.column.{name}") for name in ("bucket", "got", "spent", "left")]
    rows = [
        (bucket_words(t, one.bucket), *map(digits, (one.got, one.spent, one.left))) for one in state.vessels
    ]
    drawing = Drawing(
        picture=html.Div(cards, className="vessels"), unit=t("metric.unit.fen"), figures=Figures(heads, rows)
    )
    return chart(visit, "vessels", t("fund.vessels"), "", drawing, rest=[held], takes=PICTURE)


def _vessel(t: Translate, one: Vessel, paid: Sequence[FundOrder], current: set[str]) -> Component:
    full = one.left / one.got if one.got > 0 else 0.0
    share = percent_words(one.bucket.points) if one.bucket.key in current else t("fund.vessel.older")
    return html.Article(
        [
            html.Header([html.H3(bucket_words(t, one.bucket)), html.Span(share, className="chip")]),
            html.Div(
                html.Span(style={"blockSize": f"{full * 100:.1f}%"}),
                className="vessel",
                **marks(data_tone=one.bucket.purpose.value, aria_hidden="true"),
            ),
            html.P([html.Span(t("fund.vessel.left")), html.B(yuan(t, one.left))], className="vessel-left"),
            html.P(t("fund.vessel.got", got=yuan(t, one.got), spent=yuan(t, one.spent)), className="muted"),
            html.Ul([_paid(t, order) for order in paid[:NEWEST]], className="vessel-paid")
            if paid
            else html.P(t("fund.vessel.nothing"), className="muted"),
        ]
    )


def _paid(t: Translate, order: FundOrder) -> Component:
    where = f"{visible(order.building)} · " if order.building else ""
    return html.Li(
        [
            html.Span(f"{_day(t, order.day)} · {where}{visible(order.memo)}"),
            html.B(yuan(t, order.fen)),
        ]
    )


def _day(t: Translate, day: date) -> str:
    return day_words(t, day, year=True)
