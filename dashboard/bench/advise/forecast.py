"""`./linli bench advise`, part "forecast": how long the people of 200 spaces take to be forecast, with bands."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import process_time

import numpy as np

from models.centre import SpaceId, SpaceKind
from models.forecast.maker import Maker, Place
from models.forecast.outlook import HALF_HOURS
from models.forecast.past import LONGEST_DAYS
from models.forecast.series import Floats, Series

SPACES, DAYS, MORNINGS = 200, 180, 20
_FIRST = date(2026, 1, 5)
_AT = datetime(2026, 7, 4, tzinfo=UTC)
_APART, _AHEAD = 5, 7


def measure(spaces: int = SPACES, days: int = DAYS) -> Iterator[str]:
    """The lines to print; seconds are of one core, without what others do on the machine."""
    start = process_time()
    maker = Maker.of([a_place(n, days) for n in range(spaces)], spaces * days, _FIRST)
    learned = process_time()
    yield f"forecast: {spaces} spaces, {days} days of half hours: read and learned in {learned - start:.2f} s, once a night"
    today = _FIRST + timedelta(days=days)
    points = [maker.made(space, today, _AT, _AHEAD) for space in maker.places]
    told = process_time()
    yield f"168 h of all: {told - learned:.2f} s"
    before = [
        maker.made(space, today - timedelta(days=_APART * n), _AT, _AHEAD)
        for n in range(1, MORNINGS + 1)
        for space in maker.places
    ]
    again = process_time()
    found = maker.banded([*before, *points])
    banded = process_time()
    known = sum(one.day == today and not np.isnan(one.high).all() for one in found)
    yield (
        f"{MORNINGS} mornings of the past made up for: {again - told:.2f} s; bands of all {MORNINGS + 1}, "
        f"{known} of {spaces} calibrated today: {banded - again:.2f} s"
    )
    yield f"168 h of all with bands, a night when the past is kept: {told - learned + (banded - again):.2f} s"


def a_place(seed: int, days: int) -> Place:
    """A hall with a week, a level that wanders, and chance; open from 8 to 22."""
    values = np.concatenate([people(seed, days), np.full((LONGEST_DAYS, HALF_HOURS), np.nan)])
    every = len(values)
    series = Series(
        key=f"hall {seed}",
        zone="Asia/Shanghai",
        first=_FIRST,
        values=values,
        capacity=np.full(values.shape, 120.0),
        closed=np.zeros(every),
        holiday=np.zeros(every),
        temperature=np.full(every, np.nan),
    )
    return Place(space=SpaceId(series.key), kind=SpaceKind.GYM, series=series)


def people(seed: int, days: int) -> Floats:
    chance = np.random.default_rng(seed)
    hours = np.arange(HALF_HOURS) / 2
    shape = np.where((hours >= 8) & (hours < 22), 0.4 + np.sin((hours - 8) / 14 * np.pi), np.nan)
    week = np.array([0.8, 0.8, 0.9, 0.9, 1.0, 1.4, 1.3])[np.arange(days) % 7]
    level = np.exp(np.cumsum(chance.normal(0, 0.03, days)) * 0.5)
    expected = 40 * (week * level)[:, None] * shape
    return np.where(np.isnan(expected), np.nan, chance.poisson(np.nan_to_num(expected))).astype(np.float64)
