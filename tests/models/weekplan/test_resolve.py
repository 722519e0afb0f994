from dataclasses import replace

import numpy as np
import pytest

from dashboard.bench.advise.instance import town
from dashboard.bench.advise.small import small
from models.weekplan.problem import Coach, Problem
from models.weekplan.resolve import MOVES, resolved
from models.weekplan.solver import best
from models.weekplan.validator import validate
from tests.weeks import coach, offer, placed, problem, room


def ill(given: Problem, name: str) -> Problem:
    """The same week without a coach's time."""
    coaches = [
        replace(one, available=np.zeros_like(one.available)) if one.id == name else one
        for one in given.coaches
    ]
    return replace(given, coaches=coaches)


def test_a_session_whose_coach_fell_ill_goes_to_another_and_no_other_moves() -> None:
    given = problem(
        offer("o1", {(0, 20): 100}, coaches=("c1", "c2")),
        offer("o2", {(1, 20): 100, (2, 20): 101}, coaches=("c2",)),
        coaches=(coach("c1"), coach("c2")),
        before=[placed("o1", coach="c1"), placed("o2", day=1, coach="c2")],
    )
    plan = resolved(ill(given, "c1"))
    assert plan.placements == [placed("o1", coach="c2"), placed("o2", day=1, coach="c2")]
    assert plan.moves == 1


def test_nothing_moves_where_nothing_fell_out() -> None:
    given = replace(town(0), before=best(town(0)).placements)
    plan = resolved(given)
    assert plan.placements == given.before
    assert plan.moves == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_after_a_coach_fell_ill_few_sessions_move_and_no_rule_is_broken(seed: int) -> None:
    whole = town(seed)
    before = best(whole).placements
    busiest = max((one.coach for one in before if one.coach), key=[one.coach for one in before].count)
    given = replace(ill(whole, busiest), before=before)
    plan = resolved(given)
    assert validate(given, plan) == []
    assert 0 < plan.moves <= MOVES
    staying = [one for one in before if one.coach != busiest]
    assert len([one for one in staying if one not in plan.placements]) <= MOVES


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_no_mended_week_breaks_a_rule_or_moves_more_than_it_may(first: int) -> None:
    for seed in range(first, first + 40):
        whole = small(seed)
        if not whole.coaches:
            continue
        given = replace(ill(whole, whole.coaches[0].id), before=best(whole).placements, pinned=())
        plan = resolved(given, moves=2)
        assert list(validate(given, plan)) == [], seed
        assert plan.moves <= 2, seed


def test_a_closed_room_sends_its_sessions_to_the_other_one() -> None:
    rooms = (room("r1", shut=0), room("r2"))
    given = problem(offer("o1"), rooms=rooms, before=[placed(room="r1")])
    assert resolved(given).placements == [placed(room="r2")]


def test_the_sessions_of_a_coach_who_is_gone_altogether_fall_out() -> None:
    given = problem(offer("o1", coaches=("c1",)), coaches=(Coach(id="c2", available=coach().available),))
    assert resolved(replace(given, before=[placed(coach="c1")])).placements == []
