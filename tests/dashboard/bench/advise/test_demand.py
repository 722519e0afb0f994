"""Expected people at hours never tried, judged by towns whose truth is known: a few here, all in the bench."""

import numpy as np
import pytest

from dashboard.bench.advise.demand import GUESSERS, Guess, Score, measure, score
from dashboard.bench.advise.demand_town import town
from models.expectation import Evidence

TOWNS = [town(seed) for seed in range(100, 112)]
LINLI, TODAY = "Linli with a curve", "as many as today"


def mean_of(name: str) -> Score:
    found = [score(one, GUESSERS[name][0](one)) for one in TOWNS]
    return Score(
        **{part: float(np.mean([getattr(one, part) for one in found])) for part in Score.__dataclass_fields__}
    )


def test_with_a_curve_people_at_hours_never_tried_are_told_within_the_aim() -> None:
    found = mean_of(LINLI)
    assert abs(found.full) <= 0.05
    assert found.wape <= 0.45
    assert 0.75 <= found.covered <= 0.88  # a dozen towns stray two points from the sixty of the bench


def test_what_comes_today_is_too_little_of_full_classes_and_too_much_elsewhere() -> None:
    found = mean_of(TODAY)
    assert found.full < -0.3
    assert found.moved > 0.25
    assert found.wape > 1.5 * mean_of(LINLI).wape


def test_without_a_curve_an_hour_that_nobody_used_is_said_to_stand_on_nothing() -> None:
    guess = GUESSERS["Linli without a curve"][0](TOWNS[0])
    assert Evidence.NONE in guess.evidence
    assert Evidence.BORROWED not in guess.evidence


def test_a_coarse_curve_that_says_so_is_better_than_none_and_no_less_sure_than_it_claims() -> None:
    coarse, none = mean_of("Linli with a coarse curve (off by 0.5)"), mean_of("Linli without a curve")
    assert coarse.wape < none.wape
    assert coarse.covered > mean_of("Linli with a coarse curve that claims 0.2").covered


def test_whoever_knows_the_truth_scores_without_an_error() -> None:
    truth = np.exp(TOWNS[0].log_demand).ravel()
    assert score(TOWNS[0], Guess(mean=truth, low=truth, high=truth)) == Score(
        full=pytest.approx(0), moved=pytest.approx(0), wape=pytest.approx(0), covered=1.0
    )


def test_the_bench_says_what_it_measured() -> None:
    lines = list(measure(1, weeks=2))
    assert all(any(line.startswith(name) for line in lines) for name in GUESSERS)
    assert sum("regret" in line for line in lines) == 2
