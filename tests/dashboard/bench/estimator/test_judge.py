"""The estimator against a truth that it does not know: what the figures of the README rest on, in short."""

from statistics import mean

import pytest

from dashboard.bench.estimator import main
from dashboard.bench.estimator.case import CASES
from dashboard.bench.estimator.judge import Verdict, judged

DAYS, SEED = 6, 11


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {key: judged(case, DAYS, SEED) for key, case in CASES.items()}


def test_in_the_end_at_most_about_half_of_the_best_baselines_error_is_left(
    verdicts: dict[str, Verdict],
) -> None:
    """Six days scatter: the mean over the cases is held to the aim, each case to a margin above it."""
    left = {key: found.final.mae / found.best for key, found in verdicts.items()}
    assert {key: share for key, share in left.items() if share > 0.65} == {}
    assert mean(left.values()) <= 0.5


def test_what_a_screen_shows_at_once_is_better_than_every_baseline(verdicts: dict[str, Verdict]) -> None:
    left = {key: found.live.mae / found.best for key, found in verdicts.items()}
    assert {key: share for key, share in left.items() if share > 1.0} == {}
    assert mean(left.values()) <= 0.75


def test_at_two_percent_less_than_one_person_is_wrong(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["2 %"].final.mae <= 1.0


def test_the_bounds_hold_about_nine_of_ten(verdicts: dict[str, Verdict]) -> None:
    assert mean(found.final.covered for found in verdicts.values()) == pytest.approx(0.9, abs=0.05)
    assert mean(found.live.covered for found in verdicts.values()) == pytest.approx(0.9, abs=0.05)


def test_the_drift_of_each_door_is_told_within_a_few_persons(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["2 %"].drift_error < 3


def test_the_same_seed_gives_the_same_verdict() -> None:
    assert judged(CASES["2 %"], 1, 3) == judged(CASES["2 %"], 1, 3)


def test_the_table_has_a_row_for_each_case_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--days", "1", "--seed", "3", "--case", "2 %"]) == 0
    assert [line[:12].strip() for line in capsys.readouterr().out.splitlines()[2:]] == ["2 %"]
