"""The evening corrects the day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.estimate.belief import Belief, Way
from models.estimate.smoothing import smoothed


def a_day(moves: list[float], lean: float = 0.0) -> Belief:
    belief = Belief(recorded=True, ll=lean)
    for by in moves:
        belief.move(Way(by, abs(by) / 2, 0.04 * abs(by)))
    return belief


def test_a_day_that_balances_is_left_as_it_was_counted() -> None:
    belief = a_day([5, 3, -4, -4])
    belief.see(0, 0.01)
    assert [round(people, 2) for people, _ in smoothed(belief.steps())] == [0, 5, 8, 4, 0]


def test_what_is_left_over_at_closing_is_spread_over_the_day_by_traffic() -> None:
    belief = a_day([10, 10, -9, -9])
    belief.see(0, 1e-6)
    found = [people for people, _ in smoothed(belief.steps())]
    assert found == pytest.approx([0, 10 - 2 * 10 / 38, 20 - 2 * 20 / 38, 11 - 2 * 29 / 38, 0], abs=0.01)


def test_looking_back_is_never_less_sure_than_looking_forward() -> None:
    belief = a_day([10, 10, -9, -9], lean=0.001)
    forward = [step.pp for step in belief.steps()]
    belief.see(0, 0.01)
    back = [variance for _, variance in smoothed(belief.steps())]
    assert all(b <= f + 1e-9 for b, f in zip(back, forward, strict=True))


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=25), st.integers(0, 30))
def test_one_sweep_is_the_same_as_solving_for_all_steps_at_once(moves: list[int], seen: int) -> None:
    """Without a lean: Gaussian conditioning of the whole random walk on its end."""
    noise = np.array([0.3 + abs(by) for by in moves])
    belief = Belief(recorded=True)
    for by, variance in zip(moves, noise, strict=True):
        belief.move(Way(by, 0.0, variance))
    belief.see(seen, 0.5)
    prior = np.concatenate([[0.0], np.cumsum(moves)])
    doubt = 1e-6 + np.concatenate([[0.0], np.cumsum(noise)])
    gain = doubt / (doubt[-1] + 0.5)
    assert [p for p, _ in smoothed(belief.steps())] == pytest.approx(
        prior + gain * (seen - prior[-1]), abs=1e-3
    )
    assert [v for _, v in smoothed(belief.steps())] == pytest.approx(doubt - gain * doubt, abs=1e-3)


def test_a_door_that_returns_ties_the_start_of_its_gap_to_its_end() -> None:
    belief = a_day([10])
    start, then = belief.here, belief.now()
    for _ in range(3):
        belief.move(Way(2.0, 0.0, 4.0))
    belief.move(Way(0.0, 0.0, 0.01))
    belief.tie(start, then, Way(1.0, 0.5, 0.04))
    found = [people for people, _ in smoothed(belief.steps())]
    assert found[start] == pytest.approx(10, abs=0.01)
    assert found[-1] == pytest.approx(11, abs=0.01)
    assert found[start] < found[start + 1] < found[start + 3]
    belief.see(9, 1e-6)
    assert smoothed(belief.steps())[start][0] < 9.9, "what the evening knows reaches over the gap"


def test_no_steps_give_nothing() -> None:
    assert smoothed([]) == []
