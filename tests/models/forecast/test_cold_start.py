"""A space that has hardly been measured begins with the profile of its kind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre import SpaceKind
from models.forecast.cold_start import DAYS_WORTH, KINDS, OWN_DAYS, begun, expected
from models.forecast.outlook import HALF_HOURS
from models.forecast.series import Floats

STRANGER = expected(SpaceKind.GYM, np.zeros(60, dtype=bool), np.full(60, 100.0))
OPEN = STRANGER[0] > 0


def came(days: int, level: float) -> Floats:
    """Nothing for 60 days but the last ones, in which `level` times the profile came."""
    found = np.full(STRANGER.shape, np.nan)
    if days:
        found[-days:] = level * STRANGER[-days:]
    return found


def told(days: int, level: float, own: float = 30.0) -> tuple[Floats, float]:
    return begun(came(days, level), STRANGER, np.full((7, HALF_HOURS), own), STRANGER[:7])


def test_every_kind_has_a_profile_that_is_a_share_of_the_capacity() -> None:
    assert set(KINDS) == set(SpaceKind)
    for kind in SpaceKind:
        shares = expected(kind, np.array([False, True]), np.array([100.0, 100.0]))
        assert 0 < shares.max() < 100


def test_without_a_measured_day_it_is_the_profile_of_the_kind() -> None:
    nothing = np.full((7, HALF_HOURS), np.nan)
    found, days = begun(came(0, 1), STRANGER, nothing, STRANGER[:7])
    assert days == 0
    assert np.allclose(found, STRANGER[:7])


def test_the_profile_takes_the_level_of_what_came_one_day_of_the_strangers_beside_it() -> None:
    nothing = np.full((7, HALF_HOURS), np.nan)
    found, _ = begun(came(7, 0.5), STRANGER, nothing, STRANGER[:7])
    level = (7 * 0.5 + 1) / 8
    assert np.allclose(found[:, OPEN] / STRANGER[:7, OPEN], level + (0.5 - level) * 7 / 8)


def test_the_profile_takes_the_shape_of_what_came() -> None:
    morning = came(7, 1.0)
    morning[-7:, 14:20] *= 3
    nothing = np.full((7, HALF_HOURS), np.nan)
    found, _ = begun(morning, STRANGER, nothing, STRANGER[:7])
    assert (found[0, 14:20] > 2 * STRANGER[0, 14:20]).all()
    assert found[0, 36:40] == pytest.approx(STRANGER[0, 36:40], rel=0.2)


@given(st.lists(st.floats(0, 500), min_size=HALF_HOURS, max_size=HALF_HOURS), st.integers(0, 60))
def test_nobody_is_ever_expected_fewer_than_not_at_all(people: list[float], days: int) -> None:
    past = np.full(STRANGER.shape, np.nan)
    past[60 - days :] = people
    found, measured = begun(past, STRANGER, np.full((7, HALF_HOURS), np.nan), STRANGER[:7])
    assert measured == days
    assert (found >= 0).all()


def test_its_own_forecast_counts_as_many_days_as_it_has_and_then_alone() -> None:
    found, days = told(4, 1.0)
    assert days == 4
    share = 4 / (4 + DAYS_WORTH)
    assert np.sqrt(found[0, OPEN]) == pytest.approx(
        share * np.sqrt(30) + (1 - share) * np.sqrt(STRANGER[0, OPEN])
    )
    alone, _ = told(OWN_DAYS, 1.0)
    assert (alone == 30).all()


def test_a_half_hour_that_its_own_days_do_not_know_keeps_the_profile() -> None:
    own = np.full((7, HALF_HOURS), 30.0)
    own[:, 40] = np.nan
    found, _ = begun(came(OWN_DAYS, 1.0), STRANGER, own, STRANGER[:7])
    assert found[0, 40] == pytest.approx(STRANGER[0, 40])


def test_a_day_off_has_the_profile_of_days_off() -> None:
    working, free = expected(SpaceKind.DESK, np.array([False, True]), np.array([50.0, 50.0]))
    assert free.sum() < working.sum()
