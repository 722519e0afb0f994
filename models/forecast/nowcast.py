"""The rest of a day from its forecast at midnight and what was counted since."""

import numpy as np

from models.forecast.series import Floats

_MEMORY_HOURS, _FADE_HOURS = 1.5, 4.0
_TRUST = 0.85
_CALM_ROOT = 0.6
"""Roots of people that a forecast is off by chance alone: small counts say little about the day."""


def nowcast(day: Floats, counted: Floats, now: int) -> Floats:
    """The forecast of one day (steps,), from step `now` on moved by how the steps before it came (NaN = not measured).

    The last hours weigh most, and the further a step lies ahead the less they move it. Steps before `now` stay.
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
    return np.append(day[:now], day[now:] * share**2)
