"""Who would like to come when: visits of an ordinary day by kind of space, and what day, weather and season make of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.simulator.effects import QUARTERS, factors
from ingest.simulator.festival import shopping, stay_away
from ingest.simulator.seed import generator
from ingest.simulator.weather import Weather, weather
from ingest.simulator.world import FIRST_DAY, World
from models.calendar import CalendarDay, DayType, SchoolState
from models.centre import Space, SpaceKind

GROWTH = 0.05
"""A year, while the centre becomes known; five years long."""

Shape = tuple[tuple[float, float], ...]
"""Hour of the day and how many arrive then, relative to the rest; straight lines between."""

_HOLIDAYS = frozenset({SchoolState.SUMMER, SchoolState.WINTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a kind of space draws (domain.md 6, "Day shape").

    turnover: visits of an ordinary workday for each person of its capacity; dwell_min, dwell_spread: median stay and the
    sigma of its logarithm; rain, heat, cold: share of visitors more (or less, negative) in such an hour.
    """

    turnover: float
    shape: Shape
    dwell_min: float
    dwell_spread: float
    free_shape: Shape = ()
    free: float = 1.0
    statutory: float = 0.8
    school_holiday: float = 1.0
    rain: float = 0.0
    heat: float = 0.0
    cold: float = 0.0
    festival: Callable[[date], float] = field(default=stay_away)


DEMANDS: Mapping[tuple[SpaceKind, str], Demand] = {
    (SpaceKind.GYM, ""): Demand(
        turnover=4.4,
        shape=((6.5, 3), (8, 5), (10, 2.5), (14, 2), (16.5, 3), (18, 9), (19.5, 10), (20.5, 5), (22, 0)),
        free_shape=((8, 4), (9.5, 8), (11, 5), (13, 3), (15, 6), (17, 7), (20, 5), (22, 0)),
        dwell_min=60,
        dwell_spread=0.35,
        free=1.1,
        statutory=0.75,
        rain=0.06,
        heat=0.08,
    ),
    (SpaceKind.CANTEEN, ""): Demand(
        turnover=4.0,
        shape=(
            *((6.5, 3), (7.5, 6), (8.7, 2), (9, 0), (10.4, 0), (10.6, 10), (11.3, 16), (12.3, 9), (13.3, 0)),
            *((16.4, 0), (16.6, 6), (17.4, 9), (18.4, 4), (19, 0)),
        ),
        dwell_min=25,
        dwell_spread=0.3,
        free=0.85,
        rain=-0.12,
        heat=-0.05,
        cold=-0.05,
    ),
    (SpaceKind.ROOM, ""): Demand(
        turnover=0.6,
        shape=((8.5, 1), (9.5, 3), (11, 2), (13, 1), (15, 3), (17, 2), (19, 2), (21, 0)),
        dwell_min=45,
        dwell_spread=0.4,
    ),
    (SpaceKind.ROOM, "silver"): Demand(
        turnover=2.7,
        shape=((7.5, 8), (8.5, 9), (10, 4), (11.5, 1), (13.5, 4), (14.5, 7), (16, 3), (18.5, 2), (20, 0)),
        dwell_min=80,
        dwell_spread=0.45,
        free=0.95,
        rain=-0.1,
        heat=0.1,
        cold=-0.08,
    ),
    (SpaceKind.MARKET, ""): Demand(
        turnover=7.0,
        shape=((6, 5), (7.5, 10), (9.5, 8), (11, 4), (14, 2.5), (17, 5), (18.5, 9), (20.5, 7), (22, 1)),
        dwell_min=22,
        dwell_spread=0.6,
        free=1.35,
        statutory=1.3,
        rain=-0.35,
        heat=-0.15,
        cold=-0.1,
        festival=shopping,
    ),
    (SpaceKind.CARE, "purple"): Demand(
        turnover=1.25,
        shape=((15, 4), (15.6, 16), (16.5, 8), (18, 3), (19.5, 1), (20.5, 0)),
        free_shape=((9, 6), (10, 8), (11.5, 2), (13.5, 3), (14.5, 8), (16.5, 4), (19, 1), (20.5, 0)),
        dwell_min=95,
        dwell_spread=0.35,
        free=1.3,
        statutory=0.9,
        school_holiday=1.2,
        rain=0.05,
    ),
    (SpaceKind.CARE, ""): Demand(
        turnover=0.72,
        shape=((8, 10), (9, 12), (9.8, 3), (11, 1), (13.5, 2), (14.5, 1), (16, 0)),
        dwell_min=390,
        dwell_spread=0.25,
        free=0.5,
        rain=-0.05,
        cold=-0.06,
    ),
    (SpaceKind.DESK, ""): Demand(
        turnover=4.5,
        shape=((8.5, 7), (9.5, 10), (11.3, 6), (12.3, 2), (14, 6), (15.5, 8), (17, 4), (18, 0)),
        dwell_min=16,
        dwell_spread=0.55,
        free=0.55,
        rain=-0.1,
    ),
    (SpaceKind.OUTDOOR, ""): Demand(
        turnover=2.0,
        shape=((6, 6), (8, 8), (10, 3), (15, 2), (18.5, 8), (20.5, 6), (22, 0)),
        dwell_min=40,
        dwell_spread=0.5,
        free=1.2,
        rain=-0.7,
        heat=-0.4,
        cold=-0.4,
    ),
}
"""By kind and zone; the row with no zone serves every other one."""

