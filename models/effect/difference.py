"""Difference in differences: a window's weeks on the logarithmic scale, less what its controls did in the same weeks."""

import numpy as np

from models.metric.ratio import Numbers

LIFT = 0.5
"""log(y + 0.5) is defined for an empty week, and its mean is that of log rate to the second order of a Poisson count."""


def logs(totals: Numbers) -> Numbers:
    """Weekly totals on the scale on which a change is a share."""
    return np.asarray(np.log(totals + LIFT), dtype=np.float64)


def differences(target: Numbers, controls: Numbers, before: tuple[int, ...]) -> Numbers:
    """(T,): log target less the course of its controls. NaN = nothing to compare.

    With one treated window this is the regression log(y_it + 0.5) = a_i + g_t + effect D_it: the mean of the weeks after
    minus that before is its coefficient.
    """
    return logs(target) - course(controls, before)


def course(controls: Numbers, before: tuple[int, ...]) -> Numbers:
    """(T,): mean of log controls in each week, each control taken from its own mean before, so that a missing week of one does
    not shift the others. NaN = no control has data."""
    own = logs(controls)
    start = own[:, list(before)]
    told = np.isfinite(start).sum(axis=1)
    usable = told >= max(len(before) // 2, 1)
    level = np.where(np.isfinite(start), start, 0.0).sum(axis=1) / np.maximum(told, 1)
    moved = (own - level[:, None])[usable]
    known = np.isfinite(moved)
    mean = np.where(known, moved, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known.any(axis=0), mean, np.nan)
