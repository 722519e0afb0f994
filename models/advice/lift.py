"""What changes of a kind bring in general, as shares: measured ones of the centre first, else what is known from elsewhere."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from models.advice.action import Action
from models.advice.snapshot import Snapshot
from models.expectation import Evidence, Expected

_80 = 1.2816
"""Half the width of an 80 % interval, in standard deviations."""

MEASURED_TRIALS = 3
"""Fewer measured changes of a kind are still a belief."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A share on the scale of logarithms."""

    mean: float
    sd: float


def _belief(share: float, low: float, high: float) -> Belief:
    return Belief(math.log1p(share), (math.log1p(high) - math.log1p(low)) / (2 * _80))


USUAL = _belief(0.08, -0.05, 0.25)
"""domain.md 5.2, "prior for effects": +8 %, 80 % of them between -5 % and +25 %."""

KNOWN: Mapping[Action, Belief] = {Action.REMINDER: _belief(0.13, 0.0, 0.28)}
"""Habla and Muller 2021: weekly reminders, +13 % visits."""


def lift(snapshot: Snapshot, action: Action) -> Expected:
    """The relative change that the next one of its kind will make, with its 80 % interval."""
    kept = snapshot.lifts.get(action.value)
    known = Belief(*kept) if kept else KNOWN.get(action, USUAL)
    tried = snapshot.pooled.get(action.value, 0)
    return Expected(
        mean=math.expm1(known.mean),
        low=math.expm1(known.mean - _80 * known.sd),
        high=math.expm1(known.mean + _80 * known.sd),
        evidence=Evidence.MEASURED if tried >= MEASURED_TRIALS else Evidence.PRIOR,
    )
