"""Nothing over nothing is not known."""

import numpy as np

from models.metric.ratio import known, ratio, ratios


def test_a_ratio_over_nothing_is_nothing() -> None:
    assert (ratio(1, 0), ratio(0, 2), ratio(1, 2)) == (None, 0, 0.5)


def test_arrays_are_divided_by_the_same_rule() -> None:
    found = ratios(np.array([1.0, 0.0, 1.0]), np.array([0.0, 2.0, 2.0]))
    assert np.isnan(found[0])
    assert found[1:].tolist() == [0, 0.5]


def test_an_amount_from_nowhere_is_not_zero() -> None:
    assert (known(0, 0), known(0, 3)) == (None, 0)