_WEEKDAY = (0.97, 1.0, 1.0, 1.0, 1.04, 1.03, 0.98)
_HOURS_OF_QUARTERS = (np.arange(QUARTERS) + 0.5) / 4


def demand_of(space: Space) -> Demand:
    """The row of DEMANDS for a space."""
    return DEMANDS.get((space.kind, space.zone)) or DEMANDS[space.kind, ""]


def expected(world: World, space: Space, day: date) -> NDArray[np.float64]:
    """Expected arrivals in each quarter hour of a local day, were the space open all day."""
    demand, known = demand_of(space), world.calendar.day(day)
    sky = weather(world.seed, day)
    visits = demand.turnover * (space.limit(day) or 0) * _day_factor(world, space, demand, known)
    return np.asarray(
        visits
        * _shape(_shape_on(demand, known))
        * np.repeat(_weather_factor(demand, sky), QUARTERS // 24)
        * factors(space, day, known.day_type)
    )


def _shape_on(demand: Demand, known: CalendarDay) -> Shape:
    free = known.day_type in (DayType.REST, DayType.STATUTORY) or known.school in _HOLIDAYS
    return demand.free_shape if free and demand.free_shape else demand.shape


@lru_cache(maxsize=64)
def _shape(points: Shape) -> NDArray[np.float64]:
    hours, weights = zip(*points, strict=True)
    line = np.interp(_HOURS_OF_QUARTERS, hours, weights, left=0.0, right=0.0)
    return np.asarray(line / line.sum())


def _day_factor(world: World, space: Space, demand: Demand, known: CalendarDay) -> float:
    day = known.day
    by_type = {DayType.REST: demand.free, DayType.STATUTORY: demand.statutory, DayType.MAKEUP: 0.92}
    years = min(max((day - FIRST_DAY).days / 365, 0), 5)
    mood = generator(world.seed, world.centre.id, day.isoformat()).normal(0, 0.04)
    own = generator(world.seed, world.centre.id, space.id, day.isoformat(), "mood").normal(0, 0.07)
    return float(
        by_type.get(known.day_type, 1.0)
        * (_WEEKDAY[day.weekday()] if known.day_type is not DayType.MAKEUP else 1.0)
        * (demand.school_holiday if known.school in _HOLIDAYS else 1.0)
        * demand.festival(day)
        * (1 + GROWTH) ** years
        * np.exp(mood + own)
    )


def _weather_factor(demand: Demand, sky: Weather) -> NDArray[np.float64]:
    wet = np.minimum(sky.rain_mm / 2, 1.0)
    hot = np.clip((sky.celsius - 30) / 5, 0, 1)
    chilly = np.clip((5 - sky.celsius) / 5, 0, 1)
    return np.asarray((1 + demand.rain * wet) * (1 + demand.heat * hot) * (1 + demand.cold * chilly))
