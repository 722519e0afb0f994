"""Which changes to try."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.demand.exploring import chosen

MEAN = np.arange(40, dtype=float)
SURE, UNSURE = np.zeros(40), np.full(40, 30.0)


@given(st.integers(0, 10_000))
def test_of_eight_choices_one_is_for_exploring_and_seven_are_the_best(seed: int) -> None:
    found = chosen(MEAN, UNSURE, 8, seed)
    assert [one.exploring for one in found] == [False] * 7 + [True]
    assert [one.candidate for one in found[:7]] == [39, 38, 37, 36, 35, 34, 33]


def test_of_single_choices_one_in_eight_explores() -> None:
    explored = sum(chosen(MEAN, UNSURE, 1, seed)[0].exploring for seed in range(2000))
    assert 200 <= explored <= 300


def test_the_same_seed_chooses_the_same() -> None:
    assert chosen(MEAN, UNSURE, 8, 3) == chosen(MEAN, UNSURE, 8, 3)
    assert len({chosen(MEAN, UNSURE, 8, seed)[-1].candidate for seed in range(40)}) > 5


def test_where_all_is_known_exploring_takes_the_next_best() -> None:
    assert chosen(MEAN, SURE, 8, 1)[-1].candidate == 32


def test_what_cannot_stand_beside_the_others_is_passed_over() -> None:
    def odd(candidate: int, _taken: Sequence[int]) -> bool:
        return candidate % 2 == 1

    found = chosen(MEAN, UNSURE, 8, 1, odd)
    assert len(found) == 8
    assert all(one.candidate % 2 for one in found)


@given(st.integers(0, 60), st.integers(0, 100))
def test_nothing_is_chosen_twice_and_never_more_than_there_is(count: int, seed: int) -> None:
    found = [one.candidate for one in chosen(MEAN, UNSURE, count, seed)]
    assert len(found) == len(set(found)) == min(count, 40)
