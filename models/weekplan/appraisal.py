"""What placements are worth together, and how much more there could be at the very most."""

from collections.abc import Sequence

import numpy as np

from models.weekplan.problem import Placement, Plan, Problem


def worth(problem: Problem, placements: Sequence[Placement]) -> int:
    """Points of these placements."""
    offers = {offer.id: offer for offer in problem.offers}
    return sum(int(offers[one.offer].value[one.day, one.half]) for one in placements)


def appraised(problem: Problem, placements: Sequence[Placement], bound: int) -> Plan:
    """The plan of these placements, in order; proved where the bound leaves no room for a better one."""
    value = worth(problem, placements)
    before = set(problem.before)
    return Plan(
        placements=sorted(placements),
        value=value,
        bound=max(bound, value),
        proved=value >= bound,
        moves=sum(one not in before for one in placements) if before else 0,
    )


def loose_bound(problem: Problem) -> int:
    """What the pinned placements and the best days of every offer bring, as if nothing were in anybody's way."""
    best = 0
    for offer in problem.offers:
        days = np.maximum(offer.value.max(axis=1), 0)
        best += int(np.sort(days)[::-1][: offer.weekly].sum())
    return best + worth(problem, problem.pinned)
