"""Rates from counts of which the small ones are hidden."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demand.hidden_count import Counted, log_rates

SPREAD = 0.7


@given(st.lists(st.lists(st.integers(5, 60), min_size=1, max_size=10), min_size=2, max_size=8))
def test_a_rate_that_is_wholly_told_lies_between_its_counts_and_those_of_all(told: list[list[int]]) -> None:
    mean, sd = log_rates([Counted(counts, 0) for counts in told], 5, SPREAD)
    means = [np.mean(counts) for counts in told]
    assert (np.exp(mean) <= max(means) + 0.05).all()
    assert (np.exp(mean) >= min(means) * 0.85).all()
    assert (sd < SPREAD).all()


@pytest.mark.parametrize("rate", [1.0, 3.0, 6.0, 12.0])
def test_what_is_hidden_is_found_again_on_average(rate: float) -> None:
    draw = np.random.default_rng(11)
    misses = []
    for _ in range(60):
        rates = rate * np.exp(draw.normal(0, SPREAD, 12))
        counts = [draw.poisson(one, 10) for one in rates]
        groups = [Counted(all_[all_ >= 5].tolist(), int((all_ < 5).sum())) for all_ in counts]
        mean, sd = log_rates(groups, 5, SPREAD)
        misses.append((mean - np.log(rates)) / sd)
    inside = float(np.mean(np.abs(np.concatenate(misses)) < 1.2816))
    assert 0.7 < inside < 0.95


def test_the_more_is_hidden_the_wider() -> None:
    _, sd = log_rates([Counted([9] * (10 - n), n) for n in (0, 10)], 5, SPREAD)
    assert sd[1] > sd[0]


def test_where_nothing_is_told_few_came() -> None:
    mean, _ = log_rates([Counted([30] * 10, 0), Counted([], 10)], 5, SPREAD)
    assert np.exp(mean[1]) < 4
