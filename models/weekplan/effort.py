"""How much work a plan may take, measured so that the same effort gives the same plan on any machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """deterministic: the solver's own measure of work, near a second of one core; the same number gives the same plan.

    gap: share of the bound at which it may stop.
    """

    deterministic: float = 20.0
    seed: int = 1
    gap: float = 0.0


USUAL = Effort()
"""For one centre."""
