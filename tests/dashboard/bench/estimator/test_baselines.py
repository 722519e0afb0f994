"""The other ways of counting, as they are."""

from dashboard.bench.estimator.baselines import BASELINES


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
