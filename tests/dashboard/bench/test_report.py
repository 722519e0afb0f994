"""The bench of reports: every step has its line, and the bare writers did the work too."""

import io
from datetime import date

import openpyxl

from dashboard.bench.report import bare_pages, measured, plain_book
from dashboard.i18n import Translate
from models.report.making import Imprint, made
from models.services.month_inputs import gather
from tests.monthly import a_month_house

APRIL = date(2026, 4, 1)


def test_every_step_and_each_form_has_a_line_beside_its_bare_peer() -> None:
    told = list(measured(a_month_house(APRIL), APRIL, Translate("en")))
    assert told[0].endswith("2026-04")
    named = [line[:28].strip() for line in told[2:-1]]
    assert named == ["gather", "made", "xlsx", "csv", "pdf", "all", "xlsx, bare", "pdf, bare"]
    assert "extrapolated" in told[-1]


def test_the_bare_workbook_holds_a_line_for_every_row_of_the_report() -> None:
    statement = made(gather(a_month_house(APRIL), APRIL), Imprint(number="n", run="r"))
    book = openpyxl.load_workbook(io.BytesIO(plain_book(statement, Translate("en"))))
    rows = [sum(len(table.rows) for table in sheet.tables) for sheet in statement.sheets]
    assert [paper.max_row if count else 0 for paper, count in zip(book, rows, strict=True)] == rows
    assert bare_pages().startswith(b"%PDF")
