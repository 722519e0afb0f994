"""From the log of demand to people who come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demand.seats import Seats, people, seats, seats_filled
from models.expectation import Evidence, Expected

LOGS = st.floats(-1, 4.5)


def one(room: Seats, log_demand: float, variance: float, sessions: int | None) -> Expected:
    return people(room, np.array([log_demand]), np.array([variance]), sessions, [Evidence.PRIOR])[0]


@given(LOGS, st.floats(0, 2), st.integers(0, 60), st.integers(1, 40))
def test_more_places_never_bring_fewer_people(
    log_demand: float, variance: float, places: int, more: int
) -> None:
    few, many, unlimited = (
        one(seats(limit, 10.0), log_demand, variance, None) for limit in (places, places + more, None)
    )
    assert few.mean <= many.mean + 1e-9
    assert many.mean <= unlimited.mean + 1e-9
    assert few.high <= places + 1e-9


@given(LOGS, st.integers(1, 50))
def test_more_sessions_make_their_mean_surer(log_demand: float, places: int) -> None:
    room = seats(places, 10.0)
    once, season, ever = (one(room, log_demand, 0.1, sessions) for sessions in (1, 12, None))
    assert ever.high - ever.low <= season.high - season.low + 1e-6 <= once.high - once.low + 2e-6


def test_people_in_a_room_are_the_mean_of_what_fits_of_drawn_demand() -> None:
    draw = np.random.default_rng(1)
    came = np.minimum(draw.poisson(20 * draw.gamma(10, 0.1, 200_000)), 24)
    assert seats_filled(float(np.log(20)), 24, 10.0) == pytest.approx(came.mean(), rel=0.005)
    assert np.interp(np.log(20), np.linspace(-4, 7, 221), seats(24, 10.0).variance) == pytest.approx(
        came.var(), rel=0.02
    )


def test_without_a_limit_the_mean_is_that_of_the_distribution() -> None:
    found = one(seats(None, 10.0), 2.0, 0.25, None)
    assert found.mean == pytest.approx(np.exp(2.125), rel=0.01)
    assert found.low == pytest.approx(np.exp(2 - 1.2816 * 0.5), rel=0.02)
    assert found.high == pytest.approx(np.exp(2 + 1.2816 * 0.5), rel=0.02)


def test_a_room_cannot_have_fewer_than_no_places() -> None:
    with pytest.raises(ValueError, match="-3"):
        seats(-3, 10.0)
