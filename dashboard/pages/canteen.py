"""The canteen page: seats and queue now, meals to cook next, the services of a period, what was sold, and the delivery board."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, choice
from dashboard.components.canteen_now import now_panel, serving_name
from dashboard.components.chart import chart
from dashboard.components.cooking_panel import cooking_panel
from dashboard.components.day_bars import span_bars, spans, tall
from dashboard.components.delivery_board import board_rows, delivery_board
from dashboard.components.figure_table import FigureRow, figure_rows, figure_table
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.use_filter import filter_form, period_choices, told
from dashboard.components.use_summary import figure_card
from dashboard.components.use_words import figure_words, period_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn, nodes
from dashboard.ids import CanteenId
from dashboard.page import Page, PageGroup, Visit
from dashboard.use_question import Question, question
from models.account import Permission
from models.centre import Space
from models.metric import METRICS
from models.metric.shown import shown
from models.metric.sums import Sums
from models.services.canteen import MealTable, canteen_now, canteens, meal_table, orders_of
from models.services.cooking import cooking
from models.services.strangers import refusal

WHO = (Permission.USE_READ,)

CARDS = tuple(
    METRICS[key]
    for key in (
        "covers",
        "seat_turns",
        "revpash",
        "seat_occupancy",
        "queue_wait",
        "meals_delivered",
        "on_time_rate",
    )
)
COLUMNS = tuple(
    METRICS[key]
    for key in (
        *(
            "covers",
            "takeaways",
            "seat_turns",
            "fare",
            "subsidy",
            "revpash",
            "revpash_fare",
            "revpash_subsidy",
        ),
        *("seat_occupancy", "queue_length", "queue_wait", "meals_delivered", "on_time_rate"),
    )
)
COVERS, TURNS = METRICS["covers"], METRICS["seat_turns"]


def layout(visit: Visit) -> Component:
    """The present, which is drawn anew while the page is open, and the period below it."""
    stores = (CanteenId.ASK, CanteenId.ANSWER, CanteenId.TICK, CanteenId.FRESH, CanteenId.REDRAWN)
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=CanteenId.TOLD, className="told toast", role="status"),
            *(dcc.Store(id=store) for store in stores),
        ],
        id=CanteenId.ROOT,
        className="trade",
        **marks(
            data_asks=CanteenId.ASK,
            data_tick=CanteenId.TICK,
            data_busy=visit.translate("sensors.busy"),
            data_late=visit.translate("sensors.late"),
        ),
    )


def content(visit: Visit) -> Mapping[str, Sequence[Component | None]]:
    """The parts of the page by the key under which they are drawn."""
    t, space = visit.translate, _space(visit)
    if space is None:
        nothing = html.Section([calm(t("canteen.nowhere"), "♨")], className="panel")
        return {"head": [html.H1(t("page.canteen")), nothing]}
    asked = _question(visit)
    head = html.Header(
        [html.H1(t("canteen.title", name=t.name(space.name))), html.P(told(visit, asked), className="muted")],
        className="use-head",
    )
    return {
        "head": [head],
        "now": present(visit, space),
        "cook": [cooking_panel(visit, space, cooking(visit.ports, space))],
        "period": [_filter(visit, space, asked), *_period(visit, space, asked)],
    }


def present(visit: Visit, space: Space) -> list[Component | None]:
    today = visit.ports.centre.day_of(visit.ports.clock())
    return [
        now_panel(visit, space, canteen_now(visit.ports, space)),
        delivery_board(visit, orders_of(visit.ports, space, today)),
    ]


def _space(visit: Visit) -> Space | None:
    """The canteen that the address names, else the first; None where the centre has none."""
    found = canteens(visit.ports)
    return next((one for one in found if one.id == visit.query.get("space")), found[0] if found else None)


def _question(visit: Visit) -> Question:
    return question(visit.query, visit.ports, visit.ports.centre.day_of(visit.ports.clock()))


def _filter(visit: Visit, space: Space, asked: Question) -> Component:
    t, found = visit.translate, canteens(visit.ports)
    which = [choice("space", t("use.filter.space"), [(one.id, t.name(one.name)) for one in found], space.id)]
    return filter_form(visit, asked, [*(which if len(found) > 1 else []), *period_choices(visit, asked)])


def _period(visit: Visit, space: Space, asked: Question) -> list[Component | None]:
    t = visit.translate
    table, other = _tables(visit, space, asked)
    if not table.days:
        return [html.Section([calm(t("canteen.nothing"), "♨")], className="panel")]
    then = other.total if other else None
    cards = [figure_card(t, shown(one, table.total), shown(one, then) if then else None) for one in CARDS]
    return [
        html.Div(cards, className="cards", role="list"),
        _services(visit, space, table, other),
        _days(visit, table),
    ]


def _tables(visit: Visit, space: Space, asked: Question) -> tuple[MealTable, MealTable | None]:
    other = meal_table(visit.ports, space, asked.other) if asked.other else None
    return meal_table(visit.ports, space, asked.period), other if other and other.days else None


def _rows(visit: Visit, space: Space, table: MealTable, other: MealTable | None) -> list[FigureRow]:
    t = visit.translate
    services = [
        FigureRow(
            name=serving_name(t, space, key), sums=sums, then=other.services.get(key) if other else None
        )
        for key, sums in table.services.items()
    ]
    whole = FigureRow(
        name=t("canteen.whole"), sums=table.total, then=other.total if other else None, strong=True
    )
    return [*services, whole]


def _services(visit: Visit, space: Space, table: MealTable, other: MealTable | None) -> Component:
    t = visit.translate
    best = _most(table.services)
    title = t("canteen.services.none")
    if best is not None:
        words = figure_words(t, TURNS.value(table.services[best]), TURNS.unit)
        title = t("canteen.services.title", name=serving_name(t, space, best), turns=words)
    rows = _rows(visit, space, table, other)
    body = [
        figure_table(t, title, t("canteen.service"), rows, COLUMNS),
        html.P(t("canteen.note"), className="muted"),
    ]
    return frame(visit, "services", title, t("canteen.services.under"), body)


def _most(services: Mapping[str, Sums]) -> str | None:
    """The service whose seats turn most often."""
    told = {key: value for key, sums in services.items() if (value := TURNS.value(sums)) is not None}
    return max(told, key=lambda key: told[key], default=None)


def _days(visit: Visit, table: MealTable) -> Component:
    t = visit.translate
    rows = spans(t, table.days)
    told_rows = [(value, row) for row in rows if (value := COVERS.value(row.sums)) is not None]
    title = t("canteen.days.none")
    if told_rows:
        value, best = max(told_rows, key=lambda one: one[0])
        title = t("canteen.days.title", when=best.name, value=figure_words(t, value, COVERS.unit))
    drawing = tall(t, title, span_bars(t, t("use.sheet.day"), rows, COVERS, METRICS["revpash"]))
    return chart(visit, "sold", title, t("canteen.days.under", period=period_words(t, table.period)), drawing)


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, space = fields.get("sheet", ""), _space(visit)
    if part not in SHEETS or space is None:
        raise refusal("no_deed")
    asked, t = _question(visit), visit.translate
    head: list[list[Cell]] = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.what"), t.name(space.name)],
        [t("use.sheet.period"), period_words(t, asked.period)],
        [],
    ]
    rows = [*head, *SHEETS[part](visit, space, asked)]
    name = f"{visit.centre}-{part}-{asked.period.first}-{asked.period.last}.csv"
    return {"text": t("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


def _services_sheet(visit: Visit, space: Space, asked: Question) -> list[list[Cell]]:
    rows = _rows(visit, space, *_tables(visit, space, asked))
    return figure_rows(visit.translate, visit.translate("canteen.service"), rows, COLUMNS)


def _days_sheet(visit: Visit, space: Space, asked: Question) -> list[list[Cell]]:
    table, t = meal_table(visit.ports, space, asked.period), visit.translate
    rows = [FigureRow(name=day.isoformat(), sums=sums) for day, sums in table.days.items()]
    return figure_rows(t, t("use.sheet.day"), rows, COLUMNS)


def _board_sheet(visit: Visit, space: Space, _asked: Question) -> list[list[Cell]]:
    today = visit.ports.centre.day_of(visit.ports.clock())
    return board_rows(visit, orders_of(visit.ports, space, today))


SHEETS = {"services": _services_sheet, "sold": _days_sheet, "board": _board_sheet}
"""The panels that can be taken along as numbers."""


def register(callbacks: Callbacks) -> None:
    """Figures to take along, and the present drawn anew."""

    @callbacks.asking(CanteenId.ASK, CanteenId.ANSWER, CanteenId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)

    @callbacks.redrawing(CanteenId.TICK, CanteenId.FRESH, CanteenId.REDRAWN, permission=WHO)
    def fresh(visit: Visit, _tick: object) -> Json:
        space = _space(visit)
        return {"now": nodes(present(visit, space))} if space else {}


DEEDS = {"sheet": _sheet}

CANTEEN = Page(
    key="canteen",
    path="canteen",
    icon="♨",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.USE,
)
