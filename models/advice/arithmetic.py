"""Sums of expectations: a line through one, two that rise and fall together, and what may be counted on."""

from statistics import NormalDist

from models.expectation import Evidence, Expected

_80 = 2.5631
"""Standard deviations in an 80 % interval."""

_ORDER = tuple(Evidence)

CAUTIOUS = 0.8416
"""Standard deviations below the mean: the 20 % quantile, by which proposals are ranked (domain.md 5.3)."""


def line(one: Expected, slope: float, offset: float = 0.0) -> Expected:
    """slope · x + offset."""
    ends = sorted((slope * one.low + offset, slope * one.high + offset))
    return told(slope * one.mean + offset, ends[0], ends[1], one.evidence)


def plus(one: Expected, other: Expected) -> Expected:
    """The cautious sum: as if both were high, or low, together. It stands on the worse of the two."""
    evidence = max(one.evidence, other.evidence, key=_ORDER.index)
    return told(one.mean + other.mean, one.low + other.low, one.high + other.high, evidence)


def told(mean: float, low: float, high: float, evidence: Evidence) -> Expected:
    """With the chance that it is above 0, as of a normal distribution."""
    low, high = min(low, mean), max(high, mean)
    sd = (high - low) / _80
    likely = 1 - NormalDist(mean, sd).cdf(0) if sd > 0 else float(mean > 0)
    return Expected(mean=mean, low=low, high=high, evidence=evidence, likely=likely)


def sure(value: float) -> Expected:
    """A number that is known."""
    return told(value, value, value, Evidence.MEASURED)


def deviation(one: Expected) -> float:
    return (one.high - one.low) / _80
