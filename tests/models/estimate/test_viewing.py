"""What whole days teach of cameras."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from models.balance import Balance, View
from models.centre import SpaceId
from models.estimate.belief import Way
from models.estimate.sight import Eye
from models.estimate.viewing import FEWEST, LINGERS, learned_eye, viewed

MISCOUNT = 0.04


def a_day(
    chance: Random, share: float, drift: float = 0.0, wobble: float = 0.0, bend: float = 0.0
) -> View | None:
    """A camera that sees such a share, and in a crowd less, beside doors that are off by `drift` persons in the end."""
    by = passed = 0.0
    looks = []
    for minute in range(600):
        move = 1.0 if minute < 300 else -1.0
        by, passed = by + move * (minute % 10 == 0), passed + (minute % 10 == 0) / 2
        told = by + drift * passed / 30
        looks.append((Way(told, passed), share * by - bend * by * by + chance.gauss(0, wobble)))
    return viewed(looks, Way(), Way(by + drift, passed), MISCOUNT)


def a_wild_day(chance: Random, miscount: float) -> View | None:
    """Many come and go past doors that miscount by chance, beside a camera that sees everybody, give or take half a one."""
    true = told = passed = 0.0
    looks = []
    for minute in range(600):
        come = minute < 40 or (minute < 560 and minute % 2 == 0)
        true += 1.0 if come else -1.0
        told += (1.0 if come else -1.0) + chance.choice((1, -1)) * (chance.random() < miscount)
        passed += 0.5
        if minute % 15 == 0:
            looks.append((Way(told, passed), max(true + chance.gauss(0, 0.5), 0.0)))
    return viewed(looks, Way(), Way(told - true, passed), miscount)


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
    assert learned_eye([]) == Eye()
    assert learned_eye([Balance(space=SpaceId("gym"), day=date(2026, 3, 1), complete=True)]) == Eye()


def test_who_is_overlooked_is_learned_although_the_doors_drift() -> None:
    eye = learned_eye(days(10, 0.8, drift=6.0))
    for people in (10.0, 20.0, 30.0):
        assert eye.people(0.8 * people) == pytest.approx(people, rel=0.04)


def test_how_far_a_camera_scatters_is_learned() -> None:
    calm, wild = (learned_eye(days(10, 1.0, wobble=wobble)).noise for wobble in (0.3, 4.0))
    assert wild > 8 * calm


def test_whom_a_full_room_hides_is_told_apart_from_whom_a_camera_always_overlooks() -> None:
    eye = learned_eye(days(20, 0.95, wobble=0.5, bend=0.005))
    assert eye.people(0.95 * 30 - 0.005 * 30 * 30) == pytest.approx(30, abs=0.5)
    assert eye.people(0.95 * 8 - 0.005 * 8 * 8) == pytest.approx(8, abs=0.3)
    assert learned_eye(days(20, 0.95, wobble=0.5)).crowd < 0.0005


def test_what_doors_miscount_is_not_held_against_the_camera() -> None:
    chance = Random(5)
    views = [a_wild_day(chance, 0.1) for _ in range(28)]
    eye = learned_eye([replace(day, view=view) for day, view in zip(days(28, 1.0), views, strict=True)])
    assert eye.noise < 0.8 * LINGERS, (
        "it sees better than an ordinary one, although the doors part from it by persons"
    )
    assert eye.people(20.0) == pytest.approx(20.0, abs=0.5)


def test_a_day_that_an_earlier_version_added_up_tells_how_many_are_overlooked_until_there_is_a_newer_one() -> (
    None
):
    old = View(looks=600, people2=120_000.0, seen2=76_800.0, product=96_000.0, usual=600.0)
    day = Balance(space=SpaceId("gym"), day=date(2026, 2, 1), complete=True, view=old)
    assert learned_eye([day]).lift == pytest.approx(1.25, abs=0.01)
    assert learned_eye([day]).crowd == 0.0
    newer = days(5, 0.9)
    assert learned_eye([day, *newer]) == learned_eye(newer)


def test_a_few_looks_or_nobody_teach_nothing() -> None:
    assert viewed([(Way(1.0, 1.0, 0.1), 1.0)] * (FEWEST - 1), Way(), Way(0.0, 2.0, 0.2), MISCOUNT) is None
    assert viewed([(Way(), 0.0)] * 100, Way(), Way(), MISCOUNT) is None


def test_a_day_that_is_not_whole_teaches_nothing() -> None:
    (day,) = days(1, 0.5)
    torn = Balance(space=day.space, day=day.day, complete=False, view=day.view)
    assert learned_eye([torn]) == Eye()
