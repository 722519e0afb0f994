"""A forecast of one space as it was made one morning: kept, so that what came can be held against what was said."""

import zlib
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from models.centre import SpaceId
from models.forecast.outlook import HALF_HOURS
from models.forecast.past import LONGEST_DAYS
from models.forecast.series import Floats

SHAPE = (LONGEST_DAYS, HALF_HOURS)

_KINDS = "<f2"
"""Half precision is within a thousandth, far below any error of a forecast, at a quarter of the bytes."""
_FORMAT = b"\x01"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """People by (LONGEST_DAYS, HALF_HOURS) from the local day `day` on, from what lay before it alone, without bookings.

    low, high: 80 % band, NaN where it was not calibrated yet. busy: as in Outlook; show: people per booked place; weeks: of the
    space's own days behind it. made_at: when; basis: how many space-days the centre had been measured by then.
    """

    space: SpaceId
    day: date
    point: Floats
    low: Floats
    high: Floats
    busy: float
    show: float
    weeks: float
    made_at: datetime
    basis: int


def packed(grid: Floats) -> bytes:
    """People of one space and forecast, in a form that unpacked() reads."""
    return _FORMAT + zlib.compress(np.asarray(grid).astype(_KINDS).tobytes())


def unpacked(content: bytes) -> Floats:
    """(LONGEST_DAYS, HALF_HOURS). Raises ValueError for what packed() of this version has not made."""
    if content[:1] != _FORMAT:
        raise ValueError(f"a forecast in format {content[:1]!r}, {_FORMAT!r} is known")
    return np.frombuffer(zlib.decompress(content[1:]), dtype=_KINDS).astype(np.float64).reshape(SHAPE)
