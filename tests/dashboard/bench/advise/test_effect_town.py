import numpy as np

from dashboard.bench.advise.effect_town import AFTER, CHANGED, WEEKS, Truth, tried
from models.effect.freezing import intact
from models.effect.trial import Method


def test_a_seed_is_a_town_and_another_is_another() -> None:
    one, same, other = tried(1, Truth())[0], tried(1, Truth())[0], tried(2, Truth())[0]
    assert np.array_equal(one.panel.target, same.panel.target)
    assert not np.array_equal(one.panel.target, other.panel.target)


def test_what_is_planted_is_in_the_counts() -> None:
    def mean(lift: float) -> float:
        every = [
            one.panel.target[-AFTER:].mean()
            for seed in range(6)
            for one in tried(seed, Truth(weekly=200, lift=lift))
        ]
        return float(np.mean(every))

    assert 1.4 < mean(0.5) / mean(0.0) < 1.6


def test_trials_are_frozen_by_the_product_itself_with_holidays_left_out() -> None:
    for one in tried(3, Truth()):
        assert intact(one.trial)
        assert one.trial.method is Method.DIFFERENCES
        assert len(one.panel.left_out) == 3
        assert not set(one.trial.baseline) & set(one.panel.left_out)


def test_a_town_has_more_than_a_year_and_no_control_is_touched_by_a_change() -> None:
    every = tried(4, Truth(lift=0.3, taken=0.5))
    touched = {spell for one in every for spell in (one.trial.target, *one.trial.displaced)}
    assert WEEKS >= 52
    assert len(touched) == 2 * CHANGED
    assert not any(set(one.trial.controls) & touched for one in every)
