"""The week as a problem: what was proposed before stays where it can, when a coach falls out."""

from dataclasses import replace
from functools import cache

import numpy as np

from models.advice.actions import PLANNED
from models.advice.candidate import Candidate
from models.advice.ground import Ground
from models.advice.snapshot import HALF_HOURS, Snapshot, Teacher
from models.advice.week_problem import Planned, planned
from models.weekplan.planner import planned as best
from models.weekplan.resolve import MOVES, resolved
from tests.advised_ground import a_snapshot

EVERY_HOUR = np.ones((7, HALF_HOURS), dtype=bool)


def two_coaches(*, ill: bool = False) -> Snapshot:
    """Mr Li can teach what Ms Wu does."""
    known = a_snapshot()
    (wu,) = known.teachers
    li = Teacher(id="mr-li", kinds=wu.kinds, free=EVERY_HOUR)
    return replace(known, teachers=(replace(wu, free=EVERY_HOUR & (not ill)), li))


@cache
def before() -> Planned:
    return planned(Ground(two_coaches()), best)


def proposed() -> list[Candidate]:
    return list(before().chosen.values())


def test_what_was_proposed_is_where_it_was_when_nobody_is_missing() -> None:
    again = planned(Ground(two_coaches()), resolved, proposed())
    assert again.chosen == before().chosen
    assert again.plan.moves == 0
    assert {one.action for one in proposed()} <= set(PLANNED)


def test_only_what_the_missing_coach_would_have_taught_goes_and_few_sessions_are_new() -> None:
    taught = [one for one in proposed() if one.parameters.get("coach") == "ms-wu"]
    assert taught
    mended = planned(Ground(two_coaches(ill=True)), resolved, proposed())
    now = list(mended.chosen.values())
    assert all(one.parameters.get("coach") != "ms-wu" for one in now)
    assert all(one in now for one in proposed() if one not in taught)
    assert 0 < mended.plan.moves <= MOVES


def test_what_is_no_longer_wanted_or_taught_is_not_asked_to_stay() -> None:
    without = replace(two_coaches(), groups=(), teachers=())
    found = planned(Ground(without), resolved, proposed())
    assert [one for one in found.problem.before if one.coach or one.offer.startswith("grant")] == []
