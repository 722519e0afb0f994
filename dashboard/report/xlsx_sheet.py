"""A sheet of the workbook: its head, then its tables one below the other, numbers as numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.report.head_line import HeadLine, head_lines, title
from dashboard.report.layout import LABELS, TITLE, VALUES, Placed, placed_tables
from dashboard.report.wording import Wording, decimals, number, parts
from dashboard.report.xlsx_style import Styles
from dashboard.text_width import width
from models.metric.metric import Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Absent, Cell, Row, Sheet, Table

NARROWEST, WIDEST = 8, 30
"""Widths of columns, in signs; a longer text is broken into lines."""

HEAD_WIDTHS = (16, 13, 9, 12, 16, 9, 9)
"""What the head needs at least, a column for each of its lines."""

HEADING_WIDTH, HEADING_HEIGHT, LINE_HEIGHT = 11, 14, 14
DAY, INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
MOST_NOTES = 60
"""Of one table: beyond that the colour and the legend below have to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """What writing a sheet needs: the statement and its sheet, the worksheet of the book, words and looks."""

    statement: MonthlyStatement
    sheet: Sheet
    paper: Any
    words: Wording
    styles: Styles


def write_head(page: Page) -> None:
    """Title, and the head as names above their values."""
    head = page.statement.head
    told = page.words.t(
        "report.form.sheet_title", sheet=page.words.sheet(page.sheet), report=title(head, page.words)
    )
    page.paper.write_string(TITLE, 0, told, page.styles("title"))
    page.paper.set_row(TITLE, 26)
    lines = list(head_lines(head, page.words))
    wide = widths(page.sheet.tables, page.words)
    page.paper.set_row(VALUES, max(2, _lines(lines, wide)) * LINE_HEIGHT)
    for at, line in enumerate(lines):
        page.paper.write_string(LABELS, at, page.words.t(f"report.head.{line.key}"), page.styles("label"))
        _write_fact(page, at, line)


def _lines(head: Sequence[HeadLine], wide: Sequence[int]) -> int:
    """How many the longest value of the head needs: one that breaks between words may take one more than its letters do."""
    told = ((width(line.text), room) for line, room in zip(head, wide, strict=False))
    return max(1 if letters <= room else letters // room + 2 for letters, room in told)


def _write_fact(page: Page, at: int, line: HeadLine) -> None:
    if line.cell is None or line.cell.absent is not None:
        page.paper.write_string(VALUES, at, line.text, page.styles("fact"))
    elif line.cell.instant is not None:
        page.paper.write_datetime(
            VALUES, at, _local(line.cell.instant, page.words), page.styles("fact", INSTANT)
        )
    else:
        page.paper.write_number(
            VALUES, at, line.cell.number, page.styles("fact", shape(line.cell, Unit.SHARE))
        )


def write_tables(page: Page) -> None:
    for placed in placed_tables(page.statement, page.sheet):
        _write_table(page, placed)
    for at, wide in enumerate(widths(page.sheet.tables, page.words)):
        page.paper.set_column(at, at, wide)


def _write_table(page: Page, placed: Placed) -> None:
    table = placed.table
    page.paper.write_string(placed.top, 0, page.words.table(table), page.styles("table"))
    headings = [page.words.heading(column) for column in table.columns]
    lines = max((-(-width(text) // HEADING_WIDTH) for text in headings), default=1)
    page.paper.set_row(placed.headings, max(lines, 1) * HEADING_HEIGHT + 4)
    for at, text in enumerate(headings):
        page.paper.write_string(placed.headings, at, text, page.styles("heading"))
    if not table.rows:
        page.paper.write_string(
            placed.first, 0, page.words.t(f"report.absent.{Absent.NO_DATA}"), page.styles("absent")
        )
    for n, row in enumerate(table.rows):
        _write_row(page, table, row, placed.first + n)
    _write_notes(page, placed)


def _write_row(page: Page, table: Table, row: Row, line: int) -> None:
    for at, (_, cell, unit) in enumerate(parts(table, row)):
        _write_cell(page, cell, unit, (line, at, row.is_total))


def _write_cell(page: Page, cell: Cell, unit: Unit | None, where: tuple[int, int, bool]) -> None:
    line, at, is_total = where
    looks = {"is_total": is_total, "is_flagged": cell.is_flagged, "is_marked": cell.is_marked}
    text, value = page.words.words(cell, unit), number(cell, unit)
    if cell.absent is not None:
        page.paper.write_string(line, at, text, page.styles("absent", looks=looks))
    elif value is not None:
        # A spreadsheet keeps per cents as shares; its format shows them as the heading says.
        stored = cell.number if unit is Unit.SHARE and cell.number is not None else float(value)
        page.paper.write_number(line, at, stored, page.styles("number", shape(cell, unit), looks))
    elif cell.day is not None:
        page.paper.write_datetime(line, at, cell.day, page.styles("number", DAY, looks))
    elif cell.instant is not None:
        local = _local(cell.instant, page.words)
        page.paper.write_datetime(line, at, local, page.styles("number", INSTANT, looks))
    else:
        page.paper.write_string(line, at, text, page.styles("text", looks=looks))


def shape(cell: Cell, unit: Unit | None) -> str:
    """The number format of a spreadsheet for a cell."""
    behind = decimals(cell, unit)
    digits = "0." + "0" * behind if behind else "0"
    return f"{digits}%" if unit is Unit.SHARE else f"#,##{digits}"


def _local(instant: datetime, words: Wording) -> datetime:
    """A spreadsheet knows no zones."""
    return instant.astimezone(words.zone).replace(tzinfo=None)


def _write_notes(page: Page, placed: Placed) -> None:
    """Beside each flagged cell how much of it was measured; below the table what the colour means."""
    flagged = [
        (placed.first + n, at, cell)
        for n, row in enumerate(placed.table.rows)
        for at, cell in enumerate(row.cells)
        if cell.is_flagged
    ]
    if not flagged:
        return
    legend = page.words.t("report.form.legend", flagged=page.words.t("report.form.flagged"))
    page.paper.write_string(placed.last + 1, 0, legend, page.styles("legend"))
    for line, at, cell in flagged[:MOST_NOTES]:
        covered = "" if cell.coverage is None else f"{cell.coverage:.1%}"
        told = page.words.t("report.form.note", coverage=covered, flagged=page.words.note(cell))
        page.paper.write_comment(line, at, told, {"font_size": 9, "x_scale": 1.4, "y_scale": 0.6})


def widths(tables: Iterable[Table], words: Wording) -> list[int]:
    """Of each column: wide enough for the head and for every number, and for texts as far as a page allows."""
    found = dict(enumerate(HEAD_WIDTHS))
    for table in tables:
        lines = [words.line(table, row) for row in table.rows]
        for at, column in enumerate(table.columns):
            heading = min(width(words.heading(column)), HEADING_WIDTH)
            longest = max([heading, *(width(line[at]) for line in lines)])
            found[at] = max(found.get(at, NARROWEST), min(longest + 2, WIDEST))
    return [found[at] for at in sorted(found)]
