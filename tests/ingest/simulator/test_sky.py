"""The simulated weather service: every hour once, forecasts of the evening before, the nearer the better."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from ingest.simulator.sky import AHEAD_DAYS, foretold, keep_weather
from ingest.simulator.weather import weather
from ingest.simulator.world import World
from models.calendar import Window
from models.weather import WeatherSource
from tests.fakes import MemoryWeathers
from tests.ingest.simulator.worlds import CALENDAR, small_centre

FIRST = date(2026, 11, 16)
NOW = datetime(2026, 11, 18, 4, 30, tzinfo=UTC)
"""Half past twelve of a Wednesday in Shanghai."""


def test_every_hour_that_is_over_is_observed_once_and_no_later_one() -> None:
    world, into = World(small_centre(), CALENDAR, seed=1), MemoryWeathers()
    keep_weather(world, into, FIRST, NOW)
    seen = [one for one in into.kept.values() if one.source is WeatherSource.OBSERVED]
    assert len(seen) == 2 * 24 + 12
    assert max(one.start for one in seen) == NOW - timedelta(minutes=90)
    assert keep_weather(world, into, FIRST, NOW) == 0


def test_each_evening_tells_the_next_days_and_never_one_that_has_not_come() -> None:
    world, into = World(small_centre(), CALENDAR, seed=1), MemoryWeathers()
    keep_weather(world, into, FIRST, NOW)
    told = [one for one in into.kept.values() if one.source is WeatherSource.FORECAST]
    assert len(told) == 2 * AHEAD_DAYS * 24
    assert {one.said_at for one in told} == {NOW.replace(day=day, hour=12, minute=0) for day in (16, 17)}
    window = Window(NOW, NOW + timedelta(days=9))
    assert all(one.source is WeatherSource.FORECAST for one in into.within(window))


def test_the_nearer_a_day_the_better_it_is_foretold() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(250)]

    def off(lead: int) -> float:
        return float(
            np.mean([np.abs(foretold(1, day, lead).celsius - weather(1, day).celsius) for day in days])
        )

    def right(lead: int) -> float:
        return float(
            np.mean([(foretold(1, day, lead).rain_mm == weather(1, day).rain_mm).all() for day in days])
        )

    assert off(0) < off(2) < off(4)
    assert right(0) > 0.9 > right(4)
