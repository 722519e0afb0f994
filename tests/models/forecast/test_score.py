"""Scores worked out by hand."""

import numpy as np
import pytest

from models.forecast.score import Errors, Score, errors_of, mean_score

TRUTH = np.array([10.0, 20.0, 0.0, 99.0])
SCORED = np.array([True, True, True, False])


def test_the_figures_of_three_steps_are_those_worked_out_by_hand() -> None:
    point, low, high = (
        np.array(told, dtype=float) for told in ([12, 15, 1, 0], [9, 16, 0, 0], [13, 18, 2, 0])
    )
    score = Score.of(errors_of(point, low, high, TRUTH, SCORED), 2.0)
    assert score.wape == pytest.approx(100 * 8 / 30)
    assert score.mase == pytest.approx(8 / 3 / 2)
    assert score.coverage == pytest.approx(200 / 3)  # 20 lies above 18
    tenth, half, ninth = 0.1 * (1 + 4 + 0), 0.5 * (2 + 5 + 1), 0.1 * 3 + 0.9 * 2 + 0.1 * 2
    assert score.pinball == pytest.approx(100 * (tenth + half + ninth) / 3 / 30)


def test_without_a_band_there_is_no_coverage_rather_than_none_covered() -> None:
    unknown = np.full(TRUTH.shape, np.nan)
    score = Score.of(errors_of(TRUTH, unknown, unknown, TRUTH, SCORED), None)
    assert (score.wape, score.mase, score.pinball, score.coverage) == (0, None, None, None)


def test_a_step_whose_band_is_not_yet_calibrated_is_judged_by_its_point_alone() -> None:
    low, high = np.array([9.0, np.nan, 0, 0]), np.array([13.0, np.nan, 2, 0])
    score = Score.of(errors_of(TRUTH + 1, low, high, TRUTH, SCORED), None)
    assert (score.steps, score.coverage) == (3, 100)
    assert score.wape == pytest.approx(10)
    tenth, half, ninth = 0.1 * (1 + 0), 0.5 * (1 + 1), 0.1 * (3 + 2)
    assert score.pinball == pytest.approx(100 * (tenth + half + ninth) / 3 / 10)


def test_where_nobody_came_there_is_no_share() -> None:
    assert Score.of(Errors(), 1.0).wape is None
    assert mean_score([Score.of(Errors(), 1.0)]).wape is None
