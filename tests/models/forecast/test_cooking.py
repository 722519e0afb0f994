"""Meals to cook at a stated service level."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.forecast.cooking import Cooked, cooked, fewest_days, usual_meals
from models.forecast.series import Flags, Floats

LEVEL = 0.97


def weekends(days: int) -> Flags:
    """Day 0 is a Monday."""
    return np.arange(days) % 7 >= 5


def a_kitchen(seed: int, days: int = 400, spread: float = 0.08) -> Floats:
    """200 meals a day, fewer at weekends, with a level that wanders and chance."""
    chance = np.random.default_rng(seed)
    level = np.exp(np.cumsum(chance.normal(0, 0.01, days)))
    week = np.array([1, 1, 1.05, 1, 1.1, 0.7, 0.6])[np.arange(days) % 7]
    served: Floats = np.round(200 * level * week * np.exp(chance.normal(0, spread, days)))
    return served


def judged(served: Floats, level: float = LEVEL) -> list[Cooked]:
    return [one for one in cooked(served, weekends(len(served)), [], level) if one.over is not None]


@pytest.mark.parametrize("level", [0.9, 0.97])
@pytest.mark.parametrize("spread", [0.04, 0.15])
def test_the_meals_are_short_on_about_as_many_days_as_was_agreed(level: float, spread: float) -> None:
    short = [bool(one.short) for seed in range(6) for one in judged(a_kitchen(seed, spread=spread), level)]
    assert len(short) > 1500
    assert np.mean(short) == pytest.approx(1 - level, rel=0.35)


def test_fewer_short_days_cost_more_meals_too_many() -> None:
    served = a_kitchen(1)
    often, seldom = (sum(one.over or 0 for one in judged(served, level)) for level in (0.9, 0.97))
    assert seldom > 1.2 * often


def test_as_long_as_too_few_errors_are_known_only_the_usual_is_said() -> None:
    assert (fewest_days(0.97), fewest_days(0.9), fewest_days(0.5)) == (33, 9, 1)
    served = a_kitchen(1, days=120)
    found = cooked(served, weekends(120), [], LEVEL)
    told = [one.meals is not None for one in found]
    assert told.index(True) == 33
    assert all(told[33:])
    assert found[0].usual > 0


def test_nothing_that_is_sold_from_a_day_on_changes_what_was_said_for_it() -> None:
    served = a_kitchen(2, days=200)
    other = served.copy()
    other[150:] = 9
    one, two = (cooked(some, weekends(200), [], LEVEL) for some in (served, other))
    said = [(each.day, each.meals) for each in one if each.day <= 150]
    assert said == [(each.day, each.meals) for each in two if each.day <= 150]


def test_a_day_to_come_is_said_though_nobody_knows_what_will_come_of_it() -> None:
    served = np.append(a_kitchen(3, days=100), [np.nan, np.nan])
    found = cooked(served, weekends(102), [101], LEVEL)
    assert (found[-1].day, found[-1].came, found[-1].short, found[-1].over) == (101, None, None, None)
    assert found[-1].meals is not None
    assert 100 not in [one.day for one in found]


def test_a_holiday_on_a_working_day_is_like_other_days_off() -> None:
    served = np.where(weekends(70), 100.0, 200.0)
    free = weekends(71)
    free[70] = True
    assert usual_meals(np.append(served, np.nan), free, 70) == pytest.approx(100)
    free[70] = False
    assert usual_meals(np.append(served, np.nan), free, 70) == pytest.approx(200)


def test_a_kitchen_that_was_shut_for_weeks_is_as_usual_before() -> None:
    served = np.where(weekends(101), 100.0, 200.0)
    served[80:100] = np.nan
    assert usual_meals(served, weekends(101), 100) == pytest.approx(200)


def test_of_a_kitchen_that_never_sold_nothing_is_said() -> None:
    assert cooked(np.full(60, np.nan), weekends(60), [59], LEVEL) == []
    assert cooked(np.zeros(60), weekends(60), [59], LEVEL) == []


@settings(max_examples=20)
@given(st.integers(2, 9), st.integers(0, 5))
def test_a_kitchen_that_is_several_times_as_large_is_told_as_many_times_the_meals(
    times: int, seed: int
) -> None:
    served = a_kitchen(seed, days=90)
    small, large = (cooked(size * served, weekends(90), [], 0.9)[-1] for size in (1, times))
    assert small.meals is not None
    assert large.meals is not None
    assert large.meals == pytest.approx(times * small.meals, rel=0.05)
