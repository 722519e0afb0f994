"""The small fixed share of proposals that try what little is known of: without them nothing new is ever learnt."""

from collections.abc import Sequence

import numpy as np

from models.advice.appraisal import Appraisal, appraise, points_of
from models.advice.arithmetic import CAUTIOUS, deviation
from models.advice.candidate import Candidate
from models.advice.ground import Ground
from models.advice.portfolio import Weighed, spoil
from models.advice.quiet import quiet
from models.advice.wanted import Wanted, candidate_at


def hoped(ground: Ground, found: Appraisal) -> float:
    """The 80 % quantile of the points: what it could be worth."""
    weights = ground.snapshot.weights
    unsure = sum(abs(points_of(outcome, weights)) * deviation(one) for outcome, one in found.effect.items())
    return found.value + 2 * CAUTIOUS * unsure


def exploring(ground: Ground, chosen: Sequence[Weighed], wanted: Sequence[Wanted]) -> list[Weighed]:
    """One more for each `Weights.exploring` - 1 that were chosen: those with the best hope that spoil none of them."""
    share = ground.snapshot.weights.exploring
    most = len(chosen) // (share - 1) if share > 1 else 0
    if not most:
        return []
    hopes = [best for one in wanted if (best := _best(ground, one)) is not None]
    tried: list[Weighed] = []
    for found, candidate in sorted(hopes, key=lambda pair: -hoped(ground, pair[0])):
        others = [*chosen, *tried]
        if len(tried) < most and not any(spoil(candidate, other.candidate) for other in others):
            tried.append(Weighed(candidate, found, exploring=True))
    return [one for one in tried if hoped(ground, one.appraisal) > 0]


def _best(ground: Ground, wanted: Wanted) -> tuple[Appraisal, Candidate] | None:
    starts = quiet(ground, wanted.space, wanted.length).probably
    coach = wanted.coaches[0] if wanted.coaches else ""
    teacher = next((one.free for one in ground.snapshot.teachers if one.id == coach), None)
    found: list[tuple[Appraisal, Candidate]] = []
    for day, half in zip(*np.nonzero(starts), strict=True):
        free = teacher is None or teacher[day, half : half + wanted.length].all()
        if free and ground.snapshot.open_changes.get(wanted.space, 0) < ground.snapshot.weights.changes:
            candidate = candidate_at(ground, wanted, int(day), int(half), coach)
            found.append((appraise(ground, candidate), candidate))
    return max(found, key=lambda pair: hoped(ground, pair[0]), default=None)
