"""A tidy CSV for each sheet."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pytest

from dashboard.csv_sheet import BOM, FORMULA_SIGNS
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.report.csv_files import HEADINGS, csv_files
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import SheetKey
from tests.reports import empty, full, hostile


def read(statement: MonthlyStatement, locale: Locale = "zh-Hans") -> Mapping[str, list[dict[str, str]]]:
    found = {}
    for name, content in csv_files(statement, Translate(locale)).items():
        assert content.startswith(BOM.encode())
        rows = list(csv.reader(io.StringIO(content.decode().removeprefix(BOM), newline="")))
        found[name] = [dict(zip(HEADINGS, row, strict=True)) for row in rows[1:]]
    return found


def one(rows: list[dict[str, str]], table: str, row: str, column: str) -> dict[str, str]:
    (found,) = (line for line in rows if (line["table"], line["row"], line["column"]) == (table, row, column))
    return found


def test_there_is_a_file_for_each_sheet_in_their_order() -> None:
    assert list(csv_files(full(), Translate("zh-Hans"))) == [
        f"{n:02}-{key}.csv" for n, key in enumerate(SheetKey)
    ]


def test_a_line_holds_one_value_with_its_unit_its_coverage_and_names_for_people() -> None:
    line = one(read(full())["02-use.csv"], "use", "hall", "utilisation")
    assert line | {"table": ""} == {
        "table": "",
        "row": "hall",
        "row_name": "大厅 · 健身",
        "column": "utilisation",
        "column_name": "利用率",
        "unit": "百分数",
        "value": "50",
        "coverage": "1.0",
        "note": "",
    }


def test_money_is_exact_yuan() -> None:
    line = one(read(full())["08-money.csv"], "money_lines", "canteen", "line_income")
    assert (line["unit"], line["value"]) == ("元", "600.01")


def test_no_data_is_an_empty_value_with_a_note_and_never_zero() -> None:
    line = one(read(empty())["02-use.csv"], "use", "hall", "utilisation")
    assert (line["value"], line["note"]) == ("", "无数据")


@pytest.mark.parametrize("locale", LOCALES)
def test_another_making_of_the_same_month_gives_the_same_bytes(locale: Locale) -> None:
    again = replace(full(), head=replace(full().head, run="another"))
    assert csv_files(again, Translate(locale)) == csv_files(full(), Translate(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_name_becomes_a_formula_or_breaks_a_line(locale: Locale) -> None:
    ordinary = {name: len(rows) for name, rows in read(full(), locale).items()}
    assert {name: len(rows) for name, rows in read(hostile(), locale).items()} == ordinary
    for rows in read(hostile(), locale).values():
        for line in rows:
            for heading in ("row_name", "column_name", "note"):
                assert line[heading].lstrip(" \u3000\u00a0\ufeff")[:1] not in FORMULA_SIGNS
