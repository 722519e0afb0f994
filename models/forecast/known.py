"""Mean and median of what is known: NaN where nothing is, and no warning.

numpy's own warn of a slice without any value, and a filter for warnings belongs to the whole process: two threads
that forecast at once would switch it on and off for each other.
"""

import numpy as np

from models.forecast.series import Floats


def mean_known(values: Floats, axis: int = 0, keepdims: bool = False) -> Floats:
    """The mean along `axis` without the NaNs; NaN where there is nothing else."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis, keepdims=keepdims)
    total = np.where(known, values, 0.0).sum(axis=axis, keepdims=keepdims)
    found: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return found


def median_known(values: Floats, axis: int = 0) -> Floats:
    """The median along `axis` without the NaNs; NaN where there is nothing else."""
    ordered = np.sort(values, axis=axis)  # NaN comes last
    count = np.sum(~np.isnan(values), axis=axis, keepdims=True)
    middle = (np.take_along_axis(ordered, np.maximum(at, 0), axis) for at in ((count - 1) // 2, count // 2))
    low, high = (np.squeeze(one, axis=axis) for one in middle)
    found: Floats = np.where(np.squeeze(count, axis=axis) > 0, (low + high) / 2, np.nan)
    return found
