"""A whole cut into whole parts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.apportion import apportion, apportion_in_turn

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(sum)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (1, (1, 0, 0)),
        (7, (3, 3, 1)),
        (10_001, (5_001, 4_000, 1_000)),
        (12_345_677, (6_172_838, 4_938_271, 1_234_568)),
        (0, (0, 0, 0)),
        (-7, (-3, -3, -1)),
    ],
)
def test_the_golden_amounts_are_cut_50_40_10(whole: int, parts: tuple[int, ...]) -> None:
    assert apportion(whole, (5_000, 4_000, 1_000)) == parts


@given(whole=st.integers(-(10**13), 10**13), weights=WEIGHTS)
def test_parts_add_up_and_none_is_a_fen_off(whole: int, weights: list[int]) -> None:
    parts = apportion(whole, weights)
    assert sum(parts) == whole
    assert all(
        abs(part * sum(weights) - whole * weight) < sum(weights)
        for part, weight in zip(parts, weights, strict=True)
    )


@given(st.integers(-(10**13), 10**13), WEIGHTS, st.data())
def test_no_run_of_neighbours_is_a_fen_off(whole: int, weights: list[int], data: st.DataObject) -> None:
    parts = apportion_in_turn(whole, weights)
    first, last = sorted(data.draw(st.integers(0, len(weights))) for _ in range(2))
    assert sum(parts) == whole
    assert abs(sum(parts[first:last]) * sum(weights) - whole * sum(weights[first:last])) < sum(weights)


def test_half_of_a_month_is_half_of_it() -> None:
    assert sum(apportion_in_turn(4_000, [840] * 30)[:15]) == 2_000


@pytest.mark.parametrize("cut", [apportion, apportion_in_turn])
@pytest.mark.parametrize("weights", [(), (0, 0), (3, -1)])
def test_weights_that_cannot_be_are_refused(cut: Any, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        cut(100, weights)
