"""How a report says what its cells hold: words, numbers in the unit of the heading, notes. One language, one time zone."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from dashboard.i18n import Translate
from dashboard.metric_text import SHAPES, exact
from dashboard.yuan import yuan_cell
from models.metric.metric import MONEY, Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Cell, Column, Row, Sheet, Table

LONGEST = 2000
"""Signs of a text. No name is longer, a cell of a spreadsheet ends at 32,767, and a page has to end somewhere."""

_CUT = "…"
_FEN_IN_YUAN = 100
MINUS = "−"
"""As wide as a plus."""

_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn", "Co"})
"""Categories that no font has and XML may not hold."""

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that turn the direction of whatever follows, over the end of the cell."""


def clean(text: str) -> str:
    """A text from data as one line that harms no neighbour: no control signs, no turning of direction, of bounded length."""
    kept = "".join(" " if sign in "\t\r\n\u2028\u2029" else sign for sign in text[: 2 * LONGEST])
    kept = "".join(
        sign for sign in kept if sign not in _TURNING and unicodedata.category(sign) not in _UNPRINTABLE
    )
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + _CUT


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words for the parts of a report."""

    t: Translate
    zone: ZoneInfo

    def sheet(self, sheet: Sheet) -> str:
        return self.t(f"report.sheet.{sheet.key}")

    def table(self, table: Table) -> str:
        return self.t(f"report.table.{table.key}")

    def column(self, column: Column) -> str:
        """The name alone, as a picture's legend has it."""
        if column.name is not None:
            return clean(self.t.name(column.name))
        return self.t(f"metric.{column.key}" if column.is_metric else f"report.column.{column.key}")

    def unit(self, unit: Unit | None) -> str:
        return "" if unit is None else self.t(f"metric.unit.{unit}")

    def heading(self, column: Column) -> str:
        """The name with the unit of what stands below it."""
        name = self.column(column)
        return (
            name
            if column.unit is None
            else self.t("report.form.heading", name=name, unit=self.unit(column.unit))
        )

    def row(self, table: Table, row: Row) -> str:
        """What a row is called: its words before the first column of numbers."""
        return self.t("report.form.join").join(self.line(table, row)[: table.labels])

    def line(self, table: Table, row: Row) -> list[str]:
        """Every cell of a row in words."""
        return [self.words(cell, unit) for _, cell, unit in parts(table, row)]

    def words(self, cell: Cell, unit: Unit | None = None) -> str:
        """The cell as a person reads it under its heading; why it is empty, where it is."""
        if cell.absent is not None:
            return self.t(f"report.absent.{cell.absent}")
        if cell.text is not None:
            return clean(self.t.message(cell.text))
        if cell.name is not None:
            return clean(self.t.name(cell.name))
        if cell.day is not None:
            return cell.day.isoformat()
        if cell.instant is not None:
            return f"{cell.instant.astimezone(self.zone):%Y-%m-%d %H:%M}"
        return _written(cell, unit)

    def note(self, cell: Cell) -> str:
        """What has to be known beside the value: why there is none, or that little of it was measured."""
        if cell.absent is not None:
            return self.t(f"report.absent.{cell.absent}")
        return self.t("report.form.flagged") if cell.is_flagged else ""


def wording(statement: MonthlyStatement, t: Translate) -> Wording:
    return Wording(t, ZoneInfo(statement.head.zone))


def parts(table: Table, row: Row) -> Iterator[tuple[Column, Cell, Unit | None]]:
    """The cells of a row with their columns and the unit of their numbers."""
    for column, cell in zip(table.columns, row.cells, strict=True):
        yield column, cell, unit_of(row, column)


def unit_of(row: Row, column: Column) -> Unit | None:
    """Where the rows of a column are figures of many kinds, a row says its unit itself."""
    return column.unit or row.unit


def number(cell: Cell, unit: Unit | None) -> int | float | Decimal | None:
    """The value in the unit that the heading names: per cent, yuan, hours. Whole fen become exact yuan. None = not a number."""
    if cell.count is not None:
        return yuan_cell(cell.count) if unit in MONEY else cell.count
    if cell.number is None:
        return None
    if unit in MONEY:
        return cell.number / _FEN_IN_YUAN
    return cell.number * _shape(unit)[0]


def decimals(cell: Cell, unit: Unit | None) -> int:
    """Digits behind the point with which a number is shown."""
    if unit in MONEY:
        return 2
    if cell.count is not None:
        return 0
    return _shape(unit)[1]


def _shape(unit: Unit | None) -> tuple[float, int]:
    """Factor and digits; a bare measured number has one digit behind the point."""
    return (1, 1) if unit is None else SHAPES[unit]


def _written(cell: Cell, unit: Unit | None) -> str:
    value = cell.number if cell.count is None else cell.count
    if value is None:
        return ""
    if unit is not None and unit in MONEY:
        return exact(value, unit)
    # Rounded first: no minus before what is shown as nothing.
    behind = decimals(cell, unit)
    shown = round(float(number(cell, unit) or 0), behind) or 0.0
    return f"{shown:,.{behind}f}".replace("-", MINUS)
