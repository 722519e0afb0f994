"""A camera overlooks as many as it is told to, and keeps overlooking them for a while."""

import numpy as np
import pytest

from dashboard.bench.estimator.glance import glance


def seen(
    people: float, every_min: float = 15.0, n: int = 4000
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return glance(np.full(n, people), np.random.default_rng(2), (0.03, 0.10), every_min)


def test_it_overlooks_more_of_a_full_room() -> None:
    assert seen(10).mean() == pytest.approx(10 * (1 - 0.055), abs=0.1)
    assert seen(40).mean() == pytest.approx(40 * (1 - 0.13), abs=0.2)


def test_it_sees_nobody_in_an_empty_room() -> None:
    assert not seen(0).any()


def test_its_error_lingers_from_look_to_look_and_less_so_over_longer_pauses() -> None:
    soon, late = (np.corrcoef(rows[1:], rows[:-1])[0, 1] for rows in (seen(30, 2.0), seen(30, 15.0)))
    assert soon > 0.75
    assert 0.1 < late < 0.5
