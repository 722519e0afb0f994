"""What a kind of change usually brings, from what was measured of such changes: for those that are no sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from models.expectation import REACH, Evidence, Expected

USUAL = log(1.08)
"""Log of the factor that changes of any kind bring, before any was measured (domain.md 5.2: +8 %, 80 % -5 to +25 %)."""
WIDTH = (log(1.25) - log(0.95)) / (2 * REACH)
BETWEEN = 0.07
"""How far, in logs, one change of a kind lies from the next."""
ENOUGH = 3
"""Measured changes of a kind from which on its usual effect is the house's own."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one change: log of the factor, and the standard error of that."""

    log_factor: float
    error: float

    def __post_init__(self) -> None:
        if self.error <= 0:
            raise ValueError(f"the error of a measured effect is above 0, not {self.error}")


def usual_effect(measured: Sequence[Measured]) -> Expected:
    """The next change of the kind, as a share (0.08 = 8 % more): normal-normal shrinkage of log effects.

    The kind's own mean ~ N(USUAL, WIDTH² - BETWEEN²), each change ~ N(that, BETWEEN²), each result ~ N(the change, error²).
    """
    known = 1 / (WIDTH**2 - BETWEEN**2)
    weights = [1 / (one.error**2 + BETWEEN**2) for one in measured]
    precision = known + sum(weights)
    told = sum(weight * one.log_factor for weight, one in zip(weights, measured, strict=True))
    mean = (known * USUAL + told) / precision
    reach = REACH * sqrt(1 / precision + BETWEEN**2)
    evidence = Evidence.MEASURED if len(measured) >= ENOUGH else Evidence.PRIOR
    return Expected(
        mean=exp(mean) - 1, low=exp(mean - reach) - 1, high=exp(mean + reach) - 1, evidence=evidence
    )
