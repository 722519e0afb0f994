"""What bookings say about a half hour that its history does not: a session above the usual brings its people."""

from collections.abc import Iterable
from datetime import date, tzinfo

import numpy as np

from models.forecast.outlook import HALF_HOURS
from models.forecast.series import DAY_MINUTES, Floats, local_minute
from models.hold import Hold

STEP_MINUTES = DAY_MINUTES // HALF_HOURS

USUAL_SHOW = 0.8
"""People per booked place where the space itself has not been measured often enough: about a fifth stay away."""

ENOUGH_HOURS = 8.0
"""Booked and measured hours from which on the space's own share counts."""


def show_share(person_min: float, booked_seat_min: float, booked_min: float) -> float:
    """People per booked place, at most 1: who comes without booking is no guest of the session."""
    if booked_min < 60 * ENOUGH_HOURS or booked_seat_min <= 0:
        return USUAL_SHOW
    return min(person_min / booked_seat_min, 1.0)


def seats_booked(holds: Iterable[Hold], first: date, days: int, zone: tzinfo) -> Floats:
    """Booked places by (days, HALF_HOURS) of local time, the mean of each half hour; 0 where nothing is booked."""
    edges = np.arange(days * HALF_HOURS, dtype=np.float64)
    found = np.zeros_like(edges)
    for hold in holds:
        begin, end = (
            local_minute(at, zone, first) / STEP_MINUTES for at in (hold.window.start, hold.window.end)
        )
        found += hold.seats * np.clip(np.minimum(edges + 1, end) - np.maximum(edges, begin), 0, 1)
    return found.reshape(days, HALF_HOURS)


def lifted(point: Floats, low: Floats, high: Floats, coming: Floats) -> tuple[Floats, Floats, Floats]:
    """Point and band where booked people are a floor: where more are `coming` than forecast, all three move up together.

    Fewer bookings than usual lower nothing: a place is free to those who come without one. The band keeps its width in
    square roots, in which it was learned.
    """
    by = np.sqrt(np.nan_to_num(coming)) - np.sqrt(np.nan_to_num(point))
    moved = by > 0
    told = np.where(np.isnan(point) & moved, 0, point)
    return (
        np.where(moved, (np.sqrt(told) + by) ** 2, point),
        np.where(moved, (np.sqrt(low) + by) ** 2, low),
        np.where(moved, (np.sqrt(high) + by) ** 2, high),
    )
