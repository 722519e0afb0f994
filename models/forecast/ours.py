"""Our forecaster: the usual week in square roots, moved by what the file's spaces, and then this one, have taught."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.forecast.feature import NAMES, WEATHER, Days, Seen, seen
from models.forecast.learner import learned
from models.forecast.lesson import PRIOR, SPREAD
from models.forecast.past import Past, past_of
from models.forecast.series import Floats, Series

Thin = NDArray[np.float32]

SPAN_DAYS = 800
"""Two years and a bit, so that every festival was seen twice."""
_DECAY = 0.999
"""Weight of a lesson a day older."""
_EVERY = 5
"""A lesson from every fifth day, which rotates through the weekdays."""
_FIRST = 42
_TAUGHT_DAYS = 7
_OPEN_ROOT = 0.14
"""Lessons are of steps whose usual root is above this share of the busiest one: 2 % of its people."""
_PRIOR_ROWS, _OTHERS_ROWS = 100_000, 10_000
"""What the shipped lesson weighs against the file, and the file against the series, in rows of lessons."""
_POOL_ROWS = 240_000
_POOL_ROUNDS, _OWN_ROUNDS = 4, 2


@dataclass(frozen=True, slots=True)
class Lessons:
    """Rows of what was seen and the usual root, what came beyond it, how much it weighs, and the origin's ordinal.

    By day. All in units of the mean usual root, so that large and small spaces teach alike.
    """

    base: Thin
    x: Thin
    y: Thin
    weight: Thin
    day: Days


@dataclass(slots=True)
class Ours:
    """Lessons of every series of a file, learned together once a week and by each series for itself at every origin."""

    pasts: Mapping[str, Past]
    lessons: Mapping[str, Lessons]
    _weeks: dict[int, tuple[Floats, Floats]] = field(default_factory=dict)

    @classmethod
    def of(cls, series: Sequence[Series]) -> "Ours":
        pasts = {one.key: past_of(one) for one in series}
        return cls(pasts, {key: lessons_of(past) for key, past in pasts.items()})

    def without_weather(self) -> "Ours":
        """The same, as learned by who never looked at the sky."""
        pasts = {key: past.without_weather() for key, past in self.pasts.items()}
        return Ours(pasts, {key: _without_weather(lessons) for key, lessons in self.lessons.items()})

    def forecast(self, series: Series, origin: int, days: int) -> Floats:
        """People by (days, steps) from day index `origin` of the series, from the days before it; NaN = never measured."""
        return next(self.forecasts(series, [origin], days))

    def forecasts(self, series: Series, origins: Sequence[int], days: int) -> Iterator[Floats]:
        """The same of several origins, which are looked at together."""
        past = self.pasts[series.key]
        now = seen(past, np.array(origins), days, as_told=True)
        for origin, base, x in zip(origins, now.base, now.x, strict=True):
            root = base + x @ self._taught(series.key, past.first + origin)
            people = np.maximum(root, 0) ** 2
            shut = past.closed[origin : origin + days] > 0.5
            yield np.where(shut[:, None] & ~np.isnan(people), 0.0, people)

    def _taught(self, key: str, day: int) -> Floats:
        own = before([self.lessons[key]], day)
        shared, spread = self._shared(day - day % 7)
        return learned(own.x, own.y, own.weight, shared, _OTHERS_ROWS * spread, _OWN_ROUNDS)

    def _shared(self, day: int) -> tuple[Floats, Floats]:
        """What the file had taught on the morning of `day`, and how far each feature moved in it (mean square)."""
        if day not in self._weeks:
            rows = sum(len(lessons.y) for lessons in self.lessons.values())
            pool = before(list(self.lessons.values()), day, 1 + rows // _POOL_ROWS)
            found = learned(pool.x, pool.y, pool.weight, PRIOR, _PRIOR_ROWS * SPREAD, _POOL_ROUNDS)
            n = len(pool.y)
            moved = np.asarray((pool.x**2).sum(axis=0), dtype=np.float64)
            self._weeks[day] = found, (moved + _PRIOR_ROWS * SPREAD) / (n + _PRIOR_ROWS)
        return self._weeks[day]


def lessons_of(past: Past) -> Lessons:
    """Every fifth day's week as it was forecast and as it came."""
    last = len(past.root) - _TAUGHT_DAYS
    origins = np.arange(max(_FIRST, last - SPAN_DAYS - 100), last + 1)
    origins = origins[(past.first + origins) % _EVERY == 0]
    if not len(origins):
        return _none(len(PRIOR))
    was = seen(past, origins, _TAUGHT_DAYS)
    came = past.root[origins[:, None] + np.arange(_TAUGHT_DAYS)]
    return _rows(was, came, past.first + origins)


def _rows(was: Seen, came: Floats, day: Days) -> Lessons:
    usual = np.where(np.isnan(was.base), -1, was.base)
    kept = ~np.isnan(came) & (usual > _OPEN_ROOT * usual.max(axis=(1, 2), keepdims=True)) & (usual > 0)
    which = np.nonzero(kept)[0]
    scale = scale_of(was.base)[which]
    base = (was.base[kept] / scale).astype(np.float32)
    return Lessons(
        base,
        (was.x[kept] / scale[:, None]).astype(np.float32),
        ((came - was.base)[kept] / scale).astype(np.float32),
        base,  # an error in roots is worth the more people the more there are
        day[which],
    )


def scale_of(base: Floats) -> Floats:
    """The mean usual root of each origin, (origins,), of the steps at which anybody comes; 1 where nobody does."""
    busy = np.where(base > 0, base, 0)
    count = (busy > 0).sum(axis=(1, 2))
    found: Floats = np.where(count > 0, busy.sum(axis=(1, 2)) / np.maximum(count, 1), 1.0)
    return found


def before(some: Sequence[Lessons], day: int, every: int = 1) -> Lessons:
    """The lessons whose week was over on the morning of `day`, the older the lighter."""
    parts = [_part(lessons, day, every) for lessons in some]
    if len(parts) == 1:
        return parts[0]
    return Lessons(
        np.concatenate([part.base for part in parts]),
        np.concatenate([part.x for part in parts]),
        np.concatenate([part.y for part in parts]),
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.day for part in parts]),
    )


def _part(lessons: Lessons, day: int, every: int) -> Lessons:
    first, end = np.searchsorted(lessons.day, (day - SPAN_DAYS, day - _TAUGHT_DAYS), side="right").tolist()
    at = slice(first, end, every)  # by day: a part of them is no copy
    weight = lessons.weight[at] * (_DECAY ** (day - lessons.day[at])).astype(np.float32)
    return Lessons(lessons.base[at], lessons.x[at], lessons.y[at], weight, lessons.day[at])


def _without_weather(lessons: Lessons) -> Lessons:
    x = lessons.x.copy()
    x[:, [NAMES.index(name) for name in WEATHER]] = 0.0
    return replace(lessons, x=x)


def _none(columns: int) -> Lessons:
    empty = np.zeros(0, dtype=np.float32)
    return Lessons(empty, np.zeros((0, columns), dtype=np.float32), empty, empty, np.zeros(0, dtype=np.int64))
