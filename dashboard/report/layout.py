"""Where everything stands on the sheets of the workbook, so that the other forms can point to a cell of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Place, Sheet, SheetKey, Table

TITLE, LABELS, VALUES, FIRST = 0, 1, 2, 4
"""Rows from 0: the title, the names and the values of the head, and where the rest begins."""

_LETTERS = 26
BOXES = 4
"""Rows that the boxes for signatures and the stamp take, with the empty one below."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on its sheet. top: row of its title; below it the headings, then its rows; an empty table has one row that says so."""

    table: Table
    top: int

    @property
    def headings(self) -> int:
        return self.top + 1

    @property
    def first(self) -> int:
        return self.top + 2

    @property
    def last(self) -> int:
        return self.first + max(len(self.table.rows), 1) - 1


def placed_tables(statement: MonthlyStatement, sheet: Sheet) -> Iterator[Placed]:
    """Below one another; two empty rows between them, one of which may hold a legend."""
    top = FIRST + preface(statement, sheet)
    for table in sheet.tables:
        found = Placed(table, top)
        yield found
        top = found.last + 3


def preface(statement: MonthlyStatement, sheet: Sheet) -> int:
    """Rows between head and tables: on the cover the boxes, and each finding in a row of its own under their heading."""
    if sheet.key != SheetKey.COVER:
        return 0
    return BOXES + (len(statement.findings) + 2 if statement.findings else 0)


def address(statement: MonthlyStatement, place: Place) -> str:
    """ "2!F9": sheet by its number, column and row as a spreadsheet names them. Raises KeyError for no such cell."""
    at = next((at for at, sheet in enumerate(statement.sheets) if sheet.key == place.sheet), None)
    if at is None:
        raise KeyError(place.sheet)
    sheet = statement.sheets[at]
    found = next((one for one in placed_tables(statement, sheet) if one.table.key == place.table), None)
    if found is None:
        raise KeyError(f"{place.sheet}: {place.table}")
    row = _at(place.row, (one.key for one in found.table.rows))
    column = _at(place.column, (one.key for one in found.table.columns))
    return f"{at}!{letters(column)}{found.first + row + 1}"


def _at(key: str, keys: Iterable[str]) -> int:
    found = next((at for at, one in enumerate(keys) if one == key), None)
    if found is None:
        raise KeyError(key)
    return found


def letters(column: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    whole, rest = divmod(column, _LETTERS)
    return (letters(whole - 1) if whole else "") + chr(ord("A") + rest)
