"""What is expected in one half hour of one space, as the week's picture shows it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.forecast.outlook import HALF_HOURS, Outlook
from models.forecast.room_left import Tier as Room
from models.forecast.room_left import room_left

MINUTES = 30


class Tier(StrEnum):
    """How quiet a half hour will be; each has its word, and those that matter a sign."""

    SURELY = "surely"
    PROBABLY = "probably"
    USUAL = "usual"
    PEAK = "peak"
    UNKNOWN = "unknown"


_TIERS: Mapping[Room, Tier] = {
    Room.UNKNOWN: Tier.UNKNOWN,
    Room.BUSY: Tier.USUAL,
    Room.PROBABLY: Tier.PROBABLY,
    Room.SURELY: Tier.SURELY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfHour:
    """start: minutes after the local midnight. people, low, high: expected and its 80 % band, None = nothing can be said."""

    start: int
    people: float | None
    low: float | None
    high: float | None
    capacity: float
    tier: Tier


def half_hours(outlook: Outlook, day: int) -> list[HalfHour]:
    """The open half hours of the outlook's day with that number."""
    room = room_left(outlook)
    return [
        HalfHour(
            start=n * MINUTES,
            people=_known(outlook.point[day, n]),
            low=_known(outlook.low[day, n]),
            high=_known(outlook.high[day, n]),
            capacity=float(outlook.capacity[day]),
            tier=Tier.PEAK if room.crowded[day, n] else _TIERS[Room(int(room.tier[day, n]))],
        )
        for n in range(HALF_HOURS)
        if outlook.open[day, n]
    ]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
