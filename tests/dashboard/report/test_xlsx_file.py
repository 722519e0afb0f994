"""The workbook, read by openpyxl and by LibreOffice."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.report.layout import placed_tables
from dashboard.report.wording import number, parts
from dashboard.report.xlsx_file import xlsx_file
from models.message import Message
from models.metric.metric import Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Cell
from tests.dashboard.report.office import converted
from tests.monthly import HOURS, PROMISED
from tests.reports import empty, full, hostile

ALL = {"full": full, "empty": empty, "hostile": hostile}
CHINESE = Translate("zh-Hans")


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells_beside(statement: MonthlyStatement, book: Any) -> list[tuple[Cell, Unit | None, Any]]:
    """Each cell of the statement with that of the workbook."""
    return [
        (cell, unit, book.worksheets[at].cell(placed.first + n + 1, column + 1))
        for at, sheet in enumerate(statement.sheets)
        for placed in placed_tables(statement, sheet)
        for n, row in enumerate(placed.table.rows)
        for column, (_, cell, unit) in enumerate(parts(placed.table, row))
    ]


def agrees(statement: MonthlyStatement, book: Any) -> int:
    """How many numbers are the same in both."""
    told = 0
    for cell, unit, found in cells_beside(statement, book):
        value = number(cell, unit)
        if value is not None:
            shown = found.value * 100 if unit is Unit.SHARE else found.value
            assert shown == pytest.approx(float(value), rel=1e-12, abs=1e-12), found.coordinate
            told += 1
        elif cell.absent is not None:
            assert isinstance(found.value, str), found.coordinate
            assert found.value.strip(), found.coordinate
    return told


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ALL)
def test_every_number_is_a_number_and_every_empty_cell_says_why(name: str, locale: Locale) -> None:
    statement = ALL[name]()
    assert agrees(statement, opened(xlsx_file(statement, Translate(locale)))) > 20


@pytest.mark.parametrize("name", ALL)
def test_a_workbook_holds_no_formulas_macros_links_or_merged_data(name: str) -> None:
    content = xlsx_file(ALL[name](), CHINESE)
    book = opened(content)
    assert [cell.coordinate for page in book for row in page for cell in row if cell.data_type == "f"] == []
    assert [page.title for page in book.worksheets[1:] if page.merged_cells.ranges] == []
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [one for one in names if re.search(r"vba|externalLink|hyperlink", one, re.IGNORECASE)] == []
    rels = b"".join(zipfile.ZipFile(io.BytesIO(content)).read(one) for one in names if one.endswith(".rels"))
    assert b"TargetMode" not in rels


def test_the_fourteen_sheets_have_their_head_their_numbers_and_their_names_in_the_language() -> None:
    book = opened(xlsx_file(full(), CHINESE))
    assert len(book.worksheets) == 14
    assert book.worksheets[2].title == "2 场地利用"
    for page in book:
        assert [page.cell(2, at).value for at in range(1, 8)] == [
            *("单位", "编号", "版本", "统计周期", "数据截至", "口径版本", "覆盖率")
        ]
        assert page.cell(3, 5).value == datetime(2026, 11, 1, 4)  # noqa: DTZ001 - spreadsheets know no zones
        assert page.cell(3, 7).value == pytest.approx(HOURS / PROMISED)


def test_every_sheet_prints_across_a4_with_page_numbers_and_repeated_headings() -> None:
    for page in opened(xlsx_file(full(), CHINESE)):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.page_setup.fitToHeight == 0
        assert page.print_area
        assert page.print_title_rows
        assert page.freeze_panes
        assert page.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_the_overview_and_the_heat_sheet_have_native_charts_and_the_heat_has_colours() -> None:
    book = opened(xlsx_file(full(), CHINESE))
    charts = zipfile.ZipFile(io.BytesIO(xlsx_file(full(), CHINESE))).namelist()
    assert len([one for one in charts if "charts/chart" in one]) >= 2
    heat = book.worksheets[3]
    assert {rule.type for one in heat.conditional_formatting for rule in one.rules} == {"colorScale"}


def test_a_month_without_data_has_no_chart_of_nothing() -> None:
    names = zipfile.ZipFile(io.BytesIO(xlsx_file(empty(), CHINESE))).namelist()
    assert [one for one in names if "charts/chart" in one and one.endswith("chart2.xml")] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_statement_always_gives_the_same_bytes(locale: Locale) -> None:
    assert xlsx_file(full(), Translate(locale)) == xlsx_file(full(), Translate(locale))


def test_the_properties_of_the_file_name_no_person_and_the_date_of_the_data() -> None:
    properties = opened(xlsx_file(full(), CHINESE)).properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created.replace(tzinfo=UTC) == full().head.as_of


def test_the_cover_has_the_findings_the_boxes_and_what_is_said_of_the_version() -> None:
    remark = Message("report.sign.checked")
    cover = opened(xlsx_file(full(), CHINESE, [remark])).worksheets[0]
    told = " ".join(str(cell.value) for row in cover for cell in row if cell.value)
    assert "2,480" in told
    assert all(word in told for word in ("填报人", "审核人", "负责人", "单位盖章"))
    assert cover.cell(4, 1).value == "审核人"


@pytest.mark.office
def test_libreoffice_opens_the_workbook_and_reads_the_same_values(tmp_path: Path) -> None:
    files = {}
    for name in ("full", "hostile"):
        files[name] = tmp_path / f"{name}.xlsx"
        files[name].write_bytes(xlsx_file(ALL[name](), CHINESE))
    for name, path in converted(files, tmp_path / "again").items():
        book = opened(path.read_bytes())
        assert agrees(ALL[name](), book) > 20
        assert [
            cell.coordinate for page in book for row in page for cell in row if cell.data_type == "f"
        ] == []
