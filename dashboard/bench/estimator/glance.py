"""What a camera over a judged room makes of the truth: it overlooks some people, and keeps overlooking them for a while."""

import numpy as np
from numpy.typing import NDArray

LINGERS = 0.85
"""How much of its error a camera keeps for LINGERS_MIN: who sits behind a pillar stays there."""

LINGERS_MIN = 2.0

FULL = 40.0
"""People of a full room, who stand before each other."""

Numbers = NDArray[np.float64]


def glance(
    true: Numbers, draw: np.random.Generator, overlooked: tuple[float, float], every_min: float
) -> Numbers:
    """How many a camera sees at each of its looks, `every_min` apart.

    overlooked: share of the people, and of a full room on top.
    """
    keeps = LINGERS ** (every_min / LINGERS_MIN)
    luck = np.empty(len(true))
    luck[0] = draw.normal()
    for n, fresh in enumerate(draw.normal(size=len(luck) - 1), start=1):
        luck[n] = keeps * luck[n - 1] + (1 - keeps**2) ** 0.5 * fresh
    hidden = overlooked[0] + overlooked[1] * true / FULL
    seen = true * (1 - hidden) + luck * np.sqrt(true * hidden + 0.2)
    return np.asarray(np.clip(np.round(seen), 0.0, None) * (true > 0))
