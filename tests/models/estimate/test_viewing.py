"""What whole days teach of cameras."""

from datetime import date, timedelta
from random import Random

import pytest

from models.balance import Balance, View
from models.centre import SpaceId
from models.estimate.belief import Way
from models.estimate.viewing import FEWEST, learned_eye, viewed


def a_day(chance: Random, share: float, drift: float = 0.0, wobble: float = 0.0) -> View | None:
    """A camera that sees such a share, beside doors that are off by `drift` persons in the end."""
    by = passed = 0.0
    looks = []
    for minute in range(600):
        move = 1.0 if minute < 300 else -1.0
        by, passed = by + move * (minute % 10 == 0), passed + (minute % 10 == 0) / 2
        told = by + drift * passed / 30
        looks.append((Way(told, passed, 0.04 * passed), share * by + chance.gauss(0, wobble)))
    return viewed(looks, Way(), Way(by + drift, passed, 0.04 * passed))


def days(count: int, share: float, **more: float) -> list[Balance]:
    chance = Random(4)
    return [
        Balance(
            space=SpaceId("gym"),
            day=date(2026, 3, 1) + timedelta(days=n),
            complete=True,
            view=a_day(chance, share, **more),
        )
        for n in range(count)
    ]


def test_without_days_a_camera_is_taken_at_its_word() -> None:
    assert learned_eye([]) == (1.0, 1.0)
    assert learned_eye([Balance(space=SpaceId("gym"), day=date(2026, 3, 1), complete=True)]) == (1.0, 1.0)


def test_who_is_overlooked_is_learned_although_the_doors_drift() -> None:
    assert learned_eye(days(10, 0.8, drift=6.0)).lift == pytest.approx(1.25, abs=0.04)


def test_how_far_a_camera_scatters_is_learned() -> None:
    calm, wild = (learned_eye(days(10, 1.0, wobble=wobble)).noise for wobble in (0.3, 4.0))
    assert wild > 8 * calm


def test_a_few_looks_or_nobody_teach_nothing() -> None:
    assert viewed([(Way(1.0, 1.0, 0.1), 1.0)] * (FEWEST - 1), Way(), Way(0.0, 2.0, 0.2)) is None
    assert viewed([(Way(), 0.0)] * 100, Way(), Way()) is None


def test_a_day_that_is_not_whole_teaches_nothing() -> None:
    (day,) = days(1, 0.5)
    torn = Balance(space=day.space, day=day.day, complete=False, view=day.view)
    assert learned_eye([torn]) == (1.0, 1.0)
