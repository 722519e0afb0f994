"""80 % bands from the errors of past forecasts: pooled over the series, and widened by how often they were missed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.forecast.series import Flags, Floats, Instants

FEWEST_FORECASTS = 6
"""Below so many past forecasts a band is not yet calibrated and none is given."""
AIMED = 0.81
"""Bands are to hold 80 %; those to come miss a little more than those that taught it, so one more is aimed at."""
_LOWER, _UPPER = 0.1, 0.9
_REACHES = (slice(0, 1), slice(1, 7), slice(7, 28), slice(28, None))
"""The first day, the rest of the week, of four weeks and of all: the further ahead, the larger the errors that were made."""
_OWN_STEPS = 150.0
"""After so many steps of its own a series weighs as much as the pool in how wide it is."""
_LEAST, _MOST = 0.85, 1.8
_TRIAL_FORECASTS = 3
_ROUNDING = 1e-9
"""Of people: the square of a root is not always the number; what never changes is to lie in its band, not beside it."""
_POOLED = 40_000


@dataclass(frozen=True, slots=True)
class Rolling:
    """Forecasts of one series: origin ordinals, and point, truth and scored by (origins, days, steps)."""

    day: Instants
    point: Floats
    truth: Floats
    scored: Flags

    @property
    def off(self) -> Floats:
        """Errors in square roots, where they are about as large at noon as at night; NaN where nothing is scored."""
        found: Floats = np.where(
            self.scored, np.sqrt(np.maximum(self.truth, 0)) - np.sqrt(self.point), np.nan
        )
        return found


def bands(rolling: Sequence[Rolling]) -> list[tuple[Floats, Floats]]:
    """Lower and upper bound of each series, (origins, days, steps) in people, from the days before each origin alone.

    NaN = not yet calibrated. The point always lies inside: errors of one sign teach that it lags, not that it is impossible,
    and a bound on its far side would only be stretched further away. Split conformal (Vovk) on errors in units of the series' own spread; then, because
    series drift, stretched by the quantile at which the bands given so far would have held 80 %.
    """
    lows = [np.full(one.point.shape, np.nan) for one in rolling]
    highs = [np.full(one.point.shape, np.nan) for one in rolling]
    offs = [one.off for one in rolling]
    days = max((one.point.shape[1] for one in rolling), default=0)
    for reach in (one for one in _REACHES if one.start < days):
        _reach(rolling, [off[:, reach] for off in offs], reach, lows, highs)
    return list(zip(lows, highs, strict=True))


def _reach(
    rolling: Sequence[Rolling], offs: Sequence[Floats], reach: slice, lows: list[Floats], highs: list[Floats]
) -> None:
    """Fills one reach of all bands, origin after origin in time; `strains` are how far past bands would have to stretch."""
    target = [one.day[:, None] + np.arange(one.point.shape[1])[reach] for one in rolling]
    errors = [_Ended.of(ahead, off) for ahead, off in zip(target, offs, strict=True)]
    strains = [np.full(off.shape, np.nan) for off in offs]
    for day in sorted({int(day) for one in rolling for day in one.day}):
        known = [one.before(day) for one in errors]
        spreads = _spreads(known)
        everywhere = _pooled(known, spreads)
        if not len(everywhere):
            continue
        lower, upper = min(_quantile(everywhere, _LOWER), 0.0), max(_quantile(everywhere, _UPPER), 0.0)
        stretch = _stretches([one.of_same(strain, day) for one, strain in zip(errors, strains, strict=True)])
        for n, one in enumerate(rolling):
            ended = errors[n].days_before(day)
            for at in np.nonzero(one.day == day)[0]:
                if ended >= _TRIAL_FORECASTS:
                    edge = np.where(offs[n][at] < 0, min(lower, -1e-9), max(upper, 1e-9)) * spreads[n]
                    strains[n][at] = offs[n][at] / edge
                if ended >= FEWEST_FORECASTS:
                    root, wide = np.sqrt(one.point[at, reach]), spreads[n] * stretch[n]
                    lows[n][at, reach] = np.maximum(root + lower * wide, 0) ** 2 * (1 - _ROUNDING)
                    highs[n][at, reach] = np.maximum(root + upper * wide, 0) ** 2 * (1 + _ROUNDING)


@dataclass(frozen=True, slots=True)
class _Ended:
    """The errors of one series in the order of the days that they were of, so that those before a day are a slice.

    cell: where each lies in (origins, days, steps), flat; day, off: of the same length; first: by origin, the earliest day
    of which there is an error, in order.
    """

    cell: Instants
    day: Instants
    off: Floats
    first: Instants

    @classmethod
    def of(cls, target: Instants, off: Floats) -> "_Ended":
        flat = off.ravel()
        cell = np.nonzero(~np.isnan(flat))[0]
        day = np.repeat(target.ravel(), off.shape[2])[cell]
        order = np.argsort(day, kind="stable")
        told: Flags = np.asarray((~np.isnan(off)).any(axis=2))
        some = np.nonzero(told.any(axis=1))[0]
        first = np.sort(target[some, told[some].argmax(axis=1)])
        return cls(cell[order], day[order], flat[cell[order]], first)

    def before(self, day: int) -> Floats:
        return self.off[: np.searchsorted(self.day, day)]

    def days_before(self, day: int) -> int:
        """Origins of which any error was known before that day."""
        return int(np.searchsorted(self.first, day))

    def of_same(self, strain: Floats, day: int) -> Floats:
        """What another grid of that shape has where errors were known before that day; its gaps left out."""
        found = strain.ravel()[self.cell[: np.searchsorted(self.day, day)]]
        return found[~np.isnan(found)]


def _pooled(known: Sequence[Floats], spreads: Sequence[float]) -> Floats:
    """All errors in units of their own series' spread; of very many only so many that they still tell the quantiles."""
    every = _every(sum(map(len, known)))
    return np.concatenate([one[::every] / spread for one, spread in zip(known, spreads, strict=True)])


def _spreads(known: Sequence[Floats]) -> list[float]:
    """The median size of each series' errors, drawn to that of all while it has few."""
    sizes = [_quantile(np.abs(one), 0.5) if len(one) else np.nan for one in known]
    all_sizes = [size for size in sizes if not np.isnan(size)]
    typical = float(np.median(all_sizes)) if all_sizes else 1.0
    return [
        max(
            (len(one) * (0.0 if np.isnan(size) else size) + _OWN_STEPS * typical) / (len(one) + _OWN_STEPS),
            1e-9,
        )
        for one, size in zip(known, sizes, strict=True)
    ]


def _stretches(strains: Sequence[Floats]) -> list[float]:
    """By series: what the bands given so far must be multiplied with to hold 80 %, drawn to what all need."""
    every = _every(sum(map(len, strains)))
    some = np.concatenate([one[::every] for one in strains])
    common = _quantile(some, AIMED) if len(some) else 1.0
    found = [
        (len(one) * (_quantile(one, AIMED) if len(one) else 0) + 2 * _OWN_STEPS * common)
        / (len(one) + 2 * _OWN_STEPS)
        for one in strains
    ]
    return [min(max(one, _LEAST), _MOST) for one in found]


def _quantile(values: Floats, level: float) -> float:
    """As numpy's, by straight lines between neighbours, of one dimension without gaps and in a fifth of the time."""
    at = (len(values) - 1) * level
    below = int(at)
    above = min(below + 1, len(values) - 1)
    part = np.partition(values, (below, above))
    return float(part[below] + (at - below) * (part[above] - part[below]))


def _every(count: int) -> int:
    """Which of so many values to take."""
    return 1 + count // _POOLED
