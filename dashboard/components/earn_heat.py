"""When a space, or the house, earns what it costs: what an open hour leaves over, by hour and kind of day."""

from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level
from dashboard.components.use_words import figure_words, row_words
from dashboard.csv_sheet import Cell
from dashboard.earnings_view import EarningsView
from dashboard.i18n import Translate
from dashboard.yuan import yuan_cell
from models.heatmap import HOUR
from models.metric import METRICS
from models.metric.earned import Margin
from models.metric.sums import Sums
from models.services.margin_heat import MarginHeat
from models.use_grid import slot_start

AN_HOUR = METRICS["contribution_per_open_hour"]
LEFT = METRICS["contribution"]

Rows = list[list[Cell]]


def heat_panel(view: EarningsView, heat: MarginHeat) -> Component | None:
    """Nothing where nothing is known of both income and costs."""
    t, columns = view.visit.translate, heat.columns()
    if not columns:
        return None
    values = [_value(cell) for row in heat.cells for cell in row]
    top = max((abs(value) for value in values if value is not None), default=0.0)
    rows = [
        HeatRow(
            head=row_words(t, row),
            note=t("use.n_days", n=heat.days[n]),
            cells=[_cell(t, row_words(t, row), column, heat.cells[n][column], top) for column in columns],
            strong=row.weekday is None,
        )
        for n, row in enumerate(heat.rows)
    ]
    title = _title(view, heat)
    heads = [str(_hour(column)) for column in columns]
    table = heat_table(
        title,
        t("earnings.heat.corner"),
        heads,
        rows,
        t("metric.unit.fen_per_hour"),
        style="heat-change heat-money",
    )
    return chart(view.visit, "heat", title, t("earnings.heat.under"), table)


def _hour(column: int) -> int:
    return slot_start(column, HOUR)[0]


def _value(cell: Margin | None) -> float | None:
    """Fen by open hour; where nothing is open, what was left over all the same."""
    if cell is None:
        return None
    sums = Sums(margin=cell)
    value = AN_HOUR.value(sums)
    return LEFT.value(sums) if value is None else value


def _cell(t: Translate, row: str, column: int, cell: Margin | None, top: float) -> HeatCell:
    value = _value(cell)
    if cell is None or value is None:
        return HeatCell(state="shut", said=t("use.heat.shut"))
    said = t(
        "earnings.heat.cell",
        row=row,
        hour=_hour(column),
        value=figure_words(t, value, AN_HOUR.unit),
        whole=figure_words(t, cell.contribution_fen, LEFT.unit),
    )
    return HeatCell(state="known", text=whole_yuan(value), level=level(value, top), said=said)


def whole_yuan(fen: float) -> str:
    """So much as a narrow cell holds: whole yuan, with its sign where it is below 0."""
    return f"{round(fen / 100):,}".replace("-", "−")


def _title(view: EarningsView, heat: MarginHeat) -> str:
    """The best hour of a whole kind of day, and how many of them do not earn their costs."""
    t = view.visit.translate
    known = [
        (value, n, column)
        for n, row in enumerate(heat.rows)
        if row.weekday is None
        for column in heat.columns()
        if (value := _value(heat.cells[n][column])) is not None
    ]
    if not known:
        return t("earnings.heat.none", name=view.name)
    value, n, column = max(known)
    return t(
        "earnings.heat.title",
        name=view.name,
        row=row_words(t, heat.rows[n]),
        hour=_hour(column),
        value=figure_words(t, value, AN_HOUR.unit),
    )


def heat_sheet(view: EarningsView, heat: MarginHeat) -> Rows:
    """The same in yuan by open hour."""
    t, columns = view.visit.translate, heat.columns()
    unit = f"{t(f'metric.{AN_HOUR.key}')} ({t(f'metric.unit.{AN_HOUR.unit}')})"
    head: list[Cell] = [unit, t("use.sheet.n_days"), *(f"{_hour(column):02}:00" for column in columns)]
    return [head, *(_sheet_row(t, heat, n) for n in range(len(heat.rows)))]


def _sheet_row(t: Translate, heat: MarginHeat, n: int) -> list[Cell]:
    values = [_value(heat.cells[n][column]) for column in heat.columns()]
    return [
        row_words(t, heat.rows[n]),
        heat.days[n],
        *(None if value is None else yuan_cell(round(value)) for value in values),
    ]
