"""Booked people are a floor of the forecast."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.forecast.booked import USUAL_SHOW, lifted, seats_booked, show_share
from tests.builders import NOON, a_booking

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = NOON.astimezone(SHANGHAI).date()


def test_seats_are_spread_over_the_half_hours_that_a_session_covers() -> None:
    found = seats_booked([a_booking(NOON + timedelta(minutes=15), 1)], TODAY, 1, SHANGHAI)
    assert list(found[0, 24:28]) == [10, 20, 10, 0]


def test_a_session_that_runs_past_the_end_counts_as_far_as_it_goes() -> None:
    found = seats_booked([a_booking(NOON - timedelta(hours=24), 100)], TODAY, 1, SHANGHAI)
    assert (found == 20).all()


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_booking_after_the_clock_changed_is_at_the_hour_that_the_clock_shows(change: date) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    ten = datetime.combine(change + timedelta(days=1), time(10), tzinfo=berlin).astimezone(UTC)
    found = seats_booked([a_booking(ten, 1)], change - timedelta(days=1), 4, berlin)
    assert np.argwhere(found).tolist() == [[2, 20], [2, 21]]


def test_more_booked_people_than_forecast_move_point_and_band_up_and_keep_the_width_in_roots() -> None:
    point, low, high = lifted(*(np.array([[value]]) for value in (4.0, 1.0, 9.0, 25.0)))
    assert point[0, 0] == pytest.approx(25)
    assert low[0, 0] == pytest.approx(16)
    assert high[0, 0] == pytest.approx(36)


@given(st.floats(0, 500), st.floats(0, 500))
def test_bookings_never_lower_a_forecast(people: float, coming: float) -> None:
    grid = np.array([[people]])
    point, low, high = lifted(grid, grid * 0.5, grid * 2, np.array([[coming]]))
    assert point[0, 0] >= max(people, coming) - 1e-6
    assert low[0, 0] <= point[0, 0] + 1e-6
    assert high[0, 0] >= point[0, 0] - 1e-6


def test_a_half_hour_of_which_nothing_was_known_has_its_booked_people_and_no_band() -> None:
    nothing = np.array([[np.nan]])
    point, low, high = lifted(nothing, nothing, nothing, np.array([[12.0]]))
    assert point[0, 0] == pytest.approx(12)
    assert np.isnan(low[0, 0])
    assert np.isnan(high[0, 0])


def test_the_share_that_shows_is_the_spaces_own_once_enough_was_measured_and_never_above_all() -> None:
    assert show_share(60 * 60, 120 * 60, 600) == 0.5
    assert show_share(200 * 60, 120 * 60, 600) == 1
    assert show_share(60 * 60, 120 * 60, 300) == USUAL_SHOW
    assert show_share(0, 0, 0) == USUAL_SHOW
