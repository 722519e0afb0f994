"""`./linli bench advise`, part "plan": weeks of three sizes planned beside greedy and interval models, and mended."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic, process_time

import numpy as np

from dashboard.bench.advise.instance import town
from dashboard.bench.advise.intervals import by_intervals
from models.weekplan.greedy import greedy
from models.weekplan.planner import planned
from models.weekplan.problem import Placement, Plan, Problem
from models.weekplan.resolve import resolved
from models.weekplan.validator import validate

SEEDS = 3
SIZES: Mapping[int, Sequence[float]] = {1: (20.0,), 10: (20.0, 120.0), 50: (20.0, 120.0)}
"""Seconds that each size is given, one run each."""
PEER_S = 20.0
"""Of the interval model, which is given no size that it cannot build in that."""


def measure(
    seeds: int = SEEDS, sizes: Mapping[int, Sequence[float]] = SIZES, peer_s: float = PEER_S
) -> Iterator[str]:
    """The lines to print, each as soon as it is known. Seconds are of the clock; CPU seconds are beside them."""
    yield f"plan: 2 cores, load {os.getloadavg()[0]:.1f} when it began"
    yield f"{'size':>5}{'seed':>5}{'given s':>9}{'greedy':>10}{'plan':>10}{'bound':>10}{'gap':>8}{'s':>8}{'CPU s':>8}{'broken':>8}"
    for size, limits in sizes.items():
        for seed in range(seeds if size == 1 else 1):
            problem = town(seed, size)
            for limit in limits:
                yield _line(problem, size, seed, limit)
            if size == 1:
                yield _peer(problem, peer_s)
                yield _mended(problem)


def _line(problem: Problem, size: int, seed: int, limit: float) -> str:
    began, worked = monotonic(), process_time()
    plan = planned(problem, windows=10_000, cancelled=lambda: monotonic() - began > limit)
    took, cpu = monotonic() - began, process_time() - worked
    return (
        f"{size:>4}x{seed:>5}{limit:>9.0f}{greedy(problem).value:>10}{plan.value:>10}{plan.bound:>10}{plan.gap:>8.2%}"
        f"{took:>8.1f}{cpu:>8.1f}{len(validate(problem, plan)):>8}"
    )


def _peer(problem: Problem, limit: float) -> str:
    began = monotonic()
    value, bound, proved = by_intervals(problem, limit)
    told = "proved" if proved else f"gap {(bound - value) / bound:.2%}" if bound else "nothing found"
    return f"{'intervals, no quota':>19}{'':>10}{value:>10}{bound:>10}  {told} in {monotonic() - began:.1f} s"


def ill(problem: Problem, plan: Plan) -> Problem:
    """The week after its busiest coach fell ill."""
    taught = [one.coach for one in plan.placements if one.coach]
    gone = max(sorted(set(taught)), key=taught.count)
    coaches = [
        replace(one, available=np.zeros_like(one.available)) if one.id == gone else one
        for one in problem.coaches
    ]
    return replace(problem, coaches=coaches, before=plan.placements)


def _mended(problem: Problem) -> str:
    before = planned(problem)
    hit = ill(problem, before)
    began, worked = monotonic(), process_time()
    after = resolved(hit)
    took, cpu = monotonic() - began, process_time() - worked
    lost: set[Placement] = set(before.placements) - set(after.placements)
    return (
        f"{'the busiest coach ill':>21}: {len(lost)} sessions out, {after.moves} new, {after.value / before.value:.1%} of the"
        f" points, {took:.2f} s ({cpu:.2f} s of CPU), {len(validate(hit, after))} broken"
    )
