"""The rest of a day from what came so far."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.forecast.nowcast import nowcast

DAY = np.where((np.arange(24) >= 8) & (np.arange(24) < 22), 60.0, 0.0)


def test_a_day_that_comes_as_forecast_stays_as_forecast() -> None:
    assert np.allclose(nowcast(DAY, DAY, 12), DAY)


def test_twice_the_people_so_far_move_the_next_hour_most() -> None:
    moved = nowcast(DAY, 2 * DAY, 12) / np.where(DAY > 0, DAY, np.nan)
    assert 1.6 < moved[12] < 2
    assert moved[12] > moved[14] > moved[18] > 1
    assert (moved[8:12] == 1).all()


def test_without_a_count_the_forecast_stays() -> None:
    assert (nowcast(DAY, np.full(24, np.nan), 12) == DAY).all()
    assert (nowcast(DAY, DAY * 3, 0) == DAY).all()


@given(st.lists(st.floats(0, 500), min_size=24, max_size=24), st.integers(1, 23))
def test_what_comes_after_now_is_not_known(counted: list[float], now: int) -> None:
    told = np.array(counted)
    later = np.where(np.arange(24) < now, told, 7777)
    assert (nowcast(DAY, told, now) == nowcast(DAY, later, now)).all()
    assert (nowcast(DAY, told, now) >= 0).all()
