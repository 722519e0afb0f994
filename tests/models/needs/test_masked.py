"""Numbers that lead to a person are blanked in free text, and what people wanted to say stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.needs.masked import MASK, masked


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "１３８１２３４５６７８",
        "028-87654321",
        "8765 4321",
        "51010419900101123X",
        "510104 19900101 1234",
        "6222 0212 3456 7890 123",
        "wang.wu@example.com.cn",
        "٠١٢٣٤٥٦٧٨٩",
    ],
)
def test_what_leads_to_a_person_is_blanked(number: str) -> None:
    told = masked(f"很好，请联系我 {number} 谢谢")
    assert told == f"很好，请联系我 {MASK} 谢谢"


@pytest.mark.parametrize(
    "text",
    ["2026年11月22日 19:30 太挤", "2026-11-22 的活动", "第 12 次来，花了 150 元", "3号楼2单元的灯坏了", ""],
)
def test_dates_amounts_and_hours_stay(text: str) -> None:
    assert masked(text) == text


def test_line_breaks_and_control_signs_become_blanks() -> None:
    assert masked(" 很好\r\n\x00下次再来 ") == "很好 下次再来"


@given(
    st.text(max_size=60),
    st.from_regex(re.compile(r"1[3-9][0-9]{9}", re.ASCII), fullmatch=True),
    st.text(max_size=60),
)
def test_no_mobile_number_comes_through_whatever_stands_around_it(
    before: str, number: str, after: str
) -> None:
    assert number not in masked(f"{before} {number} {after}")
