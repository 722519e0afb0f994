"""What the first sheet of the workbook has beside its tables: remarks, the boxes for signatures, the findings."""

from collections.abc import Sequence

from dashboard.report.finding_words import finding_pieces, finding_text
from dashboard.report.layout import BOXES, FIRST
from dashboard.report.xlsx_sheet import Page
from models.message import Message

SIGNERS = ("filled", "checked", "responsible", "stamp")
"""The boxes; their words are `report.sign.<signer>`."""

WIDTH = 7
"""Columns that a sentence runs over: as many as the head has."""

_LINE, _BOX = 32, 42


def write_cover(page: Page, remarks: Sequence[Message]) -> None:
    """Between the head and the tables; the rows are layout.preface's."""
    told = "　".join(page.words.t.message(remark) for remark in remarks)
    page.paper.write_string(FIRST - 1, 0, told, page.styles("legend"))
    for at, signer in enumerate(SIGNERS):
        page.paper.write_string(FIRST, at, page.words.t(f"report.sign.{signer}"), page.styles("box_label"))
        page.paper.write_blank(FIRST + 1, at, None, page.styles("box"))
    page.paper.set_row(FIRST + 1, _BOX)
    if page.statement.findings:
        _write_findings(page, FIRST + BOXES)


def _write_findings(page: Page, top: int) -> None:
    """A sentence in a row, run over several columns, with the addresses of its cells behind it."""
    page.paper.write_string(top, 0, page.words.t("report.form.findings"), page.styles("table"))
    for n, finding in enumerate(page.statement.findings):
        pieces = finding_pieces(page.statement, finding, page.words)
        cells = page.words.t("report.form.list").join(piece.cell for piece in pieces if piece.cell)
        told = page.words.t("report.form.found", sentence=finding_text(pieces), cells=cells)
        page.paper.merge_range(top + 1 + n, 0, top + 1 + n, WIDTH - 1, "", page.styles("finding"))
        page.paper.write_string(top + 1 + n, 0, told, page.styles("finding"))
        page.paper.set_row(top + 1 + n, _LINE)
