"""A synthetic sky over the Chengdu plain: a temperature and rain for every hour of every day, by seed."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from ingest.simulator.seed import generator

MONTHLY_RAIN_DAYS = (0.22, 0.24, 0.32, 0.40, 0.45, 0.48, 0.52, 0.50, 0.52, 0.48, 0.30, 0.22)
"""Share of days with rain, January first."""

_COLDEST = 15  # day of the year
_HOURS = np.arange(24)


@dataclass(frozen=True, slots=True)
class Weather:
    """One local day: degrees Celsius and millimetres of rain in each of its 24 hours."""

    celsius: NDArray[np.float64]
    rain_mm: NDArray[np.float64]


@lru_cache(maxsize=512)
def weather(seed: int, day: date) -> Weather:
    """The same day has the same sky for every space of every centre that shares the seed."""
    draw = generator(seed, "weather", day.isoformat())
    season = 15.5 - 10.5 * cos(2 * pi * (day.timetuple().tm_yday - _COLDEST) / 365)
    swing = 3.5 * np.cos(2 * pi * (_HOURS - 15) / 24)
    celsius = season + _spell(seed, day) + swing + draw.normal(0, 0.4, 24)
    return Weather(celsius=celsius, rain_mm=_rain(draw, MONTHLY_RAIN_DAYS[day.month - 1]))


def _spell(seed: int, day: date) -> float:
    """Warm and cold spells of about five days, the same from whichever side they are reached."""
    ordinal, within = divmod(day.toordinal(), 5)
    here, there = (generator(seed, "spell", ordinal + step).normal(0, 3.0) for step in (0, 1))
    return float(here + (there - here) * within / 5)


def _rain(draw: np.random.Generator, probability: float) -> NDArray[np.float64]:
    hours = np.zeros(24)
    if draw.random() < probability:
        start, length = int(draw.integers(0, 24)), int(draw.integers(2, 9))
        hours[start : start + length] = draw.gamma(1.2, 1.5, len(hours[start : start + length]))
    return hours
