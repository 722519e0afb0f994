from models.effect.trial import Metric
from models.effect.warning import harm
from tests.trials import panel, steady, trial


def test_a_fall_beyond_the_trigger_is_told_before_it_can_be_judged() -> None:
    found = harm(trial(), panel(steady(after=5, lift=-0.4)))
    assert found is not None
    assert found.why == "effect.why.too_early"


def test_nothing_and_gains_and_small_falls_are_not_told() -> None:
    for lift in (0.0, 0.4, -0.1):
        assert harm(trial(), panel(steady(after=5, lift=lift))) is None


def test_more_overflow_is_a_harm_and_less_is_none() -> None:
    one = trial(metric=Metric.OVERFLOW_MINUTES)
    assert harm(one, panel(steady(after=5, lift=0.4))) is not None
    assert harm(one, panel(steady(after=5, lift=-0.4))) is None


def test_too_few_weeks_or_another_change_warn_of_nothing() -> None:
    assert harm(trial(), panel(steady(after=3, lift=-0.5))) is None
    assert harm(trial(), panel(steady(after=5, lift=-0.5), disturbed=True)) is None
