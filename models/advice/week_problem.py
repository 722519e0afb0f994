"""The coming week as the problem that the week's plan solves, from a snapshot; and its solution as candidates again."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.advice.actions import PLANNED
from models.advice.candidate import Candidate, half_of
from models.advice.finding.sessions import DINING
from models.advice.ground import Ground
from models.advice.snapshot import HALF_HOURS
from models.advice.wanted import Wanted, best, candidate_at, is_of, offer
from models.weekplan.problem import Coach, Grid, Limits, Offer, Placement, Plan, Problem, Room
from models.weekplan.validator import Rule, validate

Solve = Callable[[Problem], Plan]

EVERYBODY = 100_000
"""People for whom there is room where nothing is forecast to run short: more than any house holds."""


OF_POINTS = frozenset({Rule.START, Rule.VALUE, Rule.WELFARE})
"""Rules that are about what a plan is worth as a whole, not about whether its sessions can take place."""

MOST_TAUGHT = 10
"""Sessions that a coach is asked to teach in a week, those that stand already among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """chosen: what the plan put somewhere; wanted: all that could have been, with its offer, by offer id."""

    chosen: Mapping[str, Candidate]
    wanted: Mapping[str, tuple[Wanted, Offer]]
    problem: Problem
    plan: Plan

    def bears(self, more: Sequence[Placement]) -> bool:
        """Whether the plan keeps every hard rule with these sessions too; how many points they have is no rule of theirs."""
        known = {one.id for one in self.problem.offers}
        others = [self.wanted[one.offer][1] for one in more if one.offer not in known]
        whole = replace(self.problem, offers=[*self.problem.offers, *others])
        plan = replace(self.plan, placements=[*self.plan.placements, *more])
        return not any(one.rule not in OF_POINTS for one in validate(whole, plan))


class UnsoundPlanError(Exception):
    """The solver's plan breaks a hard rule; the text names it. Nothing of it may be proposed."""


def planned(ground: Ground, solve: Solve, before: Sequence[Candidate] = ()) -> Planned:
    """The best of all sessions that look for an hour, by the solver. before: of an earlier plan, for a solver that stays near."""
    found = [one for find in PLANNED.values() for one in find(ground)]
    offers = {one.id: (one, offer(ground, one)) for one in found}
    kept = {wanted.id: (wanted, made) for wanted, made in best(offers)}
    asked = problem(ground, [made for _, made in kept.values()])
    asked = replace(asked, before=_placed(before, kept, {one.id for one in asked.coaches}))
    plan = solve(asked)
    if broken := validate(asked, plan):
        raise UnsoundPlanError(", ".join(f"{one.rule} {one.what}" for one in broken))
    chosen = {
        one.offer: candidate_at(ground, kept[one.offer][0], one.day, one.half, one.coach)
        for one in plan.placements
    }
    return Planned(chosen=chosen, wanted=offers, problem=asked, plan=plan)


def _placed(
    before: Sequence[Candidate], kept: Mapping[str, tuple[Wanted, Offer]], teaching: Collection[str]
) -> list[Placement]:
    """Where earlier candidates lay, as far as what they offer, and who would have taught it, is still there."""
    found = []
    for one in before:
        name = next((key for key, (wanted, _) in kept.items() if is_of(wanted, one)), None)
        coaches = kept[name][1].coaches if name else ()
        coach = one.parameters.get("coach", "") if coaches else ""
        if name is not None and (not coaches or coach in {*coaches} & {*teaching}):
            day, half = one.target.weekdays[0], half_of(one.target.start)
            found.append(Placement(offer=name, day=day, half=half, room=one.target.space, coach=coach))
    return found


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
