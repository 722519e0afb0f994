"""What changes of one kind brought in general: trials of all centres together, from which the next one is expected."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.effect.trial import TOO_EARLY, Result, Verdict

_95, _80 = 1.96, 1.2816


@dataclass(frozen=True, slots=True)
class Believed:
    """A change on the scale of logarithms, as a normal distribution."""

    mean: float
    sd: float

    @property
    def share(self) -> float:
        """As a relative change: 0.08 = 8 % more."""
        return math.expm1(self.mean)

    @property
    def bounds(self) -> tuple[float, float]:
        """Of the 80 % interval, as relative changes."""
        return math.expm1(self.mean - _80 * self.sd), math.expm1(self.mean + _80 * self.sd)


GENERAL = Believed(math.log(1.08), (math.log(1.25) - math.log(0.95)) / (2 * _80))
"""What is known of such changes at large: +8 %, 80 % of them between -5 % and +25 % (domain.md 5.2, "prior for effects")."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """mean: the kind's mean effect and how well it is known; next: what another change of the kind will do, wider by how much
    places differ; trials: how many it rests on."""

    mean: Believed
    next: Believed
    between: float
    trials: int


def evidence(result: Result) -> Believed | None:
    """A result as evidence; None where it could not be measured, and before its day: who looks early and stops when it pleases
    believes too much. Its error is a quarter of the interval's width in sds."""
    if result.verdict is Verdict.NOT_MEASURABLE or result.why == TOO_EARLY or result.effect is None:
        return None
    if result.low is None or result.high is None or result.low <= -1 or not math.isfinite(result.high):
        return None
    width = math.log1p(result.high) - math.log1p(result.low)
    return Believed(math.log1p(result.effect), width / (2 * _95)) if width > 0 else None


def pooled(results: Sequence[Believed], prior: Believed = GENERAL) -> Pooled:
    """Random effects (DerSimonian and Laird 1986) shrunk to the prior, normal with normal. Without results it is the prior."""
    if not results:
        return Pooled(prior, prior, 0.0, 0)
    means, noises = np.array([one.mean for one in results]), np.array([one.sd**2 for one in results])
    between = _between(means, noises)
    weights = 1 / (noises + between)
    precision = float(weights.sum()) + prior.sd**-2
    mean = (float(weights @ means) + prior.mean * prior.sd**-2) / precision
    known = math.sqrt(1 / precision)
    return Pooled(
        mean=Believed(mean, known),
        next=Believed(mean, math.sqrt(known**2 + between)),
        between=math.sqrt(between),
        trials=len(results),
    )


def _between(means: np.ndarray, noises: np.ndarray) -> float:
    """Variance of the true effects between places; 0 where they differ no more than chance has them."""
    weights = 1 / noises
    total = float(weights.sum())
    strayed = float(weights @ (means - float(weights @ means) / total) ** 2)
    freedom = total - float(weights @ weights) / total
    return max(0.0, (strayed - (len(means) - 1)) / freedom) if freedom > 0 else 0.0
