"""What changes of a kind bring in general, as shares: measured ones of the centre first, else what is known from elsewhere."""

import math
from collections.abc import Mapping

from models.advice.action import Action
from models.advice.snapshot import Snapshot
from models.demand.usual_effect import usual_effect
from models.expectation import REACH, Expected

Belief = tuple[float, float, float]
"""A share on the scale of logarithms: mean, how well it is known, how far changes of the kind lie apart."""


def _belief(share: float, low: float, high: float) -> Belief:
    return math.log1p(share), (math.log1p(high) - math.log1p(low)) / (2 * REACH), 0.0


USUAL = _belief(0.08, -0.05, 0.25)
"""domain.md 5.2, "prior for effects": +8 %, 80 % of them between -5 % and +25 %."""

KNOWN: Mapping[Action, Belief] = {Action.REMINDER: _belief(0.13, 0.0, 0.28)}
"""Habla and Muller 2021: weekly reminders, +13 % visits."""


def lift(snapshot: Snapshot, action: Action) -> Expected:
    """The relative change that the next one of its kind will make, with its 80 % interval."""
    known = snapshot.lifts.get(action.value) or KNOWN.get(action, USUAL)
    return usual_effect(*known, snapshot.pooled.get(action.value, 0))
