"""What a picture is asked of: a table of the report, and the words for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.report.paper_space import OTHERS
from dashboard.report.wording import Wording
from dashboard.text_width import cut
from models.report.sheet import Cell, Column, Row, Sheet, Table

NAME = 22
"""Columns of a name beside a bar."""

Block = Mapping[str, Any]
"""One thing on paper as the template takes it; `kind` says what draws it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A table, how to speak of it, and the report that it is of."""

    table: Table
    words: Wording
    sheets: Sequence[Sheet] = ()

    def other(self, key: str) -> "Subject | None":
        """Another table of the report; None = it has none of that name."""
        tables = (table for sheet in self.sheets for table in sheet.tables)
        found = next((table for table in tables if table.key == key), None)
        return None if found is None else Subject(found, self.words, self.sheets)

    def at(self, key: str) -> int | None:
        """The place of a column; None = this table has none of that name."""
        return next((at for at, one in enumerate(self.table.columns) if one.key == key), None)

    def cell(self, row: Row, key: str) -> Cell | None:
        at = self.at(key)
        return None if at is None else row.cells[at]

    def columns(self, keys: Sequence[str]) -> list[Column]:
        """Those of these names that there are, in this order."""
        return [self.table.columns[at] for at in map(self.at, keys) if at is not None]

    def name(self, row: Row) -> str:
        """Its first cell in words, as a picture has room for it."""
        text = row.cells[0].text
        if row.key == OTHERS and text is not None:
            return self.words.t("report.form.others", **text.values)
        return cut(self.words.line(self.table, row)[0], NAME)

    def said(self, row: Row, key: str) -> str:
        """A cell in words; "" where the table has no such column."""
        at = self.at(key)
        return "" if at is None else self.words.line(self.table, row)[at]


Picture = Callable[[Subject], Block | None]
"""None = nothing of what it shows is known."""


def measure(cell: Cell | None) -> float | None:
    """The bare number of a cell."""
    if cell is None:
        return None
    return cell.number if cell.count is None else float(cell.count)
