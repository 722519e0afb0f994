"""An early word when a change seems to do harm, long before it can be judged."""

import math

from models.effect.measuring import GOOD, measure
from models.effect.panel import Panel
from models.effect.trial import Result, Trial

_LOOKS_REAL = 0.1
"""A warning costs a look and nothing else, so that it needs less proof than a verdict."""


def harm(trial: Trial, panel: Panel) -> Result | None:
    """What was measured so far, where it is worse by the trial's trigger or more and hardly chance; else None."""
    found = measure(trial, panel)
    if found.effect is None or found.p is None or panel.disturbed:
        return None
    worse = -GOOD[trial.metric] * found.effect
    return found if worse >= trial.harm and found.p <= _LOOKS_REAL and math.isfinite(worse) else None
