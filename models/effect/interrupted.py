"""An interrupted time series: where nothing can be compared, a window's own trend stands for what would have been."""

import math

import numpy as np

from models.effect.randomisation import Inference
from models.metric.ratio import Numbers

_FIXED_B = (1.96, 2.9694, 0.416, -0.5324)
"""Critical value of a two-sided 5 % test by the share of weeks in the kernel, Bartlett (Kiefer and Vogelsang 2005, table 1):
the usual 1.96 claims too much on series as short as these."""


WANDERS = 0.05
"""By so much a week the level of a house wanders for reasons of its own, on the logarithmic scale; a control would share it, a
trend does not know it. Half of what weekly totals of 37 real halls and streets wander with their holidays, which are left
out here."""


def interrupted(series: Numbers, times: Numbers, before: int) -> Inference:
    """The mean shift of a series (T,) after its first `before` weeks from the trend that it had. times: (T,) in weeks.

    y = b0 + b1 t + b2 step + b3 step (t - mean t after), by least squares with Newey-West errors, to which what the level
    wanders is added; b2 is reported.
    """
    design = _design(times, before)
    inverse = np.linalg.inv(design.T @ design)
    found = inverse @ design.T @ series
    lag = _lag(len(series))
    spread = inverse @ _long_run(design * (series - design @ found)[:, None], lag) @ inverse
    freedom = len(series) / (len(series) - design.shape[1])
    error = math.sqrt(max(float(spread[2, 2]), 0.0) * freedom + wandered(step_weights(times, before)))
    half = error * float(np.polyval(_FIXED_B[::-1], (lag + 1) / len(series)))
    effect = float(found[2])
    return Inference(effect, effect - half, effect + half, _p(effect, half))


def step_weights(times: Numbers, before: int) -> Numbers:
    """(T,): the weight of each week in b2."""
    design = _design(times, before)
    return np.asarray((np.linalg.inv(design.T @ design) @ design.T)[2], dtype=np.float64)


def wandered(weights: Numbers) -> float:
    """Variance of a weighted sum of a level that moves by WANDERS a week."""
    return float((np.cumsum(weights[::-1]) ** 2).sum()) * WANDERS**2


def _design(times: Numbers, before: int) -> Numbers:
    """(T, 4): one, time, step, and time after the step about its middle."""
    step = (np.arange(len(times)) >= before).astype(np.float64)
    return np.column_stack([np.ones_like(times), times, step, step * (times - times[before:].mean())])


def _lag(length: int) -> int:
    """Newey and West 1994."""
    return int(4 * (length / 100) ** (2 / 9))


def _long_run(scores: Numbers, lag: int) -> Numbers:
    total = scores.T @ scores
    for back in range(1, lag + 1):
        shared = scores[back:].T @ scores[:-back]
        total = total + (1 - back / (lag + 1)) * (shared + shared.T)
    return np.asarray(total, dtype=np.float64)


def _p(effect: float, half: float) -> float:
    """Of a normal deviate that is brought to the usual scale: at half an interval's width it is 0.05."""
    return math.erfc(abs(effect) / half * 1.96 / math.sqrt(2)) if half > 0 else 1.0
