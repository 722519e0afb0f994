"""From when on a light of a project is lit, and how long a stage may take: usual limits, which a centre file changes."""

from collections.abc import Mapping

USUAL: Mapping[str, float] = {
    "days_collecting": 30,
    "days_feasibility": 30,
    "days_approval": 30,
    "days_matching": 30,
    "days_delivery": 180,
    "days_feedback": 30,
    "slow_payment_days": 30,
    "missing_papers_days": 14,
    "low_participation": 0.6,
    "weak_lasting": 0.7,
    "lasting_weeks": 4,
}
"""Days that a stage should take at most; days after which an invoice is paid slowly and a paper is missing; shares of what was
promised below which few come, and of what it began with below which it does not last; weeks before which that is too early."""


def limits(own: Mapping[str, float]) -> Mapping[str, float]:
    """The usual ones under a centre's own."""
    return {**USUAL, **own}
