"""What is expected in one space on days to come, by half hour, and where that leaves room."""

from dataclasses import dataclass
from datetime import date

from models.centre import SpaceId
from models.forecast.series import Flags, Floats

HALF_HOURS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """People by (days, HALF_HOURS) of local time from `first` on; NaN = nothing can be said, also while shut.

    low, high: 80 % band, NaN where it is not calibrated yet. open: whether the space is open at all in that half hour.
    capacity: persons by (days,).
    """

    space: SpaceId
    first: date
    point: Floats
    low: Floats
    high: Floats
    open: Flags
    capacity: Floats
