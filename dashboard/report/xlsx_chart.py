"""The native charts of the workbook, and the colours of its heat tables: which tables have one, and how they are drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dashboard.report.layout import Placed, letters, placed_tables
from dashboard.report.wording import unit_of
from dashboard.report.xlsx_sheet import Page
from dashboard.report.xlsx_style import ACCENT, MUTED
from models.metric.metric import Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.papers.own import COVERAGE
from models.report.sheet import Sheet, Table

WIDE, HIGH, ROWS = 860, 330, 19
"""Size of a chart in pixels, and the rows that it covers."""

COLOURS = (ACCENT, "#C77C11", "#3D6FB0", "#8A5A9E", "#5D6B68", "#B3261E")
"""Told apart also by who sees red and green alike; every line has a dash of its own besides."""

DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
LOW, HIGH_COLOUR, GRID = "#FFFFFF", "#2C8C7C", "#DDE3E0"


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a table is drawn. kind: as XlsxWriter names it; columns: its series, () = every column of the unit; unit: of what is
    drawn, None = of the first column that has any number; rows and columns of other units are left out, and totals; is_split: a
    chart for each run of rows of the same first cell; most: series; besides: columns that are never drawn.
    """

    kind: str
    columns: Sequence[str] = ()
    unit: Unit | None = Unit.SHARE
    is_split: bool = False
    most: int = 6
    besides: Sequence[str] = ()


CHARTS: Mapping[str, Drawn] = {
    "overview": Drawn("column", columns=("now", "previous", "last_year")),
    "heat": Drawn("line", is_split=True),
    "own": Drawn("column", unit=None, besides=(COVERAGE,)),
    "year_months": Drawn("line", columns=("frequency", "occupancy_rate", "utilisation")),
}
"""Table -> its charts, below the tables of its sheet."""

HEAT = frozenset({"heat"})
"""Tables whose shares are coloured by how much they are."""


def draw_charts(book: Any, page: Page) -> None:
    """Every chart of a sheet that has something to draw."""
    top = chart_top(page.statement, page.sheet)
    for placed in placed_tables(page.statement, page.sheet):
        if placed.table.key in HEAT and placed.table.rows:
            _colour(page, placed)
        for one in charts(placed.table):
            page.paper.insert_chart(top, 0, _chart(book, page, placed, one), {"object_position": 2})
            top += ROWS


def chart_top(statement: MonthlyStatement, sheet: Sheet) -> int:
    return max((placed.last + 3 for placed in placed_tables(statement, sheet)), default=0)


def chart_rows(sheet: Sheet) -> int:
    """How many rows the charts of a sheet cover."""
    return ROWS * sum(len(list(charts(table))) for table in sheet.tables)


@dataclass(frozen=True, slots=True)
class Chart:
    """Which cells of a table a chart is drawn of. is_part: of a table that is split."""

    drawn: Drawn
    rows: Sequence[int]
    columns: Sequence[int]
    is_part: bool


def charts(table: Table) -> Iterator[Chart]:
    """Nothing known, nothing drawn."""
    drawn = CHARTS.get(table.key)
    if drawn is None:
        return
    columns = [
        at
        for at, one in enumerate(table.columns)
        if (not drawn.columns or one.key in drawn.columns) and one.key not in drawn.besides
    ]
    drawn = replace(drawn, unit=drawn.unit or _first_unit(table, columns))
    for part in _parts(table, drawn):
        rows = [n for n in part if any(_is_drawn(table, n, at, drawn) for at in columns)]
        told = [at for at in columns if any(_is_drawn(table, n, at, drawn) for n in rows)]
        if rows:
            yield Chart(drawn, rows, told[: drawn.most], drawn.is_split)


def _parts(table: Table, drawn: Drawn) -> Iterator[Sequence[int]]:
    rows = range(len(table.rows))
    if not drawn.is_split:
        yield rows
        return
    for _, part in groupby(rows, key=lambda n: table.rows[n].cells[0]):
        yield list(part)


def _first_unit(table: Table, columns: Sequence[int]) -> Unit | None:
    return next(
        (table.columns[at].unit for at in columns if any(row.cells[at].is_number for row in table.rows)), None
    )


def _is_drawn(table: Table, row: int, at: int, drawn: Drawn) -> bool:
    """Not a total: beside it nothing else could be told apart."""
    line = table.rows[row]
    return not line.is_total and line.cells[at].is_number and unit_of(line, table.columns[at]) is drawn.unit


def _chart(book: Any, page: Page, placed: Placed, one: Chart) -> Any:
    chart, table = book.add_chart({"type": one.drawn.kind}), placed.table
    for n, at in enumerate(one.columns):
        chart.add_series(_series(page, placed, one, (n, at)))
    font = {"name": page.words.t("report.form.font.body"), "size": 9, "color": MUTED}
    grid = {"visible": True, "line": {"color": GRID}}
    chart.set_title({"name": _title(page, table, one), "name_font": {**font, "size": 12, "bold": True}})
    chart.set_x_axis({"num_font": font, "label_position": "low"})
    shape = "0%" if one.drawn.unit is Unit.SHARE else "#,##0.##"
    chart.set_y_axis(
        {"num_font": font, "num_format": shape, **_floor(placed.table, one), "major_gridlines": grid}
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": WIDE, "height": HIGH})
    chart.show_blanks_as("gap")
    return chart


def _series(page: Page, placed: Placed, one: Chart, place: tuple[int, int]) -> dict[str, Any]:
    n, at = place
    name, table = page.paper.get_name().replace("'", "''"), placed.table
    rows = [placed.first + row for row in one.rows]
    label = table.labels - 1 if one.is_part else 0
    line = {"color": COLOURS[n], "width": 2, "dash_type": DASHES[n]}
    return {
        # Its heading's cell: a text that begins with "=" would be read as a formula.
        "name": f"='{name}'!${letters(at)}${placed.headings + 1}",
        "categories": _ranges(name, rows, label),
        "values": _ranges(name, rows, at),
        "fill": {"color": COLOURS[n]},
        **({"line": line, "smooth": False} if one.drawn.kind == "line" else {}),
    }


def _floor(table: Table, one: Chart) -> dict[str, int]:
    """Nought, where nothing lies below it."""
    told = (table.rows[n].cells[at] for n in one.rows for at in one.columns)
    return {} if any((cell.number or cell.count or 0) < 0 for cell in told) else {"min": 0}


def _title(page: Page, table: Table, one: Chart) -> str:
    title = page.words.table(table)
    if CHARTS[table.key].unit is None and len(one.columns) == 1:
        return page.words.heading(table.columns[one.columns[0]])
    if not one.is_part:
        return title
    part = page.words.line(table, table.rows[one.rows[0]])[0]
    return page.words.t("report.form.join").join((title, part))


def _ranges(sheet: str, rows: Sequence[int], column: int) -> str:
    """Rows that follow one another as one range, several ranges in brackets."""
    parts = [
        f"'{sheet}'!${letters(column)}${start + 1}:${letters(column)}${end + 1}" for start, end in _runs(rows)
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
