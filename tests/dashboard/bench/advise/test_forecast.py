"""The bench of forecasts runs, and its halls are like halls."""

import numpy as np

from dashboard.bench.advise.forecast import measure, people


def test_it_tells_how_long_learning_points_and_bands_took() -> None:
    lines = list(measure(spaces=2, days=140))
    assert len(lines) == 4
    assert "2 of 2 calibrated today" in lines[2]


def test_a_hall_is_fuller_at_weekends_and_shut_at_night() -> None:
    told = people(1, 140)
    assert np.isnan(told[:, :16]).all()
    weekend = np.arange(140) % 7 >= 5
    assert np.nanmean(told[weekend]) > 1.2 * np.nanmean(told[~weekend])
