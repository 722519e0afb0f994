"""Bands: how much they hold, and what they know."""

from dataclasses import replace

import numpy as np
import pytest

from models.forecast.interval import FEWEST_FORECASTS, Rolling, bands
from tests.forecasting import FIRST

ORIGINS = 20


def rolling(seed: int, spread: float = 1.0, drift: float = 1.0) -> Rolling:
    """Forecasts of a place whose errors in roots are chance of this spread, from the tenth origin on times `drift`."""
    chance = np.random.default_rng(seed)
    point = chance.uniform(50, 200, (ORIGINS, 7, 24))
    size = spread * np.where(np.arange(ORIGINS) < 10, 1, drift)[:, None, None]
    truth = np.maximum(np.sqrt(point) + chance.normal(0, 1, point.shape) * size, 0) ** 2
    day = FIRST.toordinal() + 5 * np.arange(ORIGINS)
    return Rolling(day, point, truth, np.ones(point.shape, dtype=bool))


def covered(one: Rolling, low: np.ndarray, high: np.ndarray, since: int = 8) -> float:  # type: ignore[type-arg]
    return float(((one.truth >= low) & (one.truth <= high))[since:].mean())


def test_eighty_percent_of_chance_lies_inside_of_each_place_though_one_is_five_times_as_wild() -> None:
    places = [rolling(seed, spread) for seed, spread in enumerate([0.5, 1, 1, 2.5])]
    for one, (low, high) in zip(places, bands(places), strict=True):
        assert 0.78 < covered(one, low, high) < 0.85


def test_bands_that_are_missed_too_often_grow() -> None:
    places = [rolling(seed, drift=1.5) for seed in range(3)]
    for one, (low, high) in zip(places, bands(places), strict=True):
        assert covered(one, low, high, 16) > 0.72
        width = np.sqrt(high) - np.sqrt(low)
        assert width[-1].mean() > 1.25 * width[9].mean()


def test_before_six_forecasts_have_ended_there_is_no_band() -> None:
    low, high = bands([rolling(1)])[0]
    assert np.isnan(low[:FEWEST_FORECASTS]).all()
    assert np.isnan(high[:FEWEST_FORECASTS]).all()
    assert not np.isnan(low[FEWEST_FORECASTS + 1 :]).any()


def test_a_band_knows_nothing_of_the_days_after_its_origin() -> None:
    one, other = rolling(1), rolling(2)
    later = one.truth.copy()
    later[12:] = 9999
    later[11, 5:] = 9999  # the days of the eleventh forecast that the twelfth origin has not seen
    changed = bands([replace(one, truth=later), other])
    for before, after in zip(bands([one, other]), changed, strict=True):
        assert np.array_equal(before[0][:13], after[0][:13], equal_nan=True)
        assert np.array_equal(before[1][:13], after[1][:13], equal_nan=True)


@pytest.mark.parametrize("factor", [0.3, 3.0])
def test_forecasts_that_are_always_off_to_one_side_stay_inside_their_bands(factor: float) -> None:
    one = rolling(1)
    lagging = replace(one, truth=one.truth * factor)
    low, high = bands([lagging])[0]
    told = ~np.isnan(low)
    assert told.any()
    assert (low[told] <= lagging.point[told] + 1e-6).all()
    assert (high[told] >= lagging.point[told] - 1e-6).all()
