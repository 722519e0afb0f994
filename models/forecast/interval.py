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
    strains = [np.full(off.shape, np.nan) for off in offs]
    for day in sorted({int(day) for one in rolling for day in one.day}):
        past = [
            np.where((ahead < day)[:, :, None], off, np.nan) for ahead, off in zip(target, offs, strict=True)
        ]
        known = [one.ravel()[~np.isnan(one.ravel())] for one in past]
        spreads = _spreads(known)
        pooled = [one / spread for one, spread in zip(known, spreads, strict=True) if len(one)]
        if not pooled:
            continue
        everywhere = _thinned(np.concatenate(pooled))
        lower, upper = min(_quantile(everywhere, _LOWER), 0.0), max(_quantile(everywhere, _UPPER), 0.0)
        stretch = _stretches(
            [_seen(ahead, strain, day) for ahead, strain in zip(target, strains, strict=True)]
        )
        for n, one in enumerate(rolling):
            ended = int((~np.isnan(past[n])).any(axis=(1, 2)).sum())
            for at in np.nonzero(one.day == day)[0]:
                if ended >= _TRIAL_FORECASTS:
                    edge = np.where(offs[n][at] < 0, min(lower, -1e-9), max(upper, 1e-9)) * spreads[n]
                    strains[n][at] = offs[n][at] / edge
                if ended >= FEWEST_FORECASTS:
                    root = np.sqrt(one.point[at, reach])
                    lows[n][at, reach] = np.maximum(root + lower * spreads[n] * stretch[n], 0) ** 2
                    highs[n][at, reach] = np.maximum(root + upper * spreads[n] * stretch[n], 0) ** 2


def _seen(ahead: Instants, strain: Floats, day: int) -> Floats:
    known = np.where((ahead < day)[:, :, None], strain, np.nan).ravel()
    return known[~np.isnan(known)]


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
    every = np.concatenate(strains)
    common = _quantile(_thinned(every), AIMED) if len(every) else 1.0
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


def _thinned(values: Floats) -> Floats:
    return values[:: 1 + len(values) // _POOLED]
