import numpy as np
import pytest

from models.effect.difference import differences, logs

BEFORE = tuple(range(10))


def test_what_all_windows_share_is_taken_out() -> None:
    season = np.exp(np.sin(np.arange(16)))
    target = np.where(np.arange(16) >= 10, 1.5, 1.0) * 1000 * season
    found = differences(target, np.array([500 * season, 2000 * season]), BEFORE)
    assert found[10:].mean() - found[:10].mean() == pytest.approx(np.log(1.5), abs=2e-3)


def test_a_controls_missing_weeks_do_not_shift_the_others() -> None:
    controls = np.array([[100.0] * 16, [10.0] * 16])
    whole = differences(np.full(16, 50.0), controls, BEFORE)
    controls[1, 12:] = np.nan
    assert differences(np.full(16, 50.0), controls, BEFORE) == pytest.approx(whole)


def test_a_control_that_is_hardly_known_before_is_not_used() -> None:
    blind = np.array([[100.0] * 16, [np.nan] * 8 + [10.0] * 2 + [9000.0] * 6])
    assert differences(np.full(16, 50.0), blind, BEFORE) == pytest.approx(logs(np.full(16, 50.0)))


def test_no_data_stays_no_data() -> None:
    target = np.array([*[5.0] * 15, np.nan])
    assert np.isnan(differences(target, np.full((1, 16), 3.0), BEFORE)[15])
    assert np.isnan(differences(np.full(16, 5.0), np.full((1, 16), np.nan), BEFORE)).all()
