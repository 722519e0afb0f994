"""A month's report as a workbook: a sheet for each of its sheets, no formulas, no macros, no links, always the same bytes."""

import io
from collections.abc import Sequence

import xlsxwriter

from dashboard.i18n import Translate
from dashboard.report.head_line import title
from dashboard.report.layout import FIRST, placed_tables
from dashboard.report.sheet_name import sheet_names
from dashboard.report.wording import Wording, wording
from dashboard.report.xlsx_chart import chart_rows, chart_top, draw_charts
from dashboard.report.xlsx_cover import write_cover
from dashboard.report.xlsx_sheet import Page, write_head, write_tables
from dashboard.report.xlsx_style import Styles
from models.message import Message
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import SheetKey

A4, MARGIN = 9, 0.5
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Nothing that a person typed becomes anything but text."""


def xlsx_file(statement: MonthlyStatement, t: Translate, remarks: Sequence[Message] = ()) -> bytes:
    """remarks: what the cover says of this version beside its contents, e.g. that it is a draft."""
    words, written = wording(statement, t), io.BytesIO()
    with xlsxwriter.Workbook(written, SAFE) as book:
        _describe(book, statement, words)
        styles = Styles(book, words)
        names = sheet_names(
            t("report.form.sheet_name", number=at, name=words.sheet(sheet))
            for at, sheet in enumerate(statement.sheets)
        )
        pages = [
            Page(statement, sheet, book.add_worksheet(name), words, styles)
            for sheet, name in zip(statement.sheets, names, strict=True)
        ]
        for page in pages:
            _write(page, remarks)
            draw_charts(book, page)
    return written.getvalue()


def _describe(book: xlsxwriter.Workbook, statement: MonthlyStatement, words: Wording) -> None:
    """The properties of the file name the centre and no person; its date is that of the data, so that bytes repeat."""
    head = statement.head
    book.set_properties(
        {
            "title": title(head, words),
            "subject": head.number,
            "company": words.t.name(head.name),
            "created": head.as_of.replace(tzinfo=None),
        }
    )


def _write(page: Page, remarks: Sequence[Message]) -> None:
    write_head(page)
    write_tables(page)
    if page.sheet.key == SheetKey.COVER:
        write_cover(page, remarks)
    _set_up(page)


def _set_up(page: Page) -> None:
    """A4 across, as wide as the paper, x of y below; what is frozen above is repeated on every printed page."""
    paper, placed = page.paper, list(placed_tables(page.statement, page.sheet))
    paper.set_landscape()
    paper.set_paper(A4)
    paper.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=0.7)
    paper.fit_to_pages(1, 0)
    paper.set_footer("&C" + page.words.t("report.form.footer", page="&P", pages="&N"))
    paper.hide_gridlines(2)
    # One table: its headings stay in sight. Several: each has its own, and the head does.
    top = placed[0].first if len(placed) == 1 and page.sheet.key != SheetKey.COVER else FIRST - 1
    paper.freeze_panes(top, 1 if len(placed) == 1 else 0)
    paper.repeat_rows(0, top - 1)
    last = max((one.last + 1 for one in placed), default=FIRST)
    if rows := chart_rows(page.sheet):
        last = chart_top(page.statement, page.sheet) + rows
    wide = max((len(one.table.columns) for one in placed), default=1)
    paper.print_area(0, 0, last, max(wide, 7) - 1)
