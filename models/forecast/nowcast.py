"""The rest of a day from its forecast at midnight and what was counted since."""

from dataclasses import dataclass

import numpy as np

from models.forecast.series import Floats

_MEMORY_HOURS, _FADE_HOURS = 1.5, 4.0
_TRUST = 0.85
_CALM_ROOT = 0.6
"""Roots of people that a forecast is off by chance alone: small counts say little about the day."""


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """People expected by step of one day, (steps,), with the bounds of the 80 % band; NaN where nothing can be said."""

    point: Floats
    low: Floats
    high: Floats

    @property
    def is_calibrated(self) -> bool:
        return not np.isnan(self.high).all()


def nowcast(day: Floats, counted: Floats, now: int) -> Floats:
    """The forecast of one day (steps,), from step `now` on moved by how the steps before it came (NaN = not measured)."""
    return day * moved_by(day, counted, now)


def rest_of_day(day: Ahead, counted: Floats, now: int) -> Ahead:
    """Point and band from step `now` on, moved alike; what lies before is NaN, for there it was counted."""
    by = moved_by(day.point, counted, now)
    by[:now] = np.nan
    return Ahead(day.point * by, day.low * by, day.high * by)


def moved_by(day: Floats, counted: Floats, now: int) -> Floats:
    """What the forecast of each step is to be multiplied with, (steps,); 1 before `now`.

    The last hours weigh most, and the further a step lies ahead the less they move it.
    """
    per_hour = len(day) / 24
    root, came = np.sqrt(day[:now]), np.sqrt(np.maximum(counted[:now], 0))
    age = np.arange(now)[::-1] / per_hour
    weight = np.exp(-age / _MEMORY_HOURS) * (~np.isnan(came) & ~np.isnan(root))
    due = float((weight * np.nan_to_num(root) ** 2).sum())
    found = float((weight * np.nan_to_num(came) * np.nan_to_num(root)).sum())
    calm = _CALM_ROOT**2 * float(weight.sum())
    moved = (found - due) / (due + calm) if due > 0 else 0.0
    ahead = np.arange(len(day) - now) / per_hour
    share = np.maximum(1 + _TRUST * moved * np.exp(-ahead / _FADE_HOURS), 0)
    return np.append(np.ones(now), share**2)
