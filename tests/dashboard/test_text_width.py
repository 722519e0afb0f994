"""Room for texts of both languages."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.text_width import cut, width


def test_a_chinese_sign_is_as_wide_as_two_others() -> None:
    assert width("健身房 A1") == 9


def test_a_text_that_fits_is_left_alone_and_a_longer_one_says_that_it_goes_on() -> None:
    assert cut("健身房", 6) == "健身房"
    assert cut("健身房与多功能厅", 8) == "健身房…"


@given(st.text(max_size=40), st.integers(1, 30))
def test_what_was_cut_never_takes_more_than_it_may(text: str, most: int) -> None:
    assert width(cut(text, most)) <= most
