"""Stretches of half hours: where one as long as needed is free from its first half hour to its last."""

import numpy as np
from numpy.typing import NDArray

from models.weekplan.problem import DAYS, HALF_HOURS

CELLS = DAYS * HALF_HOURS


def whole(free: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Whether `length` half hours from each one on are free and end by midnight; any shape whose last axis is the day."""
    taken = np.zeros((*free.shape[:-1], HALF_HOURS + 1), dtype=np.int64)
    np.cumsum(~free, axis=-1, out=taken[..., 1:])
    found = np.zeros_like(free)
    if length <= HALF_HOURS:
        found[..., : HALF_HOURS - length + 1] = taken[..., length:] == taken[..., : HALF_HOURS - length + 1]
    return found


def least(amount: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """The smallest of `length` half hours from each one on, 0 where they do not end by midnight; shapes as of `whole`."""
    found = np.zeros_like(amount)
    if length <= HALF_HOURS:
        last = HALF_HOURS - length + 1
        found[..., :last] = np.min([amount[..., by : by + last] for by in range(length)], axis=0)
    return found
