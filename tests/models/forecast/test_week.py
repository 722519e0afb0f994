"""The simple forecasters."""

import numpy as np

from models.forecast.week import typical_week, typical_week_level, weekly_naive


def weeks(*levels: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    week = np.arange(1, 7 * 24 + 1, dtype=float).reshape(7, 24)
    return np.concatenate([week * level for level in levels])


def test_the_weekly_naive_forecast_is_last_week_or_the_one_before_where_it_is_unknown() -> None:
    past = weeks(1, 2, 3)
    past[-7:, 5] = np.nan
    said = weekly_naive(past, 8)
    assert (said[:7, 4] == weeks(3)[:, 4]).all()
    assert (said[:7, 5] == weeks(2)[:, 5]).all()
    assert (said[7] == said[0])[6:].all()


def test_a_typical_week_is_the_mean_of_four() -> None:
    assert np.allclose(typical_week(weeks(9, 1, 2, 3, 4), 7), weeks(2.5))


def test_the_level_of_the_last_days_moves_tomorrow_more_than_next_week() -> None:
    past = weeks(*[1.0] * 7, 2)
    share = typical_week_level(past, 7) / weeks(1)
    assert share[0, 0] > share[-1, -1] > 1
    usual = (
        0.5 * (1 + 0.25 / (1 - 0.75**8)) + 0.5
    )  # half the weighted mean of 1, ..., 1, 2; half their median
    level = 2 / usual
    assert np.isclose(share[0, 0], usual * (1 + 0.8 * (level - 1) * np.exp(-1 / 120)))


def test_what_was_never_measured_is_not_forecast() -> None:
    past = weeks(1, 1, 1, 1)
    past[:, 3] = np.nan
    for formula in (weekly_naive, typical_week, typical_week_level):
        assert np.isnan(formula(past, 7)[:, 3]).all()
        assert not np.isnan(formula(past, 7)[:, 4]).any()
