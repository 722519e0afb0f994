"""The floor that any forecaster must beat: last week, the usual week, and the usual week at its recent level."""

import numpy as np

from models.forecast.known import mean_known, median_known
from models.forecast.series import Floats

WEEK = 7
WEEKS = 8
_ALPHA = 0.25
_MEMORY_HOURS, _FADE_HOURS, _TRUST = 72.0, 120.0, 0.8
_LEAST, _MOST = 0.4, 2.5


def weekly_naive(open_days: Floats, days: int) -> Floats:
    """As a week ago, or as in the last of four weeks that knows; (days, steps) from the past (days, steps)."""
    weeks = last_weeks(open_days, 4)
    found = weeks[-1]
    for earlier in weeks[-2::-1]:
        found = np.where(np.isnan(found), earlier, found)
    return _ahead(found, days)


def typical_week(open_days: Floats, days: int) -> Floats:
    """The mean of the last four weeks by weekday and time."""
    return _ahead(mean_known(last_weeks(open_days, 4)), days)


def typical_week_level(open_days: Floats, days: int) -> Floats:
    """Half weighted mean and half median of eight weeks, times the fading level of the last seven days.

    Formula and constants of `profile_level_tuned`, analytics.md 2.
    """
    weeks = last_weeks(open_days, WEEKS)
    week = usual_week(weeks)
    level = _level(weeks[-1], week)
    hours = (np.arange(days * week.shape[1]) + 1) * 24 / week.shape[1]
    faded = 1 + _TRUST * (level - 1) * np.exp(-hours / _FADE_HOURS)
    found: Floats = _ahead(week, days) * faded.reshape(days, -1)
    return found


def usual_week(weeks: Floats) -> Floats:
    """(7, steps) from (weeks, 7, steps), the last week weighing most; NaN where no week knows."""
    known = ~np.isnan(weeks)
    weight = ((1 - _ALPHA) ** np.arange(len(weeks))[::-1])[:, None, None] * known
    total = weight.sum(axis=0)
    mean = (weight * np.where(known, weeks, 0)).sum(axis=0) / np.where(total > 0, total, np.nan)
    found: Floats = 0.5 * mean + 0.5 * median_week(weeks)
    return found


def median_week(weeks: Floats) -> Floats:
    """(7, steps); NaN where no week knows."""
    return median_known(weeks)


def last_weeks(open_days: Floats, weeks: int) -> Floats:
    """(weeks, 7, steps), ending with the last day; NaN before the first one."""
    wanted = WEEK * weeks
    missing = np.full((max(0, wanted - len(open_days)), open_days.shape[1]), np.nan)
    return np.concatenate([missing, open_days[-wanted:] if wanted else open_days]).reshape(weeks, WEEK, -1)


def _level(last: Floats, week: Floats) -> float:
    """What came in the last seven days as a share of what was usual, recent hours weighing most."""
    known = ~np.isnan(last) & ~np.isnan(week)
    age = (np.arange(last.size)[::-1] + 0.5).reshape(last.shape) * 24 / last.shape[1]
    weight = np.exp(-age / _MEMORY_HOURS) * known
    due = float((weight * np.where(known, week, 0)).sum())
    came = float((weight * np.where(known, last, 0)).sum())
    return min(max(came / due, _LEAST), _MOST) if due > 0 else 1.0


def _ahead(week: Floats, days: int) -> Floats:
    return week[np.arange(days) % WEEK]
