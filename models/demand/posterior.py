"""What past sessions teach of the log of demand: Laplace's approximation, with the variances chosen by evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.demand.censored import Counts, Floats, Pull, pull

FIRST_SIZE = 10.0
_SIZES = (3.0, 4.5, 6.5, 10.0, 15.0, 22.0, 33.0, 60.0)
_SIZE_SPREAD = 0.7
"""How far, in logs, the negative binomial's size is thought to lie from the first one."""
_ROUNDS, _STEPS = 12, 25
_NEAR_ENOUGH = 1e-6
_LONGEST_STEP = 2.0
_LEAST_VARIANCE, _MOST_VARIANCE = 1e-4, 4.0


@dataclass(frozen=True, slots=True)
class Kernel:
    """One part: how alike the cells are in it (cells, cells), its variance to start with, and what that is worth."""

    alike: Floats
    variance: float
    weight: float | None


@dataclass(frozen=True, slots=True)
class Posterior:
    """At a occasion whose prior covariance with the cells is c and with itself s: mean = prior + c·lean, variance = s - c·hold·c.

    variances: of the parts, in their order. size: of the negative binomial. trust: (cells,), the curvature of the fit.
    """

    lean: Floats
    hold: Floats
    variances: tuple[float, ...]
    size: float
    trust: Floats


def posterior(counts: Counts, prior: Floats, kernels: Sequence[Kernel]) -> Posterior:
    """prior: log demand expected by cell. Rasmussen and Williams, Gaussian Processes for Machine Learning, 3.4 and 5.5.1.

    The variances follow MacKay's fixed point, v <- v (a'Ka)/tr(RK), each drawn to its first value by its weight.
    """
    variances = [kernel.variance for kernel in kernels]
    size, log_demand = FIRST_SIZE, prior
    found = Posterior(np.zeros(0), np.zeros((0, 0)), tuple(variances), size, np.zeros(0))
    if not counts.cells:
        return found
    for _ in range(_ROUNDS):
        spread = np.asarray(sum(v * kernel.alike for v, kernel in zip(variances, kernels, strict=True)))
        log_demand, lean, hold, at_mode = _mode(counts, prior, spread, size, log_demand)
        found = Posterior(lean, hold, tuple(variances), size, at_mode.curvature)
        changed = [_learned(kernel, v, lean, hold) for kernel, v in zip(kernels, variances, strict=True)]
        unsure = np.diag(spread) - spared(spread, hold)
        size_before, size = size, _likely_size(counts, log_demand, unsure)
        if size == size_before and np.allclose(changed, variances, rtol=0.02):
            break
        variances = changed
    return found


def _mode(
    counts: Counts, prior: Floats, spread: Floats, size: float, start: Floats
) -> tuple[Floats, Floats, Floats, Pull]:
    """Newton's method from the last mode; the log likelihood is concave, so that a shortened step always ends there."""
    log_demand = start
    for _ in range(_STEPS):
        here = pull(counts, log_demand, size)
        root = np.sqrt(here.curvature)
        inner = np.eye(counts.cells) + root[:, None] * spread * root[None, :]
        force = here.curvature * (log_demand - prior) + here.slope
        lean = force - root * np.linalg.solve(inner, root * (spread @ force))
        step = prior + spread @ lean - log_demand
        longest = float(np.abs(step).max())
        log_demand = log_demand + step * min(1.0, _LONGEST_STEP / max(longest, _NEAR_ENOUGH))
        if longest < _NEAR_ENOUGH:
            break
    hold = (
        root[:, None] * np.linalg.inv(inner) * root[None, :]
    )  # once at the mode: it costs as much as four steps
    return log_demand, lean, hold, here


def spared(covariance: Floats, hold: Floats) -> Floats:
    """By row of `covariance` with the cells, (n, cells): by how much what was seen lowers the variance there, (n,)."""
    found: Floats = ((covariance @ hold) * covariance).sum(axis=1)
    return found


def _learned(kernel: Kernel, variance: float, lean: Floats, hold: Floats) -> float:
    if kernel.weight is None:
        return variance
    seen = variance * variance * float(lean @ kernel.alike @ lean)
    effects = variance * float((hold * kernel.alike).sum())
    drawn = (seen + kernel.weight * kernel.variance) / (effects + kernel.weight)
    return min(max(drawn, _LEAST_VARIANCE), _MOST_VARIANCE)


def _likely_size(counts: Counts, log_demand: Floats, unsure: Floats) -> float:
    """The best size on average over the posterior (an EM step): at the mode alone demand would look too steady."""
    scores = []
    for size in _SIZES:
        at = pull(counts, log_demand, size)
        thought = (np.log(size / FIRST_SIZE) / _SIZE_SPREAD) ** 2 / 2
        scores.append(at.fit - float(at.curvature @ unsure) / 2 - thought)
    return _SIZES[int(np.argmax(scores))]
