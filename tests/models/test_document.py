"""What is kept whole comes back equal, and equal values have one spelling."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.advice.recommendation import Recommendation
from models.document import canonical, filled, plain
from models.effect.trial import Trial
from tests.advised import PROPOSED, TRIAL


@dataclass(frozen=True)
class Grid:
    people: NDArray[np.float64]
    open: NDArray[np.bool_]


def test_a_recommendation_and_a_trial_come_back_equal() -> None:
    assert filled(Recommendation, plain(PROPOSED)) == PROPOSED
    assert filled(Trial, plain(TRIAL)) == TRIAL


def test_grids_come_back_with_their_gaps_and_shape() -> None:
    grid = Grid(np.array([[1.5, np.nan], [0.1, 3.0]]), np.array([[True, False]]))
    back = filled(Grid, plain(grid))
    np.testing.assert_array_equal(back.people, grid.people.astype(np.float32).astype(np.float64))
    np.testing.assert_array_equal(back.open, grid.open)
    assert canonical(back) == canonical(grid)


def test_equal_values_have_one_spelling_whatever_their_order() -> None:
    assert canonical({"b": frozenset({2, 1}), "a": (1,)}) == canonical({"a": [1], "b": frozenset({1, 2})})
