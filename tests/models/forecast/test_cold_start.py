"""A space that has hardly been measured begins with the profile of its kind."""

import numpy as np
import pytest

from models.centre import SpaceKind
from models.forecast.cold_start import KINDS, OWN_DAYS, begun, expected
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


def test_the_profile_takes_the_level_of_what_came() -> None:
    nothing = np.full((7, HALF_HOURS), np.nan)
    found, _ = begun(came(7, 0.5), STRANGER, nothing, STRANGER[:7])
    assert np.allclose(found[:, OPEN] / STRANGER[:7, OPEN], (7 * 0.5 + 1) / 8)


def test_its_own_days_take_over_in_equal_steps_and_then_alone() -> None:
    half, days = told(OWN_DAYS // 2, 1.0)
    assert days == OWN_DAYS // 2
    assert np.sqrt(half[0, OPEN]) == pytest.approx((np.sqrt(30) + np.sqrt(STRANGER[0, OPEN])) / 2)
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
