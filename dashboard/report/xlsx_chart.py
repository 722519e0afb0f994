"""The native charts of the workbook, and the colours of its heat tables: which tables have one, and how they are drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.report.layout import Placed, letters, placed_tables
from dashboard.report.wording import is_number, label_width, unit_of
from dashboard.report.xlsx_sheet import Page
from dashboard.report.xlsx_style import ACCENT, MUTED
from models.metric.metric import Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Sheet, Table

WIDE, HIGH, ROWS = 860, 330, 19
"""Size of a chart in pixels, and the rows that it covers."""

COLOURS = (ACCENT, "#C77C11", "#3D6FB0", "#8A5A9E", "#5D6B68", "#B3261E")
"""Told apart also by who sees red and green alike; every line has a dash of its own besides."""

DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
LOW, HIGH_COLOUR = "#FFFFFF", "#2C8C7C"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart of a table. kind: as XlsxWriter names it; unit: only rows and columns of this unit; most: series, from the left."""

    kind: str
    unit: Unit = Unit.SHARE
    most: int = 6


CHARTS: Mapping[str, Drawn] = {"overview": Drawn("column", most=3), "heat": Drawn("line")}
"""Table -> its chart, below the tables of its sheet."""

HEAT = frozenset({"heat"})
"""Tables whose shares are coloured by how much they are."""


def draw_charts(book: Any, page: Page) -> None:
    """Every chart of a sheet that has something to draw."""
    top = chart_top(page.statement, page.sheet)
    for placed in placed_tables(page.statement, page.sheet):
        if placed.table.key in HEAT and placed.table.rows:
            _colour(page, placed)
        drawn = CHARTS.get(placed.table.key)
        lines = [] if drawn is None else _lines(placed.table, drawn)
        if drawn is not None and lines:
            page.paper.insert_chart(top, 0, _chart(book, page, placed, drawn, lines), {"object_position": 2})
            top += ROWS


def chart_top(statement: MonthlyStatement, sheet: Sheet) -> int:
    return max((placed.last + 3 for placed in placed_tables(statement, sheet)), default=0)


def chart_rows(sheet: Sheet) -> int:
    """How many rows the charts of a sheet cover."""
    return ROWS * sum(
        table.key in CHARTS and bool(_lines(table, CHARTS[table.key])) for table in sheet.tables
    )


def _lines(table: Table, drawn: Drawn) -> Sequence[int]:
    """The rows that hold a figure of the chart's unit."""
    return [
        n
        for n, row in enumerate(table.rows)
        if any(_is_drawn(table, n, at, drawn) for at in range(len(row.cells)))
    ]


def _is_drawn(table: Table, row: int, at: int, drawn: Drawn) -> bool:
    cell = table.rows[row].cells[at]
    return is_number(cell) and unit_of(table.rows[row], table.columns[at]) is drawn.unit


def _chart(book: Any, page: Page, placed: Placed, drawn: Drawn, lines: Sequence[int]) -> Any:
    chart = book.add_chart({"type": drawn.kind})
    name, table = page.paper.get_name().replace("'", "''"), placed.table
    rows = [placed.first + n for n in lines]
    series = [at for at in range(len(table.columns)) if any(_is_drawn(table, n, at, drawn) for n in lines)]
    for n, at in enumerate(series[: drawn.most]):
        line = {"color": COLOURS[n], "width": 2, "dash_type": DASHES[n]}
        chart.add_series(
            {
                "name": page.words.column(table.columns[at]),
                "categories": _ranges(name, rows, 0, label_width(table) - 1),
                "values": _ranges(name, rows, at, at),
                "fill": {"color": COLOURS[n]},
                **({"line": line} if drawn.kind == "line" else {}),
            }
        )
    font = {"name": page.words.t("report.form.font.body"), "size": 9, "color": MUTED}
    chart.set_title({"name": page.words.table(table), "name_font": {**font, "size": 12, "bold": True}})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": "0%",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#DDE3E0"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": WIDE, "height": HIGH})
    chart.show_blanks_as("gap")
    return chart


def _ranges(sheet: str, rows: Sequence[int], first: int, last: int) -> str:
    """Rows that follow one another as one range, several ranges in brackets."""
    parts = [
        f"'{sheet}'!${letters(first)}${start + 1}:${letters(last)}${end + 1}" for start, end in _runs(rows)
    ]
    return f"={parts[0]}" if len(parts) == 1 else f"=({','.join(parts)})"


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = rows[0]
    for one, after in zip(rows, [*rows[1:], None], strict=True):
        if after != one + 1:
            yield start, one
            start = after or 0


def _colour(page: Page, placed: Placed) -> None:
    scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "max"}
    scale |= {"min_color": LOW, "max_color": HIGH_COLOUR}
    for at, column in enumerate(placed.table.columns):
        if column.unit is Unit.SHARE:
            page.paper.conditional_format(placed.first, at, placed.last, at, scale)
