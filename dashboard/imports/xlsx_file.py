"""The first sheet of an XLSX workbook as texts. A formula is a text like any other: nothing is worked out."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time

import openpyxl

from dashboard.imports.csv_file import sheet_of
from dashboard.imports.limits import counted, unpackable
from models.exchange.sheet import FileError, Sheet


def read_xlsx(content: bytes) -> Sheet:
    """The rows of a workbook's first sheet. Raises FileError."""
    unpackable(content)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        if not book.worksheets:
            raise FileError("empty")
        return sheet_of(_rows(book.worksheets[0]))
    finally:
        book.close()


def _rows(sheet: object) -> Iterator[tuple[int, list[str]]]:
    """Its rows as they are: what the file says of its own size may be a lie."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):  # type: ignore[attr-defined]
        counted(0, len(row))
        yield number, [_text(value) for value in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
