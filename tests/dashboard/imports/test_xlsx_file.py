"""Workbooks as texts: days and times in one spelling, formulas as what is written, bombs not opened."""

from datetime import date, datetime, time

import pytest
from defusedxml import DefusedXmlException

from dashboard.imports.limits import MOST_ROWS
from dashboard.imports.xlsx_file import read_xlsx
from models.exchange.sheet import FileError
from tests.dashboard.imports.packed import LAUGHS, SHEET, a_workbook, repacked

HONEST = a_workbook(["编号", "日期"], ["A-1", date(2026, 12, 5)])


def test_cells_become_the_texts_that_a_person_sees() -> None:
    sheet = read_xlsx(
        a_workbook(
            ["a", "b", "c", "d", "e", "f"],
            [datetime(2026, 12, 5), time(9, 30), 20.0, 2.5, True, None],  # noqa: DTZ001 -- as a workbook has it
        )
    )
    assert list(sheet.rows) == [["2026-12-05 00:00:00", "09:30:00", "20", "2.5", "True"]]


def test_a_formula_stays_what_is_written_and_is_never_worked_out() -> None:
    sheet = read_xlsx(a_workbook(["a"], ['=HYPERLINK("http://x","y")']))
    assert list(sheet.rows) == [['=HYPERLINK("http://x","y")']]


def test_what_a_workbook_says_of_its_own_size_is_not_believed() -> None:
    lying = b'<dimension ref="A1:XFD1048576"/>'
    with_lie = repacked(
        HONEST,
        {
            SHEET: _sheet(
                lying
                + b"<sheetData><row><c t='str'><v>id</v></c></row><row><c><v>1</v></c></row></sheetData>"
            )
        },
    )
    assert list(read_xlsx(with_lie).rows) == [["1"]]


def _sheet(inside: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + inside
        + b"</worksheet>"
    )


def test_a_bomb_a_nest_and_a_fragment_are_refused_before_they_are_opened() -> None:
    cases = {
        "bomb": repacked(HONEST, {SHEET: b" " * 60_000_000}),
        "nested": repacked(HONEST, {"xl/more.zip": HONEST}),
        "broken": HONEST[:-40],
    }
    cases["bomb "] = repacked(HONEST, {f"x{n}": b"" for n in range(201)})
    for key, content in cases.items():
        with pytest.raises(FileError, match=f"^{key.strip()}$"):
            read_xlsx(content)


def test_entities_are_refused_however_few() -> None:
    with pytest.raises(ValueError, match="could not read worksheets") as refused:
        read_xlsx(repacked(HONEST, {SHEET: LAUGHS}))
    assert isinstance(refused.value.__cause__, DefusedXmlException)


def test_a_column_far_to_the_right_and_a_row_too_many_are_refused() -> None:
    far = b"<sheetData><row r='1'><c r='XFD1' t='str'><v>x</v></c></row></sheetData>"
    with pytest.raises(FileError, match="^too_many_columns$"):
        read_xlsx(repacked(HONEST, {SHEET: _sheet(far)}))
    many = (
        b"<sheetData>"
        + b"".join(b"<row><c><v>%d</v></c></row>" % n for n in range(MOST_ROWS + 2))
        + b"</sheetData>"
    )
    with pytest.raises(FileError, match="^too_many_rows$"):
        read_xlsx(repacked(HONEST, {SHEET: _sheet(many)}))
