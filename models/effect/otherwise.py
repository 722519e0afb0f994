"""What would have come had nothing been changed, week by week, for the picture beside what did come."""

from dataclasses import dataclass

import numpy as np

from models.effect.difference import LIFT, course, logs
from models.effect.panel import Panel, counted, weeks
from models.effect.trial import Method, Trial
from models.metric.ratio import Numbers

_95 = 1.96


@dataclass(frozen=True, slots=True, eq=False)
class Otherwise:
    """(T,) each, in the unit of the panel; NaN = not known. low, high: where 95 % of single weeks lie when nothing is changed."""

    mean: Numbers
    low: Numbers
    high: Numbers


def otherwise(trial: Trial, panel: Panel) -> Otherwise | None:
    """By the course of the controls, or by the window's own trend; None where neither is known."""
    before = counted(panel.target, weeks(trial, panel).before)
    own = logs(panel.target)
    if len(before) < 3 or trial.method is Method.NONE:
        return None
    times = np.arange(len(own), dtype=np.float64)
    if trial.method is Method.DIFFERENCES:
        path = course(panel.controls, before)
    else:
        slope, start = np.polyfit(times[list(before)], own[list(before)], 1)
        path = np.asarray(start + slope * times, dtype=np.float64)
    off = (own - path)[list(before)]
    off = off[np.isfinite(off)]
    if len(off) < 3:
        return None
    level, wobble = path + off.mean(), _95 * off.std(ddof=1)
    return Otherwise(*(np.maximum(np.exp(level + by) - LIFT, 0.0) for by in (0.0, -wobble, wobble)))
