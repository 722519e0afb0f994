"""The report on paper, read by pypdf and by poppler."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.report import pdf_file as made
from dashboard.report.pdf_file import pdf_file
from models.message import Message
from models.report.findings import MOST
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Row, Table
from tests.dashboard.report.office import said_by
from tests.reports import empty, full, hostile

ALL = {"full": full, "empty": empty, "hostile": hostile}


@cache
def content(name: str, locale: Locale) -> bytes:
    return pdf_file(ALL[name](), Translate(locale))


def opened(name: str, locale: Locale = "zh-Hans") -> PdfReader:
    return PdfReader(io.BytesIO(content(name, locale)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ALL)
def test_a_report_has_six_to_ten_pages_of_a4(name: str, locale: Locale) -> None:
    pages = opened(name, locale).pages
    assert 6 <= len(pages) <= 10
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}


@pytest.mark.parametrize(("locale", "language"), [("zh-Hans", "zh-CN"), ("en", "en-GB")])
def test_a_report_is_tagged_has_a_title_and_names_its_language(locale: Locale, language: str) -> None:
    root = opened("full", locale).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "2026" in (opened("full", locale).metadata or {})["/Title"]


@cache
def structure() -> list[tuple[str, str]]:
    """The tags of a full report in their order, with what is said instead of a picture."""
    return list(_tags(opened("full").trailer["/Root"]["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node["/K"])


def test_whoever_hears_a_report_is_told_what_each_picture_shows() -> None:
    told = [alternative for tag, alternative in structure() if tag == "/Figure"]
    assert len(told) == 5
    assert all(told)
    assert "热力图" in told[1]
    assert "1,000.01" in told[3]


def test_headings_and_the_heads_of_tables_are_tagged_as_such() -> None:
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= {tag for tag, _ in structure()}


def test_the_text_of_a_report_can_be_searched_and_its_findings_name_their_cells() -> None:
    text = "".join(page.extract_text() for page in opened("full").pages).replace("\n", "")
    assert all(
        word in text for word in ("运营月报", "健身房", "2,480", "填报人", "统计口径", "每一元从哪里来")
    )
    assert "!" in text


def test_a_month_without_data_says_so_and_shows_no_zero_for_it() -> None:
    text = "".join(page.extract_text() for page in opened("empty").pages)
    assert "无数据" in text
    assert "填报人" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_no_name_is_ever_code_of_the_template(locale: Locale) -> None:
    text = "".join(page.extract_text() for page in opened("hostile", locale).pages)
    assert "#panic()" in text
    assert '#read("/etc/passwd")' in text.replace("“", '"').replace("”", '"')
    assert "root:" not in text


def test_the_same_statement_always_gives_the_same_bytes() -> None:
    assert pdf_file(full(), Translate("zh-Hans")) == content("full", "zh-Hans")
    made_at = opened("full").metadata
    assert made_at is not None
    assert made_at.creation_date == full().head.as_of


def test_what_is_said_of_a_version_stands_on_its_cover() -> None:
    remark = Message("report.absent.no_data")
    reader = PdfReader(io.BytesIO(pdf_file(replace(full(), findings=()), Translate("zh-Hans"), [remark])))
    assert "无数据" in reader.pages[0].extract_text()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("times", [1, 3])
def test_a_cover_of_many_findings_is_one_page_still(locale: Locale, times: int) -> None:
    """As many sentences as a cover has room for, beside three remarks."""
    told = (full().findings * MOST)[: MOST * times // 2]
    remarks = [Message("report.absent.no_data")] * 3
    reader = PdfReader(io.BytesIO(pdf_file(replace(full(), findings=told), Translate(locale), remarks)))
    assert "SHA-256" in reader.pages[0].extract_text()


def test_a_house_of_many_spaces_still_has_ten_pages_and_says_what_it_left_out() -> None:
    reader = PdfReader(io.BytesIO(pdf_file(_large(full()), Translate("zh-Hans"))))
    assert len(reader.pages) <= made.MOST_PAGES
    assert "见工作簿同号表" in "".join(page.extract_text() for page in reader.pages)


def _large(statement: MonthlyStatement) -> MonthlyStatement:
    sheets = tuple(
        replace(sheet, tables=tuple(_long(table) for table in sheet.tables)) for sheet in statement.sheets
    )
    return replace(statement, sheets=sheets)


def _long(table: Table) -> Table:
    """Forty of its first row, but for the pictures."""
    if not table.rows or table.key in ("heat", "advice_weeks", "money_lines"):
        return table
    first = table.rows[0]
    rows = tuple(Row(key=f"{first.key}{n}", cells=first.cells, unit=first.unit) for n in range(40))
    return replace(table, rows=(*table.rows, *rows))


@pytest.mark.office
def test_poppler_finds_every_typeface_embedded_and_the_chinese_text(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content("full", "zh-Hans"))
    fonts = said_by("pdffonts", str(path)).splitlines()[2:]
    assert len(fonts) >= 2
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    assert "运营月报" in said_by("pdftotext", str(path), "-")
    assert "Tagged:          yes" in said_by("pdfinfo", str(path))
