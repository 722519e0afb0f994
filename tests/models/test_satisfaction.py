"""Shares of content people with Wilson's bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.satisfaction import FEWEST, Rating


def test_the_bounds_are_those_of_wilson() -> None:
    few, none, all_ = Rating(9, 30), Rating(0, 10), Rating(10, 10)
    assert (few.low, few.high) == pytest.approx((0.1667, 0.4788), abs=5e-4)
    assert (none.low, none.high) == pytest.approx((0.0, 0.2775), abs=5e-4)
    assert (all_.low, all_.high) == pytest.approx((0.7225, 1.0), abs=5e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_inside_and_more_answers_make_it_surer(told: tuple[int, int]) -> None:
    content, answered = told
    one, more = Rating(content, answered), Rating(4 * content, 4 * answered)
    assert one.low <= one.rate <= one.high
    assert more.high - more.low < one.high - one.low


def test_a_few_angry_people_are_not_all_of_them() -> None:
    assert not Rating(0, FEWEST - 1).is_below(0.9)
    assert Rating(0, FEWEST).is_below(0.9)
    assert not Rating(6, 12).is_below(0.6), "it may well be more"


@pytest.mark.parametrize("told", [(0, 0), (3, 2), (-1, 5)])
def test_what_cannot_be_is_refused(told: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be content"):
        Rating(*told)
