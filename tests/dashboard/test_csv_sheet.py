"""A CSV that opens in a spreadsheet without becoming a program."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.csv_sheet import BOM, FORMULA_SIGNS, csv_text


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_numbers_are_numbers_and_no_data_is_an_empty_cell() -> None:
    assert csv_text([["健身房", 0.5, 12, None, 0.0, -3]]) == BOM + "健身房,0.5,12,,0.0,-3\r\n"


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0=1", "|calc", "%x"),
        *("＝1+1", "＋1", "－1", "＠x", "  =1", "\u3000＝1", "\ufeff=1", "\u00a0@x"),
    ],
)
def test_a_text_that_begins_like_a_formula_is_held_by_an_apostrophe(text: str) -> None:
    assert read(csv_text([[text]]))[0][0].startswith("'")


@pytest.mark.parametrize("text", ["", "瑜伽 = 伸展", 'Yoga, "mild"', "two\nlines", "3-4 people", "'quoted"])
def test_every_other_text_stays_as_it_is(text: str) -> None:
    assert read(csv_text([[text, "x"]])) == [[text, "x"]]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_no_text_reaches_a_spreadsheet_as_a_formula(text: str) -> None:
    cell = read(csv_text([[text, "end"]]))[0][0]
    assert cell.lstrip(" \u3000\u00a0\ufeff")[:1] not in FORMULA_SIGNS
