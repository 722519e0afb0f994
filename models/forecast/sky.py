"""The weather as a forecaster may know it: what was observed by day, and what each morning had been told of the days to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import numpy as np

from models.forecast.outlook import HALF_HOURS
from models.forecast.series import Floats, Foretold, local_minute
from models.weather import WeatherHour, WeatherSource

LEADS = 14
"""Days that a morning is told of; nobody foretells the weather of a day further off."""

_STEPS_AN_HOUR = HALF_HOURS // 24


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sky:
    """celsius: mean of each day, (days,); rain: millimetres an hour, (days, HALF_HOURS); NaN where nothing is known.

    A day that was never observed is as it was foretold for its own morning.
    """

    celsius: Floats
    rain: Floats
    foretold: Foretold


def sky_of(hours: Sequence[WeatherHour], zone: str, first: date, days: int) -> Sky:
    """The sky of local days from `first` on. Of two that foretell the same hour each morning believes the later one."""
    info = ZoneInfo(zone)
    seen = _hourly([one for one in hours if one.source is WeatherSource.OBSERVED], info, first, days)
    celsius, rain = _foretold(
        [one for one in hours if one.source is WeatherSource.FORECAST], info, first, days
    )
    known = _means(seen[0])
    return Sky(
        celsius=np.where(np.isnan(known), celsius[:, 0], known),
        rain=_by_step(np.where(np.isnan(seen[1]), rain[:, 0], seen[1])),
        foretold=Foretold(celsius=celsius, rain=_by_step(rain)),
    )


def _foretold(hours: Sequence[WeatherHour], zone: ZoneInfo, first: date, days: int) -> tuple[Floats, Floats]:
    """Mean degrees (mornings, LEADS) and rain (mornings, LEADS, 24): only what was said before the morning's midnight."""
    celsius, rain = np.full((days, LEADS), np.nan), np.full((days, LEADS, 24), np.nan)
    by_said = sorted(hours, key=lambda one: one.said_at)
    for said_at, issue in groupby(by_said, key=lambda one: one.said_at):
        heat, wet = _hourly(list(issue), zone, first, days + LEADS)
        means = _means(heat)
        for morning in _mornings(said_at, zone, first, days):
            ahead = slice(morning, morning + LEADS)
            celsius[morning] = np.where(np.isnan(means[ahead]), celsius[morning], means[ahead])
            rain[morning] = np.where(np.isnan(wet[ahead]), rain[morning], wet[ahead])
    return celsius, rain


def _mornings(said_at: datetime, zone: ZoneInfo, first: date, days: int) -> range:
    """Days that began after it was said, as long as it may still tell of some."""
    day = said_at.astimezone(zone).date()
    at_midnight = said_at == datetime.combine(day, datetime.min.time(), tzinfo=zone)
    begin = (day - first).days + (0 if at_midnight else 1)
    return range(max(begin, 0), min(begin + LEADS, days))


def _hourly(hours: Sequence[WeatherHour], zone: ZoneInfo, first: date, days: int) -> tuple[Floats, Floats]:
    """Degrees and millimetres by (days, 24) of local wall time."""
    celsius, rain = np.full((days, 24), np.nan), np.full((days, 24), np.nan)
    for one in hours:
        day, minute = divmod(local_minute(one.start, zone, first), 1440)
        if 0 <= day < days:
            celsius[day, minute // 60] = one.celsius
            rain[day, minute // 60] = np.nan if one.rain_mm is None else one.rain_mm
    return celsius, rain


_FEWEST_HOURS = 8
"""A day of which fewer hours are known has no mean."""


def _means(celsius: Floats) -> Floats:
    known = ~np.isnan(celsius)
    count = known.sum(axis=-1)
    total = np.where(known, celsius, 0).sum(axis=-1)
    return np.where(count >= _FEWEST_HOURS, total / np.maximum(count, 1), np.nan)


def _by_step(hourly: Floats) -> Floats:
    return np.repeat(hourly, _STEPS_AN_HOUR, axis=-1)


def span_of(first: date, days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants that weather is to be read between for the sky of these days."""
    ends = (first, first + timedelta(days=days + LEADS))
    start, end = (datetime.combine(day, datetime.min.time(), tzinfo=zone) for day in ends)
    return start, end
