"""Rows as a CSV file that spreadsheets open without harm: numbers are numbers, and no text becomes a formula."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

Cell = str | int | float | Decimal | None
Sheet = Sequence[Sequence[Cell]]

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""

FORMULA_SIGNS = frozenset("=+-@\t\r\n\0|%＝＋－＠")
"""What a cell that a program reads as more than text begins with, in half and full width."""


def csv_text(rows: Sheet) -> str:
    """RFC 4180 with a byte order mark; None is an empty cell, which is not 0."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _harmless(cell)
    return repr(round(cell, 6)) if isinstance(cell, float) else str(cell)


def _harmless(text: str) -> str:
    """A text that begins like a formula, also behind blanks, is held by an apostrophe."""
    bare = text.lstrip(" \u3000\u00a0\ufeff")
    return f"'{text}" if bare[:1] in FORMULA_SIGNS and bare else text.replace("\0", "")
