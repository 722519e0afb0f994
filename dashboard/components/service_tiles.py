"""The houses as tiles: how much of what the service cost residents and the fund cover, and the gap in words and numbers."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, percent
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.metric.service import Satisfied, covered, gap_per_flat, recovery
from models.services.service_table import HouseRow, ServiceTable

_STEPS = 6


def service_tiles(visit: Visit, table: ServiceTable, under: str) -> Component:
    t = visit.translate
    if not table.houses:
        return frame(
            visit, "houses", t("property.houses"), "", [calm(t("property.no_houses"), "⌂")], takes=()
        )
    worst = max(table.houses, key=lambda row: row.told.gap_fen)
    title = t(
        "property.houses.title" if worst.told.gap_fen > 0 else "property.houses.covered",
        name=t.name(worst.house.name),
        value=yuan(t, worst.told.gap_fen),
    )
    top = max(1, worst.told.gap_fen)
    tiles = html.Ul([_tile(t, row, _level(row, top)) for row in table.houses], className="houses")
    drawing = Drawing(
        picture=html.Div([_legend(t), tiles]), unit=t("metric.unit.fen"), figures=_figures_of(t, table.houses)
    )
    return chart(visit, "houses", title, under, drawing)


def _figures_of(t: Translate, rows: Sequence[HouseRow]) -> Figures:
    """What is drawn: costs and what covers them."""
    names = ("house", "cost", "fee", "subsidy", "gap")
    told = [
        (
            t.name(row.house.name),
            *map(digits, (row.told.cost_fen, row.told.fee_fen, row.told.subsidy_fen, row.told.gap_fen)),
        )
        for row in rows
    ]
    return Figures([t(f"property.column.{name}") for name in names], told)


def _level(row: HouseRow, top: int) -> int:
    """Steps of the tile's colour: 0 = covered, else by its part of the largest gap."""
    return 0 if row.told.gap_fen <= 0 else -max(1, round(covered(row.told.gap_fen, top) * _STEPS))


def _legend(t: Translate) -> Component:
    parts = [
        html.Span([html.I(**marks(data_part=part)), t(f"property.part.{part}")])
        for part in ("fee", "subsidy", "gap")
    ]
    return html.P(parts, className="houses-legend")


def _tile(t: Translate, row: HouseRow, level: int) -> Component:
    told, each = row.told, gap_per_flat(row.told, row.house.flats)
    words = "property.gap_is" if told.gap_fen > 0 else "property.gap_none"
    facts = [
        t("property.of_cost", cost=yuan(t, told.cost_fen), share=percent(t, recovery(told))),
        t("property.per_flat", value=yuan(t, each), n=row.house.flats) if each else "",
        t("property.owed", value=yuan(t, row.owed_fen)) if row.owed_fen > 0 else "",
        " · ".join((t("property.orders_n", n=row.orders), satisfied_words(t, row.satisfied))),
    ]
    return html.Li(
        [
            html.H3([t.name(row.house.name), html.Small(row.house.id, className="muted")]),
            html.B(t(words, value=yuan(t, told.gap_fen)), className="house-gap"),
            _bar(row),
            *(html.Span(fact) for fact in facts if fact),
        ],
        className="house",
        **marks(data_level=str(level)),
    )


def _bar(row: HouseRow) -> Component:
    told = row.told
    whole = max(told.cost_fen, told.fee_fen + told.subsidy_fen, 1)
    parts = (("fee", told.fee_fen), ("subsidy", told.subsidy_fen), ("gap", told.gap_fen))
    return html.Div(
        [
            html.I(style={"inlineSize": f"{covered(fen, whole) * 100:.1f}%"}, **marks(data_part=part))
            for part, fen in parts
            if fen > 0
        ],
        className="house-bar",
        **marks(aria_hidden="true"),
    )


def satisfied_words(t: Translate, told: Satisfied) -> str:
    """The mean with the number of answers; never without it."""
    if told.mean is None:
        return t("property.unasked")
    return t("property.satisfied", mean=f"{told.mean:.1f}", n=told.answers)


def house_rows(t: Translate, rows: Sequence[HouseRow]) -> list[list[Cell]]:
    """For a CSV file, in yuan."""
    names = ("code", "house", "flats", "cost", "fee", "subsidy", "gap", "gap_flat", "owed", "orders")
    head: list[Cell] = [t(f"property.column.{name}") for name in (*names, "satisfied", "answers")]
    return [head, *(_row(t, row) for row in rows)]


def _row(t: Translate, row: HouseRow) -> list[Cell]:
    told = row.told
    return [
        row.house.id,
        t.name(row.house.name),
        row.house.flats,
        *map(yuan_cell, (told.cost_fen, told.fee_fen, told.subsidy_fen, told.gap_fen)),
        yuan_cell(gap_per_flat(told, row.house.flats)),
        yuan_cell(row.owed_fen),
        row.orders,
        row.satisfied.mean,
        row.satisfied.answers,
    ]


def service_cards(t: Translate, table: ServiceTable, other: ServiceTable | None) -> Component:
    """The whole in five figures, each with what it was in the other period; nothing known is a dash, not 0."""
    then = _figures(t, other) if other else {}
    cards = [_card(t, name, words, then.get(name, "")) for name, words in _figures(t, table).items()]
    return html.Div(cards, className="cards", role="list")


def _figures(t: Translate, table: ServiceTable) -> dict[str, str]:
    told = table.total
    amounts = {"cost": told.cost_fen, "fee": told.fee_fen, "subsidy": told.subsidy_fen, "gap": told.gap_fen}
    words = {name: yuan(t, fen) if table.known else NO_DATA for name, fen in amounts.items()}
    return words | {"recovery": percent(t, recovery(told)) if table.known else NO_DATA}


def _card(t: Translate, name: str, words: str, then: str) -> Component:
    return html.Div(
        [
            html.Span(t(f"property.column.{name}"), className="card-name"),
            html.B(words),
            html.Span(t("use.then", value=then), className="card-change") if then else None,
            html.Small(t(f"property.means.{name}"), className="muted"),
        ],
        className="card",
        role="listitem",
    )
