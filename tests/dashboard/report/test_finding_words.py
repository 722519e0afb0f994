"""Sentences of the cover whose numbers are cells."""

import io

import openpyxl
import pytest

from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.report.finding_words import finding_pieces, finding_text
from dashboard.report.wording import wording
from dashboard.report.xlsx_file import xlsx_file
from models.report.monthly_statement import Finding
from models.report.sheet import Place
from tests.reports import full


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_of_a_sentence_stands_in_the_workbook_where_it_says(locale: Locale) -> None:
    words = wording(full(), Translate(locale))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(full(), words.t)))
    told = [
        piece
        for finding in full().findings
        for piece in finding_pieces(full(), finding, words)
        if piece.is_number
    ]
    assert len(told) >= 5
    for piece in told:
        sheet, cell = piece.cell.split("!")
        found = book.worksheets[int(sheet)][cell]
        value = found.value * 100 if "%" in found.number_format else found.value
        assert float(piece.text.replace(",", "").replace("−", "-")) == pytest.approx(value, abs=0.51)


def test_a_sentence_is_read_without_gaps() -> None:
    words = wording(full(), Translate("zh-Hans"))
    finding = full().findings[0]
    text = finding_text(finding_pieces(full(), finding, words))
    assert "2,480" in text
    assert "{" not in text


def test_a_sentence_about_a_cell_that_is_not_there_is_refused() -> None:
    first = full().findings[0]
    lost = Finding(
        key=first.key,
        values={
            key: Place(sheet="use", table="use", row="lost", column="utilisation") for key in first.values
        },
    )
    with pytest.raises(KeyError, match="lost"):
        finding_pieces(full(), lost, wording(full(), Translate("zh-Hans")))
