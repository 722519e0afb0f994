"""A month's report as one tidy CSV for each sheet: a value a line, the same bytes whenever the same statement is written."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from dashboard.csv_sheet import Cell as CsvCell
from dashboard.csv_sheet import csv_text
from dashboard.i18n import Translate
from dashboard.report.head_line import head_lines
from dashboard.report.wording import Wording, number, parts, wording
from models.metric.metric import Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Cell, Sheet, Table

HEADINGS = ("table", "row", "row_name", "column", "column_name", "unit", "value", "coverage", "note")
"""Their words are `report.csv.<heading>`. Keys stay the same in every language and month; names are for people."""

HEAD = "head"
"""The table that the head of a sheet is told in."""

_Line = Sequence[CsvCell]


def csv_files(statement: MonthlyStatement, t: Translate) -> Mapping[str, bytes]:
    """File name -> content, UTF-8 with a byte order mark; in the order of the sheets. Absent values are empty, never 0."""
    words = wording(statement, t)
    return {
        f"{at:02}-{sheet.key}.csv": csv_text(list(_lines(statement, sheet, words))).encode()
        for at, sheet in enumerate(statement.sheets)
    }


def _lines(statement: MonthlyStatement, sheet: Sheet, words: Wording) -> Iterator[_Line]:
    yield [words.t(f"report.csv.{heading}") for heading in HEADINGS]
    yield from _head(statement, words)
    for table in sheet.tables:
        yield from _table(table, words)


def _head(statement: MonthlyStatement, words: Wording) -> Iterator[_Line]:
    name = words.t("report.csv.head")
    for line in head_lines(statement.head, words):
        value = line.text if line.cell is None else _value(line.cell, line.unit, words)
        note = "" if line.cell is None else words.note(line.cell)
        told = words.t(f"report.head.{line.key}")
        yield (HEAD, HEAD, name, line.key, told, _unit(line.unit, words), value, None, note)


def _table(table: Table, words: Wording) -> Iterator[_Line]:
    for row in table.rows:
        name = words.row(table, row)
        for column, cell, unit in parts(table, row):
            coverage = None if cell.coverage is None else round(cell.coverage, 6)
            value, told = _value(cell, unit, words), words.column(column)
            sign = _unit(unit, words) if cell.is_number else ""
            yield (table.key, row.key, name, column.key, told, sign, value, coverage, words.note(cell))


def _value(cell: Cell, unit: Unit | None, words: Wording) -> CsvCell:
    if cell.absent is not None:
        return None
    value = number(cell, unit)
    return words.words(cell, unit) if value is None else _plain(value)


def _unit(unit: Unit | None, words: Wording) -> str:
    """The sign of per cent alone would be held as the beginning of a formula."""
    return words.t("report.csv.share") if unit is Unit.SHARE else words.unit(unit)


def _plain(value: float | Decimal) -> CsvCell:
    """A measured whole number is written as one: 12, not 12.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
