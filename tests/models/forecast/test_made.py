"""Forecasts are packed and come back."""

import numpy as np
import pytest

from models.forecast.made import SHAPE, packed, unpacked


def test_a_grid_comes_back_within_a_thousandth_with_its_gaps() -> None:
    grid = np.random.default_rng(1).uniform(0, 5000, SHAPE)
    grid[:, :14] = np.nan
    assert np.allclose(unpacked(packed(grid)), grid, rtol=1e-3, equal_nan=True)


def test_another_format_is_named() -> None:
    with pytest.raises(ValueError, match="format b'x'"):
        unpacked(b"x123")
