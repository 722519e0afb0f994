"""What is expected in one space on days to come, by half hour, and where that leaves room."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from models.centre import SpaceId
from models.forecast.series import Flags, Floats

HALF_HOURS = 48


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlook:
    """People by (days, HALF_HOURS) of local time from `first` on; NaN = nothing can be said, also while shut.

    low, high: 80 % band, NaN where it is not calibrated yet. open: whether the space is open at all in that half hour.
    capacity: persons by (days,). busy: people of a busy half hour of the last weeks, NaN where too little was measured.
    made: the morning on which it was made; weeks: of the space's own history behind it, 0 = by its kind alone.
    """

    space: SpaceId
    first: date
    point: Floats
    low: Floats
    high: Floats
    open: Flags
    capacity: Floats
    busy: float = np.nan
    made: date = date.min
    weeks: float = 0.0

    @property
    def days(self) -> int:
        return len(self.point)

    @property
    def is_calibrated(self) -> bool:
        """Whether enough past forecasts have taught how far this one may be off."""
        return not np.isnan(self.high).all()
