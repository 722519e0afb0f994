"""Occupancy and bookings joined on the quarter-hour grid: the fact that every figure is made of."""

from dataclasses import dataclass
from datetime import datetime

from models.centre import SpaceId
from models.reading import Quality

CALC_VERSION = 1
"""Raised whenever the meaning of a column changes; facts of an older version are recomputed from readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFact:
    """One space in one quarter hour (domain.md 4.2). Minutes are parts of the quarter hour, 0..15.

    Laws: 0 <= measured_min <= open_min <= 15;
    booked_used_min + ghost_min + walkin_min <= measured_min, the rest is idle.
    Everything but open_min and booked_min is counted inside the measured part only: a gap is no data, not zero.
    """

    space: SpaceId
    start: datetime
    open_min: float
    measured_min: float
    person_min: float
    used_min: float
    entries: int
    exits: int
    peak: float
    capacity: int
    booked_min: float
    booked_seat_min: float
    booked_used_min: float
    ghost_min: float
    walkin_min: float
    overflow_min: float
    quality: Quality
    calc_version: int = CALC_VERSION
