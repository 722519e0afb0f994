import numpy as np
import pytest

from models.effect.interrupted import WANDERS, interrupted, step_weights, wandered

TIMES = np.arange(38.0)


def test_a_step_on_a_slope_is_told_from_the_slope() -> None:
    series = 3 + 0.02 * TIMES + np.where(TIMES >= 26, 0.4, 0.0)
    found = interrupted(series, TIMES, 26)
    assert found.effect == pytest.approx(0.4)
    assert found.low < 0.4 < found.high


def test_a_slope_that_merely_goes_on_is_no_effect() -> None:
    noise = np.random.default_rng(3).normal(0, 0.05, 38)
    found = interrupted(3 + 0.05 * TIMES + noise, TIMES, 26)
    assert found.low < 0 < found.high
    assert found.p > 0.05


def test_even_a_series_without_noise_leaves_what_levels_wander() -> None:
    found = interrupted(3 + 0.02 * TIMES, TIMES, 26)
    assert found.high - found.low > 4 * WANDERS


def test_what_wanders_is_the_variance_of_a_walk_under_the_same_weights() -> None:
    weights = step_weights(TIMES, 26)
    walks = np.random.default_rng(1).normal(0, WANDERS, (20_000, 38)).cumsum(axis=1)
    assert wandered(weights) == pytest.approx((walks @ weights).var(), rel=0.05)


def test_missing_weeks_keep_their_place_in_time() -> None:
    kept = np.delete(np.arange(38), [5, 6, 7, 30])
    series = 3 + 0.02 * TIMES + np.where(TIMES >= 26, 0.4, 0.0)
    assert interrupted(series[kept], TIMES[kept], 23).effect == pytest.approx(0.4)
