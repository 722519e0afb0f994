import pytest

from dashboard.bench.advise.effect import early, measure, outcome, warned
from dashboard.bench.advise.effect_town import AFTER, Truth, tried
from models.effect.trial import Method, Verdict

TOWNS = range(8)


def test_nothing_is_hardly_ever_called_a_success_where_before_and_after_would_call_it_one() -> None:
    found = outcome(Truth(), TOWNS)
    assert found.verdict(Verdict.WORKS) <= 0.05
    assert found.naive > 0.1


def test_intervals_hold_a_planted_change_and_its_verdict_is_mostly_right() -> None:
    found = outcome(Truth(weekly=150, lift=0.3), TOWNS)
    assert found.covered >= 0.85
    assert found.verdict(Verdict.WORKS) >= 0.7
    assert abs(found.bias) < 0.08


def test_what_was_only_moved_is_no_gain() -> None:
    found = outcome(Truth(weekly=150, lift=0.4, taken=1.0), TOWNS)
    nets = [result.net for _one, result in found.all if result.net is not None]
    assert len(nets) == len(found.all)
    assert abs(sum(nets) / len(nets)) < 25
    assert found.verdict(Verdict.WORKS) <= 0.1


def test_a_great_harm_is_warned_of_early_and_nothing_hardly_ever() -> None:
    assert warned(Truth(weekly=60, lift=-0.5), TOWNS) > 0.9
    assert warned(Truth(weekly=60), TOWNS) < 0.15


def test_a_window_with_nothing_to_compare_is_judged_by_its_own_trend() -> None:
    assert {one.trial.method for one in tried(1, Truth(alone=True))} == {Method.INTERRUPTED}


def test_an_earlier_look_has_fewer_weeks_and_the_same_past() -> None:
    one = tried(1, Truth())[0]
    before = early(one.panel, AFTER)
    assert before.mondays[-1] < one.trial.starts
    assert before.controls.shape[1] == len(before.mondays)


def test_all_figures_are_printed() -> None:
    lines = measure(towns=3)
    assert [line for line in lines if "would be called a success" in line]
    assert "ms CPU a trial" in "\n".join(lines)


@pytest.mark.slow
def test_the_goals_hold_in_sixty_towns() -> None:
    assert outcome(Truth(), range(60)).verdict(Verdict.WORKS) <= 0.05
    found = outcome(Truth(weekly=150, lift=0.3), range(60))
    assert found.covered >= 0.9
    assert found.verdict(Verdict.WORKS) >= 0.8
