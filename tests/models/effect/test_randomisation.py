import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.effect.randomisation import DRAWS, judged


def _noise(seed: int, length: int = 38) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.2, length)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.floats(-2, 2))
def test_a_shift_of_the_weeks_after_shifts_effect_and_interval_by_as_much(seed: int, shift: float) -> None:
    plain = _noise(seed)
    moved = plain + np.where(np.arange(38) >= 26, shift, 0.0)
    one, other = judged(plain, 26, seed), judged(moved, 26, seed)
    got = np.array([other.effect - one.effect, other.low - one.low, other.high - one.high])
    assert got == pytest.approx([shift] * 3, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_interval_is_where_the_test_does_not_reject(seed: int) -> None:
    """Inverting in closed form is the same as trying every shift."""
    series, after = _noise(seed), np.arange(38) >= 26
    found = judged(series, 26, seed)
    for edge, inside in ((found.low, 1e-4), (found.high, -1e-4)):
        assert judged(series - (edge + inside) * after, 26, seed).p > 0.05
        assert judged(series - (edge - inside) * after, 26, seed).p <= 0.05


def test_a_series_that_never_moves_has_no_effect_and_no_evidence() -> None:
    found = judged(np.zeros(38), 26, 1)
    assert (found.effect, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)


def test_the_same_seed_draws_the_same_and_another_draws_anew() -> None:
    assert judged(_noise(1), 26, 5) == judged(_noise(1), 26, 5)
    assert judged(_noise(1), 26, 5) != judged(_noise(1), 26, 6)


def test_the_smallest_p_is_one_in_all_draws() -> None:
    series = np.where(np.arange(38) >= 26, 5.0, 0.0)
    assert 1 / (DRAWS + 1) <= judged(series, 26, 1).p <= 0.01
