"""Files to fill in: the columns of a kind of row under the names of one language, with a row that shows how."""

import base64
import io
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dashboard.csv_sheet import csv_text
from dashboard.i18n import LOCALES, Locale
from models.exchange.column import ImportKind

WIDTH = 16
FILLED = 500
"""Rows that are texts from the start: a program that guesses makes 3-4 a day in March and 001 the number 1."""

_TEXT = "@"


def _rows(kind: ImportKind, locale: Locale) -> list[list[str]]:
    place = LOCALES.index(locale)
    return [[one.names[place] for one in kind.columns], [one.example for one in kind.columns]]


def _csv(kind: ImportKind, locale: Locale) -> dict[str, str]:
    return {"text": csv_text(_rows(kind, locale)), "type": "text/csv;charset=utf-8"}


def _xlsx(kind: ImportKind, locale: Locale) -> dict[str, str]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = kind.key
    sheet.freeze_panes = "A2"
    for row in _rows(kind, locale):
        sheet.append(row)
    for n, one in enumerate(kind.columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = WIDTH
        head = sheet.cell(1, n)
        head.font, head.alignment = Font(bold=one.required), Alignment(wrap_text=True)
        for cell in next(sheet.iter_cols(n, n, 2, FILLED)):
            cell.number_format = _TEXT
    written = io.BytesIO()
    book.save(written)
    return {
        "base64": base64.b64encode(written.getvalue()).decode(),
        "type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


TEMPLATES: Mapping[str, Callable[[ImportKind, Locale], dict[str, str]]] = {"csv": _csv, "xlsx": _xlsx}
"""Format -> how a template is written in it: `text`, or `base64` where it is no text."""


def template(kind: ImportKind, locale: Locale, form: str) -> dict[str, str]:
    """A file as the page's script is handed it. Raises KeyError for a format that there is not."""
    return {"name": f"linli-{kind.key}.{form}", **TEMPLATES[form](kind, locale)}
