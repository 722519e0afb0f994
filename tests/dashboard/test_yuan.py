"""Amounts as people and spreadsheets read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.csv_sheet import BOM, csv_text
from dashboard.i18n import Translate
from dashboard.yuan import digits, yuan, yuan_cell


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "−0.05"), (123_456_789, "1,234,567.89"), (-100, "−1.00")],
)
def test_an_amount_has_two_decimals_its_thousands_apart_and_a_minus_of_its_own(fen: int, text: str) -> None:
    assert digits(fen) == text


@given(st.integers(-(10**18), 10**18))
def test_no_fen_is_lost_on_the_way_to_a_person_or_to_a_spreadsheet(fen: int) -> None:
    assert int(digits(fen).replace("−", "-").replace(",", "").replace(".", "")) == fen
    assert yuan_cell(fen) == Decimal(fen) / 100


def test_an_amount_is_told_with_its_unit_in_both_languages() -> None:
    assert yuan(Translate("zh-Hans"), -123_450) == "−1,234.50 元"
    assert yuan(Translate("en"), 123_450) == "1,234.50 yuan"


def test_a_spreadsheet_gets_a_number_with_both_decimals_and_nothing_where_nothing_is_known() -> None:
    assert csv_text([[yuan_cell(-1_250), yuan_cell(0), yuan_cell(None)]]) == BOM + "-12.50,0.00,\r\n"
