"""The other ways of counting, as they are."""

import numpy as np

from dashboard.bench.estimator.baselines import BASELINES, camera_and_doors, counted_by
from dashboard.bench.estimator.case import CASES
from dashboard.bench.estimator.furniture import in_use
from dashboard.bench.estimator.scene import Theatre
from models.centre import SensorRole


def after(name: str, *samples: tuple[int, int]) -> float:
    baseline = BASELINES[name]()
    for entries, exits in samples:
        baseline.take(0, entries, exits)
    return baseline.people


def test_clamped_people_are_never_fewer_than_nobody() -> None:
    assert after("clamp", (0, 0), (2, 5), (4, 5)) == 2
    assert after("home assistant", (0, 0), (2, 5)) == -3


def test_a_smaller_total_is_a_new_one() -> None:
    assert [after(name, (100, 90), (110, 92), (4, 1)) for name in BASELINES] == [11, 11, 11]


def test_a_small_fall_is_noise_for_home_assistant_only() -> None:
    assert after("home assistant", (100, 90), (99, 90), (101, 90)) == 1
    assert after("clamp", (100, 90), (99, 90)) == 99


def test_only_one_of_them_forgets_at_midnight() -> None:
    left = {}
    for name, make in BASELINES.items():
        baseline = make()
        baseline.take(0, 0, 0)
        baseline.take(0, 5, 2)
        baseline.midnight()
        left[name] = baseline.people
    assert left == {"clamp": 3, "midnight": 0, "home assistant": 3}


def test_seats_in_use_are_a_floor_for_those_who_clamp() -> None:
    people = {}
    for name, make in BASELINES.items():
        baseline = make()
        baseline.least(3)
        people[name] = baseline.people
    assert people == {"clamp": 3, "midnight": 3, "home assistant": 0}


def test_over_a_day_they_hold_at_least_as_many_as_seats_are_taken() -> None:
    theatre = Theatre(CASES["2 %"], [4], inside=True)
    scene = theatre.play(judged=False)
    last = {reading.sensor: reading.value for reading in sorted(scene.inside, key=lambda r: r.at)}
    people = counted_by(BASELINES["clamp"](), scene, theatre.sensors)
    assert people[-1] >= in_use(theatre.sensors, last)
    assert people.max() > 0


def test_counted_by_hand_the_doors_go_on_from_the_newest_look() -> None:
    theatre = Theatre(CASES["2 %"], [4], inside=True)
    scene = theatre.play(judged=False)
    looks = [
        r for r in scene.inside if r.sensor in {s.id for s in theatre.sensors if s.role is SensorRole.COUNT}
    ]
    people = counted_by(camera_and_doors(), scene, theatre.sensors, looks=True)
    at = np.array([(look.at - scene.midnight).total_seconds() / 60 for look in looks])
    next_minute = np.searchsorted(scene.grid, at)
    kept = next_minute < len(people)
    off = people[next_minute[kept]] - np.array([look.value for look in looks])[kept]
    assert (np.abs(off) <= 6).all(), "nothing but who passed within two minutes, and the floor of the seats"
    assert np.median(np.abs(off)) <= 1
