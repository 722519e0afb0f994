"""Coefficients by least absolute errors."""

import numpy as np

from models.forecast.learner import learned

TRUTH = np.array([0.5, -0.3])


def rows(
    count: int,
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    x = np.random.default_rng(1).normal(size=(count, 2))
    return x, x @ TRUTH


def test_what_is_exact_is_found_though_one_row_in_ten_is_wild() -> None:
    x, y = rows(2000)
    wild = np.where(np.arange(2000) % 10 == 0, y + 50, y)
    found = learned(x, wild, np.ones(2000), np.zeros(2), np.ones(2), 8)
    assert np.allclose(found, TRUTH, atol=0.02)
    assert not np.allclose(np.linalg.lstsq(x, wild)[0], TRUTH, atol=0.1)


def test_the_less_evidence_the_nearer_to_the_prior() -> None:
    prior = np.array([0.0, 0.0])
    found = [
        learned(*rows(count), np.ones(count), prior, np.full(2, 1000.0), 30)[0]
        for count in (20, 1000, 50_000)
    ]
    assert found[0] < 0.05 < found[1] < 0.45 < found[2] <= 0.5


def test_without_a_single_row_it_is_the_prior() -> None:
    assert learned(*rows(0), np.ones(0), TRUTH, np.ones(2), 3).tolist() == TRUTH.tolist()
