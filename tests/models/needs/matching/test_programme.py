"""A whole-number programme gives the best choice, and a bound that holds also where columns were left out of the search."""

import numpy as np
import pytest

from models.needs.matching import programme
from models.needs.matching.programme import Row, most


def whole(*numbers: int) -> programme.Whole:
    return np.array(numbers, dtype=np.int64)


def test_without_a_row_that_binds_everything_is_chosen() -> None:
    answer = most(whole(3, 4), [Row(whole(0, 1), whole(1, 1), 2)], np.zeros(2, dtype=bool), 1.0)
    assert (answer.chosen.tolist(), answer.bound) == ([True, True], 7)


def test_a_knapsack_is_filled_best_and_proved() -> None:
    answer = most(
        whole(60, 100, 120), [Row(whole(0, 1, 2), whole(10, 20, 30), 50)], np.zeros(3, dtype=bool), 5.0
    )
    assert (answer.chosen.tolist(), answer.bound) == ([False, True, True], 220)


@pytest.mark.parametrize("searched", [0, 2, 6])
def test_what_is_left_out_of_the_search_is_in_the_bound(
    monkeypatch: pytest.MonkeyPatch, searched: int
) -> None:
    monkeypatch.setattr(programme, "SEARCHED", searched)
    points = whole(9, 8, 7, 6, 5, 4)
    rows = [Row(whole(0, 1, 2), whole(1, 1, 1), 1), Row(whole(3, 4, 5), whole(2, 3, 3), 3)]
    hint = np.array([0, 0, 1, 0, 0, 1], dtype=bool)
    answer = most(points, rows, hint, 5.0)
    found = int(points[answer.chosen].sum())
    assert 11 <= found <= 15 <= answer.bound
    assert (found == 15) == (searched > 0)
