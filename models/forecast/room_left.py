"""Where a forecast leaves room, how sure that is, and where it warns of a crowd."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from models.forecast.outlook import Outlook
from models.forecast.series import Flags, Floats

BUSY_QUANTILE = 0.95
"""Of the open half hours of the last weeks: what a busy half hour is."""

QUIET = 0.35
"""Share of a busy half hour's people, or of the capacity where none is known: fewer are off-peak (analytics.md 4)."""

CROWDED = 0.85
"""More than this share of it is a crowd."""


class Tier(IntEnum):
    """How surely a half hour is off-peak. On real series the surely are so 97 times in 100, the probably 87."""

    UNKNOWN = 0  # shut, or nothing can be said
    BUSY = 1
    PROBABLY = 2  # the point forecast: for what happens once
    SURELY = 3  # the upper bound too: for what is promised for weeks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoomLeft:
    """By (days, half hours). head_room: persons that fit beside the upper bound, NaN where there is none.

    crowded: the upper bound lies above CROWDED of a busy half hour. quiet_below: people, by day.
    """

    tier: NDArray[np.int64]
    head_room: Floats
    crowded: Flags
    quiet_below: Floats


def room_left(outlook: Outlook) -> RoomLeft:
    """Comparisons with NaN are false, so that what is unknown is never off-peak and never a crowd."""
    scale = measure(outlook)
    quiet = QUIET * scale
    told = outlook.open & ~np.isnan(outlook.point)
    tier = np.where(told, Tier.BUSY, Tier.UNKNOWN)
    tier = np.where(told & (outlook.point < quiet[:, None]), Tier.PROBABLY, tier)
    tier = np.where((tier == Tier.PROBABLY) & (outlook.high < quiet[:, None]), Tier.SURELY, tier)
    left = np.maximum(outlook.capacity[:, None] - outlook.high, 0)
    return RoomLeft(
        tier=tier.astype(np.int64),
        head_room=np.where(outlook.open, left, np.nan),
        crowded=outlook.open & (outlook.high > CROWDED * scale[:, None]),
        quiet_below=quiet,
    )


def measure(outlook: Outlook) -> Floats:
    """What QUIET and CROWDED are shares of, by day: people of a busy half hour where known, else the capacity."""
    if np.isnan(outlook.busy):
        return outlook.capacity
    return np.full(outlook.days, outlook.busy)


def busy_people(people: Floats) -> float:
    """People of a busy half hour; NaN of nothing measured, and where nobody ever came."""
    known = people[~np.isnan(people)]
    found = float(np.quantile(known, BUSY_QUANTILE)) if len(known) else np.nan
    return found if found > 0 else np.nan
