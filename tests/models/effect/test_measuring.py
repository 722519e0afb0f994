from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.effect.measuring import measure
from models.effect.panel import WEEK
from models.effect.trial import Method, Metric, Verdict
from tests.trials import FIRST, panel, spell, steady, trial


def test_a_change_that_brings_people_works_by_about_as_much() -> None:
    found = measure(trial(), panel(steady(lift=0.3)))
    assert (found.verdict, found.why) == (Verdict.WORKS, "effect.why.works")
    assert found.effect == pytest.approx(0.3, abs=0.05)
    assert found.low is not None
    assert 0 < found.low < 0.3
    assert found.net == pytest.approx(18, abs=3)


def test_a_change_that_does_nothing_leaves_no_evidence() -> None:
    found = measure(trial(), panel(steady()))
    assert (found.verdict, found.why) == (Verdict.NO_EVIDENCE, "effect.why.unclear")


def test_a_change_that_drives_people_away_is_harmful() -> None:
    assert measure(trial(), panel(steady(lift=-0.3))).verdict is Verdict.HARMFUL


def test_more_overflow_is_harm_and_less_of_it_works() -> None:
    one = trial(metric=Metric.OVERFLOW_MINUTES)
    assert measure(one, panel(steady(lift=0.3))).verdict is Verdict.HARMFUL
    assert measure(one, panel(steady(lift=-0.3))).verdict is Verdict.WORKS


def test_what_the_controls_did_as_well_is_no_effect() -> None:
    shown = panel(steady(lift=0.3))
    shared = replace(shown, controls=shown.controls * np.where(np.arange(32) >= 20, 1.3, 1.0))
    assert measure(trial(), shared).verdict is Verdict.NO_EVIDENCE


def test_people_who_only_came_from_elsewhere_are_no_gain_for_the_house() -> None:
    donor = steady(level=80.0)
    donor[20:] -= 24
    one = trial(displaced=(spell("gym", hour=18),))
    found = measure(one, panel(steady(lift=0.3), displaced=donor[None]))
    assert (found.verdict, found.why) == (Verdict.NO_EVIDENCE, "effect.why.emptied")
    assert found.displaced == pytest.approx(-0.3, abs=0.05)
    assert found.net is not None
    assert found.net <= 0


def test_a_gain_beside_a_loss_that_is_nearly_as_large_is_not_called_a_success() -> None:
    donor = steady(level=80.0)
    donor[20:] -= 15
    found = measure(trial(displaced=(spell("gym", hour=18),)), panel(steady(lift=0.3), displaced=donor[None]))
    assert (found.verdict, found.why) == (Verdict.NO_EVIDENCE, "effect.why.emptied")
    assert found.net is not None
    assert found.net > 0


def test_a_gain_that_took_little_from_elsewhere_works() -> None:
    donor = steady(level=80.0)
    donor[20:] -= 2
    found = measure(trial(displaced=(spell("gym", hour=18),)), panel(steady(lift=0.5), displaced=donor[None]))
    assert found.verdict is Verdict.WORKS


def test_a_gap_is_no_data_and_never_nobody() -> None:
    gappy = steady(lift=0.3)
    gappy[[3, 21]] = np.nan
    found = measure(trial(), panel(gappy))
    assert (found.weeks_before, found.weeks_after) == (19, 11)
    assert found.effect == pytest.approx(0.3, abs=0.05)


def test_too_many_gaps_make_it_not_measurable() -> None:
    gappy = steady(lift=0.3)
    gappy[5:12] = np.nan
    found = measure(trial(), panel(gappy))
    assert (found.verdict, found.why) == (Verdict.NOT_MEASURABLE, "effect.why.coverage")


def test_before_its_day_the_effect_is_told_without_a_verdict() -> None:
    shown = panel(steady(after=6, lift=0.3))
    found = measure(trial(), shown)
    assert (found.verdict, found.why, found.weeks_after) == (Verdict.NO_EVIDENCE, "effect.why.too_early", 6)
    assert found.effect == pytest.approx(0.3, abs=0.06)


def test_a_baseline_that_left_its_controls_by_itself_is_not_compared() -> None:
    strayed = steady()
    strayed[10:] *= 1.5
    found = measure(trial(), panel(strayed))
    assert (found.verdict, found.why) == (Verdict.NOT_MEASURABLE, "effect.why.astray")


def test_another_change_in_the_window_spoils_the_measuring() -> None:
    assert measure(trial(), panel(steady(lift=0.3), disturbed=True)).why == "effect.why.disturbed"


def test_lost_controls_leave_nothing_to_compare_with() -> None:
    shown = replace(panel(steady(lift=0.3)), controls=np.full((2, 32), np.nan))
    found = measure(trial(), shown)
    assert (found.verdict, found.why, found.effect) == (
        Verdict.NOT_MEASURABLE,
        "effect.why.no_controls",
        None,
    )


def test_without_controls_the_own_trend_is_asked() -> None:
    one = trial(method=Method.INTERRUPTED, controls=())
    found = measure(one, panel(steady(lift=1.5), controls=0))
    assert found.verdict is Verdict.WORKS
    assert found.effect == pytest.approx(1.5, abs=0.2)


def test_what_cannot_be_measured_is_said_without_numbers() -> None:
    found = measure(trial(method=Method.NONE, baseline=()), panel(steady()))
    assert (found.verdict, found.effect, found.net) == (Verdict.NOT_MEASURABLE, None, None)


def test_a_holiday_week_changes_nothing() -> None:
    quiet = steady(lift=0.3)
    quiet[[4, 25]] = 2.0
    holidays = {FIRST + WEEK * 4, FIRST + WEEK * 25}
    assert measure(trial(), panel(quiet, left_out=holidays)).effect == pytest.approx(0.3, abs=0.05)


@settings(max_examples=20, deadline=None)
@given(scale=st.floats(5, 50), seed=st.integers(0, 1000))
def test_a_house_of_another_size_has_the_same_effect(scale: float, seed: int) -> None:
    totals = np.random.default_rng(seed).poisson(200, 32).astype(float)
    one, other = measure(trial(), panel(totals)), measure(trial(), panel(totals * scale))
    assert other.effect == pytest.approx(one.effect, abs=0.01)
    assert other.verdict is one.verdict or abs((one.p or 0) - 0.05) < 0.02
