"""The hours of a week by quarter hours, and how well two people's hours meet in them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.needs.need import WantedTime

Shares = NDArray[np.float64]

MINUTES = 15
QUARTERS = 7 * 24 * 60 // MINUTES
OFF_PEAK_WORTH = 1.2
"""How much an hour off the peak counts beside one of the peak (domain.md 5.5)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HouseWeek:
    """The house's usual week by QUARTERS. open: share in which it is open; worth: of an hour, from 1 to OFF_PEAK_WORTH."""

    open: Shares
    worth: Shares


ALWAYS = HouseWeek(open=np.ones(QUARTERS), worth=np.ones(QUARTERS))
"""Of a house of which neither hours nor peaks are known."""


def week_of(hours: Iterable[WantedTime]) -> Shares:
    """The share of each quarter hour that the hours cover, shape (QUARTERS,); all 0 without hours."""
    found = np.zeros(QUARTERS)
    edges = np.arange(QUARTERS) * float(MINUTES)
    for one in hours:
        start, end = (one.weekday * 1440 + minute for minute in (one.start_minute, one.end_minute))
        found += np.clip(np.minimum(edges + MINUTES, end) - np.maximum(edges, start), 0, None) / MINUTES
    return np.minimum(found, 1.0)


def time_fit(wanted: Shares, offered: Shares, house: HouseWeek) -> float:
    """Worth of the shared hours as a share of the most that the shorter of the two could be worth, 0..1.

    Hours of all 0 mean: whenever the house is open.
    """
    wanted, offered = (one if one.any() else house.open for one in (wanted, offered))
    most = OFF_PEAK_WORTH * min(wanted.sum(), offered.sum())
    return float((house.worth * np.minimum(wanted, offered)).sum() / most) if most else 0.0
