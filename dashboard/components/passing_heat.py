"""When people pass through a street: visits an hour by weekday and hour, each kind of day by itself."""

from collections.abc import Iterator

from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level, scale
from dashboard.components.use_words import figure_words, hour_words, percent, row_words, short
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.heatmap import Heatmap, Spot
from models.metric import METRICS
from models.metric.shown import Shown, Standing
from models.use_figures import coverage, figure
from models.use_grid import slot_start
from models.utilisation import Utilisation

THROUGHPUT = METRICS["throughput"]
"""By the hour that was measured: rows of more days are no fuller for it."""


def passing_heat(visit: Visit, heat: Heatmap, under: str) -> Component:
    """As a table that is coloured; under: the days in words."""
    t = visit.translate
    top = max((value for spot in heat.spots() if (value := _passing(spot.use).value)), default=1.0)
    columns = [str(_hour(heat, column)) for column in heat.open_columns()]
    rows = [
        HeatRow(
            head=row_words(t, row),
            note=t("use.n_days", n=heat.days[n]),
            cells=[_cell(t, heat, n, column, top) for column in heat.open_columns()],
            strong=row.weekday is None,
        )
        for n, row in enumerate(heat.rows)
    ]
    title = _title(t, heat)
    legend = scale("0", figure_words(t, top, THROUGHPUT.unit), t("use.heat.hidden"), t("use.heat.flagged"))
    table = heat_table(title, t("metric.throughput"), columns, rows, t(f"metric.unit.{THROUGHPUT.unit}"))
    return chart(visit, "week", title, under, table, rest=[legend])


def _passing(use: Utilisation) -> Shown:
    return figure(THROUGHPUT, use, counted=True)


def _hour(heat: Heatmap, column: int) -> int:
    return slot_start(column, heat.step)[0]


def _title(t: Translate, heat: Heatmap) -> str:
    known: list[tuple[float, Spot]] = [
        (value, spot) for spot in heat.spots() if (value := _passing(spot.use).value) is not None
    ]
    if not known:
        return t("market.week.none")
    value, best = max(known, key=lambda one: one[0])
    return t("market.week.title", when=hour_words(t, best), value=figure_words(t, value, THROUGHPUT.unit))


def _cell(t: Translate, heat: Heatmap, n: int, column: int, top: float) -> HeatCell:
    use, hour = heat.cell(n, column), _hour(heat, column)
    if use.open_hours <= 0:
        return HeatCell(state="shut", said=t("use.heat.shut"))
    found, covered = _passing(use), percent(t, coverage(use))
    if found.value is None:
        said = t("use.heat.unknown", row=row_words(t, heat.rows[n]), hour=hour, coverage=covered)
        return HeatCell(state="hidden", said=said)
    value = figure_words(t, found.value, THROUGHPUT.unit)
    return HeatCell(
        state="flagged" if found.standing is Standing.FLAGGED else "known",
        text=short(found.value, THROUGHPUT.unit),
        level=level(found.value, top),
        said=t("market.week.cell", row=row_words(t, heat.rows[n]), hour=hour, value=value, coverage=covered),
    )


def passing_rows(t: Translate, heat: Heatmap) -> list[list[Cell]]:
    """For the file: a line for each row and hour that was open."""
    head: list[Cell] = [
        t("market.week.days"),
        t("use.sheet.hour"),
        t("metric.throughput"),
        t("metric.coverage"),
    ]
    return [head, *_lines(t, heat)]


def _lines(t: Translate, heat: Heatmap) -> Iterator[list[Cell]]:
    for n, row in enumerate(heat.rows):
        for column in heat.open_columns():
            use = heat.cell(n, column)
            if use.open_hours > 0:
                yield [row_words(t, row), f"{_hour(heat, column):02}:00", _passing(use).value, coverage(use)]
