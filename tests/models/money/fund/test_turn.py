"""Parts of a growing whole: whole fen that add up, never shrink, and stay within one fen of the exact share."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.apportion import apportion
from models.money.fund.turn import dealt

USUAL = (5_000, 4_000, 1_000)
CROWDED = (16, 3, 18, 20, 1, 18, 16, 8)
"""Furthest behind first would let the last of these fall behind by more than one fen."""

weights = st.lists(st.integers(1, 400), min_size=1, max_size=9)
wholes = st.integers(0, 10**13)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (0, (0, 0, 0)),
        (1, (1, 0, 0)),
        (7, (3, 3, 1)),
        (10_001, (5_001, 4_000, 1_000)),
        (12_345_677, (6_172_838, 4_938_271, 1_234_568)),
    ],
)
def test_half_and_two_fifths_and_a_tenth_are_as_worked_out_by_hand(
    whole: int, parts: tuple[int, ...]
) -> None:
    assert dealt(whole, USUAL) == parts


def test_the_usual_parts_are_those_of_the_largest_remainders() -> None:
    assert [dealt(whole, USUAL) for whole in range(3_000)] == [
        apportion(whole, USUAL) for whole in range(3_000)
    ]


@given(wholes, weights)
def test_parts_add_up_and_stay_within_one_fen_of_their_share(whole: int, shares: list[int]) -> None:
    parts = dealt(whole, shares)
    assert sum(parts) == whole
    exact = [Fraction(whole * share, sum(shares)) for share in shares]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@given(wholes, st.integers(0, 3_000), weights)
def test_no_part_shrinks_while_the_whole_grows(whole: int, more: int, shares: list[int]) -> None:
    pairs = zip(dealt(whole, shares), dealt(whole + more, shares), strict=True)
    assert all(early <= late for early, late in pairs)


def test_where_largest_remainders_would_take_a_fen_back_nothing_is_taken_back() -> None:
    shares = (6_000, 3_000, 1_000)
    paradox = (15, 15, 9, 5, 2)
    assert any(
        late < early
        for whole in range(46)
        for early, late in zip(apportion(whole, paradox), apportion(whole + 1, paradox), strict=True)
    )
    for some in (shares, paradox):
        steps = [dealt(whole, some) for whole in range(100)]
        assert all(
            early <= late
            for before, after in itertools.pairwise(steps)
            for early, late in zip(before, after, strict=True)
        )


def test_a_crowd_of_small_shares_lets_no_other_fall_behind() -> None:
    total = sum(CROWDED)
    for whole in range(total + 1):
        parts = dealt(whole, CROWDED)
        assert sum(parts) == whole
        assert all(abs(part * total - whole * one) < total for part, one in zip(parts, CROWDED, strict=True))


@pytest.mark.parametrize("shares", [(), (0, 1), (-1, 2)])
def test_weights_that_cannot_be_are_refused(shares: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        dealt(5, shares)
