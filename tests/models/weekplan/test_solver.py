from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from dashboard.bench.advise.instance import town
from dashboard.bench.advise.small import small
from models.weekplan.effort import Effort
from models.weekplan.greedy import greedy
from models.weekplan.problem import DAYS, HALF_HOURS, Placement, Plan, Problem
from models.weekplan.solver import best
from models.weekplan.validator import validate
from tests.weeks import coach, offer, placed, problem, room

FEW = 8
"""So many placements at most for every subset to be tried."""


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_no_solved_week_breaks_a_rule_or_brings_less_than_the_greedy_one(first: int) -> None:
    weeks = [small(seed) for seed in range(first, first + 50)]
    plans = [best(week) for week in weeks]
    assert [list(validate(week, plan)) for week, plan in zip(weeks, plans, strict=True)] == [[]] * 50
    assert all(plan.value >= greedy(week).value for week, plan in zip(weeks, plans, strict=True))


def test_a_small_week_is_as_good_as_the_best_of_all_subsets() -> None:
    weeks = [(week, found) for week in map(small, range(150)) if 3 <= len(found := possible(week)) <= FEW]
    assert len(weeks) >= 12
    assert [best(week).value for week, _ in weeks] == [most(week, found) for week, found in weeks]


def possible(given: Problem) -> list[Placement]:
    """Placements that could be held by themselves."""
    found = []
    for one in given.offers:
        for room_, coach_ in product(given.rooms, one.coaches or ("",)):
            for day, half in product(range(DAYS), range(HALF_HOURS)):
                if one.value[day, half] > 0:
                    found.append(Placement(offer=one.id, day=day, half=half, room=room_.id, coach=coach_))
    pinned = list(given.pinned)
    return [one for one in found if one not in pinned and not broken(given, [*pinned, one])]


def broken(given: Problem, week: Sequence[Placement]) -> bool:
    """Whether a rule is broken that more placements cannot mend."""
    unbound = replace(given, limits=replace(given.limits, welfare_bps=0))
    return bool(validate(unbound, plan_of(unbound, week)))


def plan_of(given: Problem, week: Sequence[Placement]) -> Plan:
    points = {one.id: one.value for one in given.offers}
    value = sum(int(points[one.offer][one.day, one.half]) for one in week)
    return Plan(placements=week, value=value, bound=value, proved=False)


def most(given: Problem, found: list[Placement]) -> int:
    """Points of the best subset, by trying all that break nothing."""
    weeks: list[list[Placement]] = [list(given.pinned)]
    for one in found:
        weeks += [[*week, one] for week in weeks if not broken(given, [*week, one])]
    plans = sorted((plan_of(given, week) for week in weeks), key=lambda plan: -plan.value)
    return next(plan.value for plan in plans if not validate(given, plan))


def test_the_same_effort_gives_the_same_week() -> None:
    effort = Effort(deterministic=0.15)
    first, second = best(town(1), effort), best(town(1), effort)
    assert first == second
    assert first.value >= greedy(town(1)).value


def test_a_house_of_five_rooms_is_planned_to_proof() -> None:
    plan = best(town(0))
    assert plan.proved
    assert plan.bound == plan.value > greedy(town(0)).value
    assert validate(town(0), plan) == []


def test_a_week_with_too_little_effort_still_says_how_far_it_may_be_from_the_best() -> None:
    plan = best(town(4), Effort(deterministic=0.0001))
    assert not plan.proved
    assert 0 < plan.gap < 1
    assert validate(town(4), plan) == []


def test_rooms_of_a_kind_are_told_apart_where_neither_is_free_for_all_of_a_session() -> None:
    """Each half hour one of two rooms is free, so a pool of both looks free for the two half hours."""
    first, second = room("r1"), room("r2")
    first.free[:] = second.free[:] = False
    first.free[0, 20], first.free[0, 21:23] = True, False
    first.free[0, 24:28] = second.free[0, 20:22] = second.free[0, 26:28] = True
    wide = [offer(f"o{number}", {(0, 24): 10, (0, 26): 11, (0, 20): 5}) for number in range(4)]
    given = problem(*wide, rooms=(first, second))
    plan = best(given)
    assert plan.value == 10 + 11 + 11 + 5
    assert validate(given, plan) == []


def test_a_coach_and_a_room_that_are_chosen_apart_meet_in_one_session() -> None:
    rooms = (room("r1", space="s1"), room("r2", kind="studio", space="s2"))
    both = [
        offer(f"o{number}", {(0, 20): 10, (1, 20): 9}, coaches=("c1", "c2"), rooms=("r1", "r2"))
        for number in range(4)
    ]
    given = problem(*both, rooms=rooms, coaches=(coach("c1"), coach("c2", days=(0,))))
    plan = best(given)
    assert plan.value == 10 + 10 + 9
    assert validate(given, plan) == []


def test_a_plan_of_nothing_is_a_plan() -> None:
    assert best(problem()).placements == []
    assert best(problem(offer(starts={(0, 20): -1}), pinned=[placed()])).value == -1
