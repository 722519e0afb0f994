"""The coming week as the problem that the week's plan solves, from a snapshot; and its solution as candidates again."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.advice.actions import PLANNED
from models.advice.candidate import Candidate, half_of
from models.advice.finding.sessions import DINING
from models.advice.ground import Ground
from models.advice.snapshot import HALF_HOURS
from models.advice.wanted import Wanted, best, candidate_at, offer
from models.weekplan.problem import Coach, Grid, Limits, Offer, Plan, Problem, Room

Solve = Callable[[Problem], Plan]

EVERYBODY = 100_000
"""People for whom there is room where nothing is forecast to run short: more than any house holds."""


MOST_TAUGHT = 10
"""Sessions that a coach is asked to teach in a week, those that stand already among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """chosen: what the plan put somewhere; wanted: all that could have been, with its offer, by offer id."""

    chosen: Mapping[str, Candidate]
    wanted: Mapping[str, tuple[Wanted, Offer]]
    plan: Plan


def planned(ground: Ground, solve: Solve) -> Planned:
    """The best of all sessions that look for an hour, by the solver."""
    found = [one for find in PLANNED.values() for one in find(ground)]
    offers = {one.id: (one, offer(ground, one)) for one in found}
    kept = {wanted.id: (wanted, made) for wanted, made in best(offers)}
    plan = solve(problem(ground, [made for _, made in kept.values()]))
    chosen = {
        one.offer: candidate_at(ground, kept[one.offer][0], one.day, one.half, one.coach)
        for one in plan.placements
    }
    return Planned(chosen=chosen, wanted=offers, plan=plan)


def problem(ground: Ground, offers: Sequence[Offer]) -> Problem:
    """Existing sessions, quiet hours and closures are hours that rooms and coaches do not have."""
    snapshot = ground.snapshot
    taught = Counter(one.coach for one in snapshot.ahead)
    rooms = [
        Room(
            id=one.id,
            space=one.id,
            kind=one.id,
            capacity=one.capacity,
            free=one.open & ~one.taken & ~snapshot.quiet,
        )
        for one in snapshot.spaces.values()
    ]
    return Problem(
        rooms=rooms,
        coaches=[
            Coach(id=one.id, available=one.free, weekly=max(MOST_TAUGHT - taught[one.id], 0))
            for one in snapshot.teachers
        ],
        offers=offers,
        limits=Limits(
            headroom=headroom(ground),
            welfare_bps=snapshot.weights.welfare_bps,
            changes=snapshot.weights.changes,
            frozen=_frozen(ground),
            open_changes=dict(snapshot.open_changes),
        ),
    )


def headroom(ground: Ground) -> Grid:
    """People that may still come, by half hour: what the canteen's upper bound leaves at its meals, else what all spaces' do.

    A space of which nothing is forecast leaves room for nobody.
    """
    found = np.zeros((7, HALF_HOURS))
    for use in ground.snapshot.spaces.values():
        found += np.nan_to_num(np.maximum(use.capacity - use.high, 0.0))
    for use in ground.snapshot.spaces.values():
        for _, start, end in use.meals if use.kind == DINING else ():
            hours = slice(half_of(start), half_of(end, ends=True))
            left = np.maximum(use.capacity - use.high[:, hours], 0.0)
            found[:, hours] = np.minimum(found[:, hours], np.nan_to_num(left))
    return np.minimum(np.floor(found), EVERYBODY).astype(np.int64)


def _frozen(ground: Ground) -> frozenset[tuple[str, int, int]]:
    return frozenset(
        (key, int(day), int(half))
        for key in ground.snapshot.spaces
        for day, half in zip(*np.nonzero(ground.frozen([key])), strict=True)
    )
