import math
from dataclasses import replace

import pytest

from models.effect.pool import GENERAL, Believed, evidence, pooled
from models.effect.trial import TOO_EARLY, Result, Verdict


def _result(
    effect: float = 0.2, low: float = 0.0, high: float = 0.44, verdict: Verdict = Verdict.WORKS
) -> Result:
    return Result(
        id="r",
        weeks_before=26,
        weeks_after=12,
        effect=effect,
        low=low,
        high=high,
        p=0.05,
        displaced=None,
        net=None,
        coverage=1.0,
        verdict=verdict,
        why="works",
    )


def test_the_general_prior_is_what_is_known_of_such_changes() -> None:
    low, high = GENERAL.bounds
    assert GENERAL.share == pytest.approx(0.08)
    assert high - low == pytest.approx(0.3, abs=0.01)


def test_without_trials_the_prior_stands() -> None:
    assert pooled([]).next == GENERAL


def test_many_trials_outweigh_the_prior_and_few_do_not() -> None:
    few, many = pooled([Believed(0.5, 0.2)]), pooled([Believed(0.5, 0.2)] * 40)
    assert GENERAL.mean < few.mean.mean < 0.3
    assert many.mean.mean == pytest.approx(0.5, abs=0.05)
    assert many.mean.sd < few.mean.sd


def test_trials_that_disagree_more_than_chance_widen_what_is_expected_next() -> None:
    alike = pooled([Believed(0.2, 0.05)] * 6)
    apart = pooled([Believed(at, 0.05) for at in (-0.4, 0.8, -0.3, 0.7, -0.1, 0.5)])
    assert alike.between == 0
    assert apart.between > 0.3
    assert apart.next.sd > apart.mean.sd > alike.mean.sd


def test_a_sharper_trial_weighs_more() -> None:
    found = pooled([Believed(0.4, 0.05), Believed(0.0, 0.4)], prior=Believed(0.0, 100.0))
    assert found.mean.mean > 0.35


def test_what_could_not_be_measured_is_no_evidence() -> None:
    assert evidence(_result(verdict=Verdict.NOT_MEASURABLE)) is None
    assert evidence(_result(low=-1.0)) is None


def test_a_result_before_its_day_is_no_evidence() -> None:
    assert evidence(replace(_result(verdict=Verdict.NO_EVIDENCE), why=TOO_EARLY)) is None
    assert evidence(_result(high=math.inf)) is None


def test_a_result_is_evidence_as_wide_as_its_interval() -> None:
    found = evidence(_result())
    assert found is not None
    assert found.mean == pytest.approx(math.log(1.2))
    assert found.sd == pytest.approx(math.log(1.44) / 3.92)
