"""What a weather service would have told the simulated centre: every hour as it was, and each evening five days ahead, roughly."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from ingest.simulator.seed import generator
from ingest.simulator.weather import Weather, weather
from ingest.simulator.world import World
from models.calendar import Window
from models.weather import HOUR, WeatherHour, Weathers, WeatherSource

AHEAD_DAYS = 5
"""So many days each evening tells of, the next one first."""
SAID = time(20)
"""The hour of the evening."""

_SURE, _LESS_SURE = 0.92, 0.08
"""How often rain is foretold rightly for the next day, and how much less often for each day after it."""
_OFF, _MORE_OFF = 0.7, 0.35
"""Degrees by which the next day's temperature is missed, and by how many more that of each day after it."""

_DAY = timedelta(days=1)


def keep_weather(world: World, into: Weathers, first: date, now: datetime) -> int:
    """The weather from the day `first` on that is not there yet; how many hours that were."""
    today = world.centre.day_of(now)
    span = Window(world.day(first).start, world.day(today + AHEAD_DAYS * _DAY).end)
    kept = {one.key for one in into.within(span)}
    new = [one for one in _told(world, first, today, now) if one.key not in kept]
    into.put(new)
    return len(new)


def _told(world: World, first: date, today: date, now: datetime) -> Iterator[WeatherHour]:
    for n in range((today - first).days + 1):
        day = first + n * _DAY
        seen = _hours(world, day, weather(world.seed, day), None)
        yield from (one for one in seen if one.start + HOUR <= now)
        said_at = datetime.combine(day, SAID, tzinfo=world.centre.zone_info).astimezone(UTC)
        if said_at <= now:
            for lead in range(AHEAD_DAYS):
                ahead = day + (lead + 1) * _DAY
                yield from _hours(world, ahead, foretold(world.seed, ahead, lead), said_at)


def foretold(seed: int, day: date, lead: int) -> Weather:
    """What is said of a day `lead` + 1 evenings before it: where the rain is missed, that of another sky is told."""
    draw = generator(seed, "foretold", day.isoformat(), lead)
    true = weather(seed, day)
    right = draw.random() < _SURE - _LESS_SURE * lead
    rain = true.rain_mm if right else weather(seed + 1, day).rain_mm
    return Weather(celsius=true.celsius + draw.normal(0, _OFF + _MORE_OFF * lead), rain_mm=rain)


def _hours(world: World, day: date, sky: Weather, said_at: datetime | None) -> Iterator[WeatherHour]:
    midnight = world.day(day).start
    for n, (celsius, rain) in enumerate(zip(sky.celsius, sky.rain_mm, strict=True)):
        start = midnight.astimezone(UTC) + n * HOUR
        yield WeatherHour(
            start=start,
            source=WeatherSource.OBSERVED if said_at is None else WeatherSource.FORECAST,
            said_at=said_at or start,
            celsius=float(np.round(celsius, 1)),
            rain_mm=float(np.round(rain, 1)),
        )
