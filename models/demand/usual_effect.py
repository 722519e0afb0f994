"""What the next change of a kind is expected to bring, for changes that are no sessions: a price, a reminder, a meal band."""

from math import exp, hypot

from models.expectation import REACH, Evidence, Expected

BETWEEN = 0.07
"""How far, in logs, one change of a kind lies from the next at least: a few trials that agree do not prove that all will."""
ENOUGH = 3
"""Measured changes of a kind from which on its usual effect is the house's own."""


def usual_effect(mean: float, error: float, between: float, trials: int) -> Expected:
    """As a share (0.08 = 8 % more), from logs of the factor: the kind's mean, how well it is known, and how changes differ.

    trials: measured ones that it rests on; 0 = the mean is what is known of such changes at large.
    """
    reach = REACH * hypot(error, max(between, BETWEEN if trials else 0.0))
    return Expected(
        mean=exp(mean) - 1,
        low=exp(mean - reach) - 1,
        high=exp(mean + reach) - 1,
        evidence=Evidence.MEASURED if trials >= ENOUGH else Evidence.PRIOR,
    )
