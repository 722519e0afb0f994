"""How likely counts are when full sessions hide demand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demand.censored import chances, counts_of, log_chance, pull

LOGS = st.floats(-2, 5)
SIZES = st.sampled_from((1.0, 3.0, 10.0, 60.0))


@given(LOGS, SIZES, st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=5))
def test_slope_and_curvature_are_those_of_the_fit(
    log_demand: float, size: float, seen: list[tuple[int, bool]]
) -> None:
    counts = counts_of([(0, people, hidden) for people, hidden in seen], cells=1)
    step = 1e-4
    low, here, high = (pull(counts, np.array([log_demand + n * step]), size) for n in (-1, 0, 1))
    scale = 1 + abs(here.fit)
    assert (high.fit - low.fit) / (2 * step) == pytest.approx(here.slope[0], abs=1e-5 * scale)
    assert -(high.slope[0] - low.slope[0]) / (2 * step) == pytest.approx(here.curvature[0], abs=1e-4 * scale)


@given(LOGS, SIZES)
def test_all_chances_add_up_to_one_and_agree_with_each_other(log_demand: float, size: float) -> None:
    share = np.array([np.exp(log_demand) / (np.exp(log_demand) + size)])
    many = chances(4000, share, size)[0]
    assert many.sum() == pytest.approx(1, abs=1e-6)
    assert log_chance(np.array([7]), share, size)[0] == pytest.approx(np.log(many[7]))


@given(st.integers(1, 60), SIZES)
def test_a_full_session_only_ever_speaks_for_more_demand(people: int, size: float) -> None:
    counts = counts_of([(0, people, True)], cells=1)
    for log_demand in (-1.0, 2.0, 5.0):
        assert pull(counts, np.array([log_demand]), size).slope[0] > 0


def test_the_same_count_again_pulls_twice_as_hard() -> None:
    once, twice = (
        pull(counts_of([(0, 12, False)] * times, cells=1), np.array([1.0]), 10.0) for times in (1, 2)
    )
    assert twice.slope == pytest.approx(2 * once.slope)
    assert twice.fit == pytest.approx(2 * once.fit)


def test_at_least_nobody_says_nothing() -> None:
    assert len(counts_of([(0, 0, True)], cells=1).people) == 0
