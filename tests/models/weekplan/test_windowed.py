from dataclasses import replace

from dashboard.bench.advise.instance import town
from models.weekplan.effort import Effort
from models.weekplan.greedy import greedy
from models.weekplan.validator import validate
from models.weekplan.windowed import windowed

BRIEF = Effort(deterministic=0.05)


def test_a_large_week_comes_near_its_bound_and_breaks_no_rule() -> None:
    given, points = town(0, 4), []
    plan = windowed(given, 3, BRIEF, lambda _done, _of, value: points.append(value))
    assert validate(given, plan) == []
    assert plan.value >= greedy(given).value
    assert plan.gap < 0.025
    assert len(points) == 3
    assert points == sorted(points)
    assert points[-1] <= plan.value


def test_asked_to_stop_it_gives_the_best_so_far() -> None:
    told: list[int] = []
    plan = windowed(
        town(0, 2), 50, BRIEF, lambda done, _of, _value: told.append(done), lambda: len(told) >= 2
    )
    assert told == [1, 2]
    assert plan.value >= greedy(town(0, 2)).value


def test_the_same_windows_and_effort_give_the_same_week() -> None:
    assert windowed(town(1, 2), 2, BRIEF) == windowed(town(1, 2), 2, BRIEF)


def test_pinned_sessions_stay_through_all_windows() -> None:
    given = town(0, 2)
    pinned = greedy(given).placements[:5]
    plan = windowed(replace(given, pinned=pinned), 3, BRIEF)
    assert set(pinned) <= set(plan.placements)
    assert validate(replace(given, pinned=pinned), plan) == []
