"""`./linli bench advise`, part "cases": thousands of small weeks in which every rule bites, and how many plans break one."""

from collections.abc import Iterator
from time import process_time

from dashboard.bench.advise.small import small
from models.weekplan.greedy import greedy
from models.weekplan.solver import best
from models.weekplan.validator import validate

CASES = 10_000
STEP = 1_000
"""A line so often."""


def measure(cases: int = CASES) -> Iterator[str]:
    """The lines to print, each as soon as it is known."""
    broken = worse = better = unproved = 0
    began = process_time()
    for seed in range(cases):
        problem = small(seed)
        least, plan = greedy(problem), best(problem)
        broken += bool(validate(problem, plan)) + bool(validate(problem, least))
        worse += plan.value < least.value
        better += plan.value > least.value
        unproved += not plan.proved
        if (seed + 1) % STEP == 0 or seed + 1 == cases:
            yield (
                f"cases: {seed + 1:,} small weeks: {broken} plans with a broken rule, {worse} below greedy, {better} above it,"
                f" {unproved} not proved; {process_time() - began:.0f} s of CPU"
            )
