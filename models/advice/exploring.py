"""The small fixed share of proposals that try what little is known of: without them nothing new is ever learnt."""

from collections.abc import Sequence

import numpy as np

from models.advice.appraisal import Appraisal, appraise, points_of
from models.advice.arithmetic import CAUTIOUS, deviation
from models.advice.candidate import Candidate, half_of
from models.advice.ground import Ground
from models.advice.portfolio import Weighed, spoil
from models.advice.quiet import quiet
from models.advice.wanted import Wanted, candidate_at
from models.advice.week_problem import Planned
from models.weekplan.problem import Placement


def hoped(ground: Ground, found: Appraisal) -> float:
    """The 80 % quantile of the points: what it could be worth."""
    weights = ground.snapshot.weights
    unsure = sum(abs(points_of(outcome, weights)) * deviation(one) for outcome, one in found.effect.items())
    return found.value + 2 * CAUTIOUS * unsure


def exploring(ground: Ground, chosen: Sequence[Weighed], plan: Planned) -> list[Weighed]:
    """One more for each `Weights.exploring` - 1 that were chosen: those with the best hope that spoil none of them and that
    the plan bears."""
    share = ground.snapshot.weights.exploring
    most = len(chosen) // (share - 1) if share > 1 else 0
    if not most:
        return []
    left = [wanted for name, (wanted, _) in plan.wanted.items() if name not in plan.chosen]
    hopes = [(*best, wanted) for wanted in left if (best := _best(ground, wanted)) is not None]
    tried: list[Weighed] = []
    placed: list[Placement] = []
    for found, candidate, wanted in sorted(hopes, key=lambda hope: -hoped(ground, hope[0])):
        others = [*chosen, *tried]
        place = _placement(wanted, candidate)
        if len(tried) == most or hoped(ground, found) <= 0:
            break
        if any(spoil(candidate, one.candidate) for one in others) or _is_full(ground, candidate, others):
            continue
        if plan.bears([*placed, place]):
            tried.append(Weighed(candidate, found, exploring=True))
            placed.append(place)
    return tried


def _placement(wanted: Wanted, candidate: Candidate) -> Placement:
    return Placement(
        offer=wanted.id,
        day=candidate.target.weekdays[0],
        half=half_of(candidate.target.start),
        room=wanted.space,
        coach=candidate.parameters.get("coach", "") if wanted.coaches else "",
    )


def _is_full(ground: Ground, candidate: Candidate, others: Sequence[Weighed]) -> bool:
    """Whether as many changes are open in the space as can be told apart."""
    space = candidate.target.space
    going = sum(one.candidate.target.space == space for one in others)
    return going + ground.snapshot.open_changes.get(space, 0) >= ground.snapshot.weights.changes


def _best(ground: Ground, wanted: Wanted) -> tuple[Appraisal, Candidate] | None:
    starts = quiet(ground, wanted.space, wanted.length).probably
    coach = wanted.coaches[0] if wanted.coaches else ""
    teacher = next((one.free for one in ground.snapshot.teachers if one.id == coach), None)
    found: list[tuple[Appraisal, Candidate]] = []
    for day, half in zip(*np.nonzero(starts), strict=True):
        if teacher is None or teacher[day, half : half + wanted.length].all():
            candidate = candidate_at(ground, wanted, int(day), int(half), coach)
            found.append((appraise(ground, candidate), candidate))
    return max(found, key=lambda pair: hoped(ground, pair[0]), default=None)
