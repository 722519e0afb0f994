"""Counters lie as much as they are told to."""

import numpy as np
import pytest

from dashboard.bench.estimator.counters import rates, registered
from dashboard.bench.estimator.room import DOORS, character, day


def test_perfect_counters_count_everybody() -> None:
    draw = np.random.default_rng(5)
    people = day(character(draw), draw)
    counted = registered(people, rates(0.0, 0.0, draw), draw)
    assert sum(len(door[0]) for door in counted) == sum(len(door[1]) for door in counted) == len(people.come)


def test_miscounts_are_as_frequent_as_the_case_says() -> None:
    draw = np.random.default_rng(7)
    faults = rates(0.05, 0.0, draw)
    assert faults.missed + faults.twice == pytest.approx(np.full((DOORS, 2), 0.05))
    assert (faults.missed > faults.twice / 2).all()


def test_a_bias_is_on_the_same_side_of_every_door() -> None:
    extra = rates(0.0, 0.06, np.random.default_rng(8)).missed
    assert sorted(extra.sum(axis=0)) == pytest.approx([0, 0.06 * DOORS])
