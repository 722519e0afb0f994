"""The market page: footfall by part of the day, hour and day, stalls on the plan, what events brought."""

from collections.abc import Mapping, Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, choice
from dashboard.components.chart import chart
from dashboard.components.day_bars import span_bars, spans, tall
from dashboard.components.figure_table import FigureRow, figure_rows, figure_table
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.passing_heat import passing_heat, passing_rows
from dashboard.components.stall_plan import stall_plan, stall_rows
from dashboard.components.uplift_list import uplift_panel, uplift_rows
from dashboard.components.use_filter import filter_form, period_choices, told
from dashboard.components.use_summary import figure_card
from dashboard.components.use_words import figure_words, period_words
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.ids import MarketId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from dashboard.use_question import Question, question
from models.account import Permission
from models.centre import Space
from models.heatmap import Heatmap
from models.metric import METRICS
from models.metric.shown import shown
from models.services.market import MarketTable, market_table, markets, stalls_on, uplifts
from models.services.strangers import refusal
from models.services.tenancies import agree_rent, end_tenancy, let_stall
from models.services.use import period_use

WHO = (Permission.USE_READ,)

FOOTFALL = METRICS["footfall"]
CARDS = tuple(METRICS[key] for key in ("footfall", "morning_share", "night_share", "let_rate"))
COLUMNS = tuple(METRICS[key] for key in ("footfall", "coverage"))


def layout(visit: Visit) -> Component:
    """The page of one street."""
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=MarketId.TOLD, className="told toast", role="status"),
            dcc.Store(id=MarketId.ASK),
            dcc.Store(id=MarketId.ANSWER),
        ],
        id=MarketId.ROOT,
        className="trade",
        **marks(
            data_asks=MarketId.ASK,
            data_busy=visit.translate("sensors.busy"),
            data_late=visit.translate("sensors.late"),
        ),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, space = visit.translate, _space(visit)
    if space is None:
        nothing = html.Section([calm(t("market.nowhere"), "▤")], className="panel")
        return [html.H1(t("page.market")), nothing]
    asked = _question(visit)
    head = html.Header(
        [html.H1(t("market.title", name=t.name(space.name))), html.P(told(visit, asked), className="muted")],
        className="use-head",
    )
    return [head, _filter(visit, space, asked), *_period(visit, space, asked)]


def _space(visit: Visit) -> Space | None:
    """The street that the address names, else the first; None where the centre has none."""
    found = markets(visit.ports)
    return next((one for one in found if one.id == visit.query.get("space")), found[0] if found else None)


def _today(visit: Visit) -> date:
    return visit.ports.centre.day_of(visit.ports.clock())


def _question(visit: Visit) -> Question:
    return question(visit.query, visit.ports, _today(visit))


def _filter(visit: Visit, space: Space, asked: Question) -> Component:
    t, found = visit.translate, markets(visit.ports)
    which = [choice("space", t("use.filter.space"), [(one.id, t.name(one.name)) for one in found], space.id)]
    return filter_form(visit, asked, [*(which if len(found) > 1 else []), *period_choices(visit, asked)])


def _tables(visit: Visit, space: Space, asked: Question) -> tuple[MarketTable, MarketTable | None]:
    other = market_table(visit.ports, space, asked.other) if asked.other else None
    return market_table(visit.ports, space, asked.period), other if other and other.days else None


def _period(visit: Visit, space: Space, asked: Question) -> list[Component | None]:
    t, today = visit.translate, _today(visit)
    plan = stall_plan(visit, stalls_on(visit.ports, space, today), today)
    table, other = _tables(visit, space, asked)
    if not table.days:
        return [html.Section([calm(t("market.nothing"), "▤")], className="panel"), plan]
    then = other.total if other else None
    cards = [figure_card(t, shown(one, table.total), shown(one, then) if then else None) for one in CARDS]
    return [
        html.Div(cards, className="cards", role="list"),
        _parts(visit, space, table, other),
        _hours(visit, table),
        passing_heat(visit, _week(visit, space, asked), period_words(t, asked.period)),
        _days(visit, space, table),
        plan,
        uplift_panel(visit, uplifts(visit.ports, space, asked.period)),
    ]


def _part_rows(visit: Visit, space: Space, table: MarketTable, other: MarketTable | None) -> list[FigureRow]:
    t = visit.translate
    names = {
        part.key: t.name(part.name) if part.name else t(f"market.part.{part.key}") for part in space.periods
    }
    rows = [
        FigureRow(name=names[key], sums=sums, then=other.parts.get(key) if other else None)
        for key, sums in table.parts.items()
    ]
    whole = FigureRow(
        name=t("market.whole"), sums=table.total, then=other.total if other else None, strong=True
    )
    return [*rows, whole]


def _parts(visit: Visit, space: Space, table: MarketTable, other: MarketTable | None) -> Component:
    t, rows = visit.translate, _part_rows(visit, space, table, other)
    title = _best_title(visit, rows[:-1], "market.parts")
    body = [figure_table(t, title, t("market.part"), rows, COLUMNS)]
    return frame(visit, "parts", title, t("market.parts.under"), body)


