"""The smallest change that a trial can tell from chance, worked out from the baseline before anything is changed."""

import math

import numpy as np

from models.effect.interrupted import step_weights, wandered
from models.metric.ratio import Numbers

_FOUND_AT = 1.96 + 0.8416
"""Normal quantiles of a two-sided 5 % test that finds the change four times in five."""


def smallest(series: Numbers, after: int) -> float:
    """As a share (0.4 = 40 % more), with controls: exp(2.8 x error) - 1, the error being that of a mean of `after` weeks against
    the mean of a baseline series of logarithms (T,)."""
    noise = float(series.var(ddof=1)) * carried(series)
    return math.expm1(_FOUND_AT * math.sqrt(noise * (1 / len(series) + 1 / after)))


def smallest_alone(series: Numbers, times: Numbers, after: int) -> float:
    """Likewise without controls, against the baseline's own trend. times: (T,) in weeks."""
    slope, level = np.polyfit(times, series, 1)
    left = series - slope * times - level
    ahead = times[-1] + np.arange(1, after + 1)
    weights = step_weights(np.concatenate([times, ahead]), len(times))
    noise = float(left @ left) / (len(series) - 2) * carried(left)
    return math.expm1(_FOUND_AT * math.sqrt(noise * float(weights @ weights) + wandered(weights)))


def carried(series: Numbers) -> float:
    """By how much a mean's variance grows because weeks resemble each other: (1 + r) / (1 - r) of a first-order
    autoregression, never below 1; r at most 0.6, which a short series overstates."""
    off = series - series.mean()
    total = float(off @ off)
    near = float(np.clip(off[1:] @ off[:-1] / total, 0.0, 0.6)) if total > 0 else 0.0
    return (1 + near) / (1 - near)
