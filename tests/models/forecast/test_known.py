"""What is known of a slice: as numpy says it, without its warning."""

import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from models.forecast.known import mean_known, median_known
from models.forecast.series import Floats

VALUES = st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")))
BLOCKS = arrays(np.float64, array_shapes(min_dims=2, max_dims=4, max_side=5), elements=VALUES)


@given(BLOCKS, st.sampled_from([0, 1]))
def test_the_mean_and_the_median_are_what_numpy_makes_of_the_same_values(values: Floats, axis: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        mean, median = np.nanmean(values, axis=axis), np.nanmedian(values, axis=axis)
    assert np.array_equal(mean_known(values, axis=axis), mean, equal_nan=True)
    assert np.allclose(median_known(values, axis=axis), median, rtol=1e-12, atol=1e-9, equal_nan=True)


def test_a_slice_that_knows_nothing_has_neither_and_the_shape_stays() -> None:
    nothing = np.full((3, 2), np.nan)
    assert mean_known(nothing, axis=0, keepdims=True).shape == (1, 2)
    assert np.isnan(mean_known(nothing)).all()
    assert np.isnan(median_known(nothing)).all()


@pytest.mark.parametrize("found", [mean_known, median_known])
def test_threads_that_look_at_once_never_hear_a_warning(found: Callable[[Floats], Floats]) -> None:
    nothing = np.full((4, 3), np.nan)
    with ThreadPoolExecutor(4) as pool:
        tried = [pool.submit(found, nothing) for _ in range(200)]
    assert all(np.isnan(one.result()).all() for one in tried)
