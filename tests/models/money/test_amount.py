"""Amounts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.amount import AmountError, fen_of


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12", 1_200),
        ("12.5", 1_250),
        ("1,234.50", 123_450),
        ("￥1，234．50", 123_450),
        ("¥ 0.01", 1),
        ("１２３４ 元", 123_400),
        ("-3.20", -320),
        ("−3.20", -320),
        ("¥-3", -300),
        ("0.29", 29),
        ("90071992547.41", 9_007_199_254_741),
    ],
)
def test_the_usual_ways_of_writing_an_amount_are_read_to_the_fen(text: str, fen: int) -> None:
    assert fen_of(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1.234",
        "12.",
        ".5",
        "1,23",
        "12,34.5",
        "--1",
        "-¥-1",
        "1e3",
        "NaN",
        "∞",
        "٣",
        "12 34,5",
        "9" * 14,
    ],
)
def test_what_is_no_amount_in_fen_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        fen_of(text)


@given(fen=st.integers(-(10**13), 10**13))
def test_what_is_written_with_separators_is_the_same_amount(fen: int) -> None:
    sign, whole, part = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    assert fen_of(f"{sign}{whole:,}.{part:02}") == fen
    assert fen_of(f"{sign}￥{whole}.{part:02}元") == fen
