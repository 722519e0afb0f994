"""What is tried because little is known of it keeps every hard rule of the plan that it joins."""

from dataclasses import replace
from functools import cache

import pytest

from models.advice.appraisal import appraise
from models.advice.exploring import exploring
from models.advice.ground import Ground
from models.advice.portfolio import Weighed, spoil
from models.advice.snapshot import Snapshot
from models.advice.week_problem import Planned, planned
from models.weekplan.greedy import greedy
from models.weekplan.problem import Placement
from tests.models.advice.test_week_problem import two_coaches


@cache
def week() -> tuple[Ground, Planned]:
    ground = Ground(two_coaches())
    return ground, planned(ground, greedy)


def kept(plan: Planned, *, room: str | None = None, taught: bool = False) -> Placement:
    return next(
        one for one in plan.plan.placements if room in (None, one.room) and (bool(one.coach) or not taught)
    )


def elsewhere(plan: Planned, one: Placement) -> Placement:
    """The same session at a half hour of another day at which its room, its coach and the house are free."""
    (wanted, offer) = plan.wanted[one.offer]
    for day in range(7):
        for half in offer.value[day].nonzero()[0].tolist():
            there = replace(one, day=day, half=half)
            if day != one.day and without(plan, one).bears([there]):
                return there
    raise AssertionError(f"{wanted.id} fits on no other day")


def without(plan: Planned, one: Placement) -> Planned:
    left = [each for each in plan.plan.placements if each != one]
    return replace(plan, plan=replace(plan.plan, placements=left))


def test_a_session_on_a_free_day_is_borne_and_one_in_a_room_that_is_taken_is_not() -> None:
    _, plan = week()
    one = kept(plan)
    assert without(plan, one).bears([one])
    assert without(plan, one).bears([elsewhere(plan, one)])
    assert not without(plan, one).bears([one, one])


def test_a_coach_who_teaches_then_or_is_not_asked_for_it_is_not_borne() -> None:
    _, plan = week()
    one = kept(plan, taught=True)
    assert not without(plan, one).bears([replace(one, coach="")])
    assert not without(plan, one).bears([replace(one, coach="nobody")])


def test_a_house_without_room_left_bears_nothing_more() -> None:
    _, plan = week()
    one = kept(plan)
    full = replace(plan.problem.limits, headroom=plan.problem.limits.headroom * 0)
    assert not replace(without(plan, one), problem=replace(plan.problem, limits=full)).bears([one])


def test_a_window_that_another_change_is_measured_in_is_not_tried() -> None:
    _, plan = week()
    one = kept(plan)
    space = next(room.space for room in plan.problem.rooms if room.id == one.room)
    frozen = replace(plan.problem.limits, frozen=frozenset({(space, one.day, one.half)}))
    assert not replace(without(plan, one), problem=replace(plan.problem, limits=frozen)).bears([one])


def curious(share: int) -> Snapshot:
    known = two_coaches()
    return replace(known, weights=replace(known.weights, exploring=share))


@pytest.mark.parametrize(("share", "most"), [(0, 0), (2, 2), (3, 1)])
def test_of_so_many_proposals_one_is_tried_and_it_spoils_no_other(share: int, most: int) -> None:
    ground = Ground(curious(share))
    plan = planned(ground, greedy)
    names = sorted(plan.chosen)[:2]
    few = replace(plan, chosen={name: plan.chosen[name] for name in names})
    chosen = [Weighed(one, appraise(ground, one)) for one in few.chosen.values()]
    tried = exploring(ground, chosen, few)
    assert len(chosen) == 2
    assert min(most, 1) <= len(tried) <= most
    assert all(one.exploring for one in tried)
    for one in tried:
        assert not any(spoil(one.candidate, other.candidate) for other in chosen)
