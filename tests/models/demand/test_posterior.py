"""What counts teach of the log of demand."""

import numpy as np
import pytest

from models.demand.censored import counts_of
from models.demand.posterior import FIRST_SIZE, Kernel, posterior, spared

LEVEL = Kernel(alike=np.ones((1, 1)), variance=4.0, weight=None)


def learned(rows: list[tuple[int, int, bool]]) -> float:
    """The log of demand of one cell that was thought to be 2.0."""
    found = posterior(counts_of(rows, cells=1), np.array([2.0]), [LEVEL])
    return float(2.0 + 4.0 * found.lean[0])


def test_many_counts_bring_demand_to_their_mean() -> None:
    assert np.exp(learned([(0, people, False) for people in (16, 20, 24) * 20])) == pytest.approx(
        20, rel=0.02
    )


def test_full_sessions_bring_it_above_what_came() -> None:
    counted = [(0, people, False) for people in (14, 16, 18)]
    assert learned(counted + [(0, 20, True)] * 3) > learned(counted + [(0, 20, False)] * 3)


def test_nothing_seen_teaches_nothing() -> None:
    found = posterior(counts_of([], cells=0), np.zeros(0), [LEVEL])
    assert (found.lean.size, found.size, found.variances) == (0, FIRST_SIZE, (4.0,))


def test_a_part_in_which_cells_differ_is_thought_to_vary_more() -> None:
    own = Kernel(alike=np.eye(8), variance=0.1, weight=2.0)
    level = Kernel(alike=np.ones((8, 8)), variance=4.0, weight=None)

    def variance(means: list[int]) -> float:
        rows = [(cell, mean, False) for cell, mean in enumerate(means) for _ in range(20)]
        return posterior(counts_of(rows, cells=8), np.full(8, 2.0), [level, own]).variances[1]

    assert variance([4, 40, 5, 35, 6, 50, 3, 30]) > 0.5 > 0.1 > variance([15] * 8)


def test_demand_that_swings_is_told_from_demand_that_is_steady() -> None:
    def size(people: tuple[int, ...]) -> float:
        rows = [(0, one, False) for one in people * 15]
        return posterior(counts_of(rows, cells=1), np.array([3.0]), [LEVEL]).size

    assert size((2, 10, 60)) < FIRST_SIZE < size((19, 20, 21))


def test_what_is_spared_of_the_variance_is_that_of_a_gaussian_with_the_curvature_of_the_counts() -> None:
    """Rasmussen and Williams 3.27: hold = (K + W^-1)^-1, worked out here without any root."""
    alike = np.exp(-((np.arange(6)[:, None] - np.arange(6)) ** 2) / 4)
    rows = [(cell, 5 + 3 * cell, cell == 2) for cell in range(6) for _ in range(3)]
    found = posterior(counts_of(rows, cells=6), np.full(6, 2.0), [Kernel(alike, 0.5, None)])
    hold = np.linalg.inv(0.5 * alike + np.diag(1 / found.trust))
    assert found.hold == pytest.approx(hold, abs=1e-8)
    by_row = [0.25 * row @ hold @ row for row in alike]
    assert spared(0.5 * alike, found.hold) == pytest.approx(np.array(by_row))
