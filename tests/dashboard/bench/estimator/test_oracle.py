"""What the counts allow at all: the bound that the estimator's figures stand beside."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.bench.estimator import main
from dashboard.bench.estimator.case import CASES
from dashboard.bench.estimator.judge import judged
from dashboard.bench.estimator.oracle import HEARD, habit, told
from dashboard.bench.estimator.room import character


def test_doors_that_count_right_leave_no_error() -> None:
    assert told(replace(CASES["2 %"], miscount=0.0), 1, 5, 3, 0) == (0.0, 0.0)


def test_it_errs_less_than_the_estimator_that_has_to_learn_and_less_still_in_the_evening() -> None:
    found = judged(CASES["10 %"], 3, 12, inside=False)
    live, final = told(CASES["10 %"], 3, 12, 3, 28)
    assert final < live < found.best
    assert final < found.final.mae


def test_who_came_just_now_is_still_there_and_of_those_before_a_part_has_left() -> None:
    draw = np.random.default_rng(3)
    knows = habit(character(draw), draw, groups=False)
    assert knows.since[0] == pytest.approx(1.0, abs=0.1), "hardly anybody stays less than a quarter hour"
    assert 0.3 < knows.keep < 0.9


def test_only_cases_whose_doors_miscount_at_a_steady_rate_have_a_bound(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert HEARD == ("2 %", "5 %", "10 %", "one-sided")
    assert main(["--days", "1", "--case", "2 %", "--case", "dead door", "--oracle"]) == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    assert [line[:12].strip() for line in lines] == ["2 %", "told all", "dead door"]
    assert len(lines[0]) == len(lines[1])
