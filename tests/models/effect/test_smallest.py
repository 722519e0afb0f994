import numpy as np
import pytest

from models.effect.smallest import carried, smallest, smallest_alone


def test_the_stated_change_is_found_four_times_in_five() -> None:
    random = np.random.default_rng(7)
    found = 0
    for _ in range(400):
        noise = random.normal(0, 0.2, 38)
        shift = np.log1p(smallest(noise[:26], 12))
        error = 0.2 * np.sqrt(1 / 26 + 1 / 12)
        found += noise[26:].mean() - noise[:26].mean() + shift > 1.96 * error
    assert found / 400 == pytest.approx(0.8, abs=0.08)


def test_more_weeks_and_less_noise_show_smaller_changes() -> None:
    noise = np.random.default_rng(2).normal(0, 0.2, 26)
    assert smallest(noise, 12) < smallest(noise, 6) < smallest(noise * 2, 6)


def test_without_controls_far_less_can_be_seen() -> None:
    noise = np.random.default_rng(2).normal(0, 0.2, 26)
    assert smallest_alone(noise, np.arange(26.0), 12) > 2 * smallest(noise, 12)


def test_weeks_that_resemble_each_other_count_for_less() -> None:
    assert carried(np.tile([0.0, 1.0], 13)) == 1.0
    assert carried(np.repeat([0.0, 1.0], 13)) == pytest.approx(4.0)