def _best_title(visit: Visit, rows: Sequence[FigureRow], key: str) -> str:
    """The row with the most footfall, in a sentence."""
    t = visit.translate
    known = [(value, row) for row in rows if (value := shown(FOOTFALL, row.sums).value) is not None]
    if not known:
        return t(f"{key}.none")
    value, best = max(known, key=lambda one: one[0])
    return t(f"{key}.title", name=best.name, value=figure_words(t, value, FOOTFALL.unit))


def _hour_rows(table: MarketTable) -> list[FigureRow]:
    return [FigureRow(name=f"{hour:02}:00", sums=sums) for hour, sums in table.hours.items()]


def _hours(visit: Visit, table: MarketTable) -> Component:
    t, rows = visit.translate, _hour_rows(table)
    title = _best_title(visit, rows, "market.hours")
    under = t("market.hours.under", period=period_words(t, table.period))
    return chart(visit, "hours", title, under, span_bars(t, t("use.sheet.hour"), rows, FOOTFALL))


def _week(visit: Visit, space: Space, asked: Question) -> Heatmap:
    return period_use(visit.ports, asked.period, [space.id]).heat


def _days(visit: Visit, space: Space, table: MarketTable) -> Component:
    t = visit.translate
    rows = spans(t, table.days, lambda day: link(visit, "use", space=space.id, day=day.isoformat()))
    title = _best_title(visit, rows, "market.days")
    drawing = tall(t, title, span_bars(t, t("use.sheet.day"), rows, FOOTFALL))
    return chart(visit, "walked", title, t("market.days.under"), drawing)


Rows = list[list[Cell]]


def _parts_sheet(visit: Visit, space: Space, asked: Question) -> Rows:
    rows = _part_rows(visit, space, *_tables(visit, space, asked))
    return figure_rows(visit.translate, visit.translate("market.part"), rows, COLUMNS)


def _hours_sheet(visit: Visit, space: Space, asked: Question) -> Rows:
    rows = _hour_rows(market_table(visit.ports, space, asked.period))
    return figure_rows(visit.translate, visit.translate("use.sheet.hour"), rows, COLUMNS)


def _week_sheet(visit: Visit, space: Space, asked: Question) -> Rows:
    return passing_rows(visit.translate, _week(visit, space, asked))


def _days_sheet(visit: Visit, space: Space, asked: Question) -> Rows:
    table, t = market_table(visit.ports, space, asked.period), visit.translate
    rows = [FigureRow(name=day.isoformat(), sums=sums) for day, sums in table.days.items()]
    return figure_rows(t, t("use.sheet.day"), rows, (*CARDS, METRICS["coverage"]))


def _stalls_sheet(visit: Visit, space: Space, _asked: Question) -> Rows:
    return stall_rows(visit.translate, stalls_on(visit.ports, space, _today(visit)))


def _events_sheet(visit: Visit, space: Space, asked: Question) -> Rows:
    return uplift_rows(visit.translate, uplifts(visit.ports, space, asked.period))


SHEETS = {
    "parts": _parts_sheet,
    "hours": _hours_sheet,
    "week": _week_sheet,
    "walked": _days_sheet,
    "stalls": _stalls_sheet,
    "events": _events_sheet,
}
"""The panels that can be taken along as numbers."""


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, space = fields.get("sheet", ""), _space(visit)
    if part not in SHEETS or space is None:
        raise refusal("no_deed")
    asked, t = _question(visit), visit.translate
    head: Rows = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("use.sheet.what"), t.name(space.name)],
        [t("use.sheet.period"), period_words(t, asked.period)],
        [],
    ]
    name = f"{visit.centre}-{part}-{asked.period.first}-{asked.period.last}.csv"
    text = csv_text([*head, *SHEETS[part](visit, space, asked)])
    return {"text": t("use.take.done"), "file": {"name": name, "text": text}}


def _here(visit: Visit) -> str:
    return link(visit, "market", **_question(visit).query()) + "#stalls"


def _let(visit: Visit, fields: Mapping[str, str]) -> Json:
    typed = (fields.get(name, "") for name in ("stall", "tenant", "first", "last", "rent"))
    let_stall(visit.ports, visit.account, *typed)
    return {"text": visit.translate("market.let.done"), "go": _here(visit)}


def _agree(visit: Visit, fields: Mapping[str, str]) -> Json:
    agree_rent(visit.ports, visit.account, fields.get("tenancy", ""))
    return {"text": visit.translate("market.rent.agreed"), "go": _here(visit)}


def _end(visit: Visit, fields: Mapping[str, str]) -> Json:
    end_tenancy(visit.ports, visit.account, fields.get("tenancy", ""), fields.get("last", ""))
    return {"text": visit.translate("market.end.done"), "go": _here(visit)}


DEEDS = {"sheet": _sheet, "let": _let, "agree": _agree, "end": _end}


def register(callbacks: Callbacks) -> None:
    """Whoever looks may take figures along; letting asks for its own right in its service."""

    @callbacks.asking(MarketId.ASK, MarketId.ANSWER, MarketId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


MARKET = Page(
    key="market",
    path="market",
    icon="▤",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.USE,
)
