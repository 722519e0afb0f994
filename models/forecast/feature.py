"""What the learner sees of the days to come: the usual week, and how lately, last year and on such days it was not usual."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.forecast.known import mean_known, median_known
from models.forecast.past import HARDLY_KEPT, Past
from models.forecast.series import Flags, Floats

WEEKS = 16
WEEK = 7
YEAR = 364
"""Whole weeks, so that weekdays meet weekdays."""

WEATHER = ("warmth", "heat", "chill", "rain")
NAMES = (
    *("quick", "slow", "median", "last_week"),
    *("level_1", "level_3", "level_7", "level_20", "level_3_fades", "level_7_fades"),
    *("year_day", "hour_shape", "day_before"),
    *("holiday", "as_sunday", "as_workday", "bridge", "turn_of_year", "same_name"),
    *WEATHER,
)

_LEVEL_DAYS = (1.0, 3.0, 7.0, 20.0)
_LOW, _HIGH = -0.5, 0.6
_HOT, _COLD = 26.0, 8.0
"""Mean degrees of a day above and below which another degree is another matter."""
_WET_MM = 1.0
"""Rain of an hour that is half as bad as any; a drizzle is felt, and a cloudburst is not ten times a shower."""
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seen:
    """x: (origins, 7 or more days, steps, features); base: the usual week in square roots, (origins, days, steps)."""

    base: Floats
    x: Floats


def seen(past: Past, origins: Days, days: int, *, as_told: bool = False) -> Seen:
    """Features of `days` days from each origin (day indices of `past`), from what lies before it alone.

    Everything is a share of the usual week, so that a series twice as large has features twice as large. as_told: the weather
    ahead as each origin's morning had been told of it, where anything was foretold, instead of as it came.
    """
    with np.errstate(all="ignore"):
        return _seen(past, origins, days, as_told)


def _seen(past: Past, origins: Days, days: int, as_told: bool) -> Seen:
    back = np.arange(-WEEK * WEEKS, 0)
    clean = _gathered(past.plain, origins[:, None] + back).reshape(len(origins), WEEKS, WEEK, -1)
    weeks = _filled(clean, _gathered(past.root, origins[:, None] + back).reshape(clean.shape))
    e25, e60, m16 = _ewma(weeks[:, -8:], 0.25), _ewma(weeks[:, -8:], 0.6), _ewma(weeks, 0.05)
    median = median_known(weeks[:, -8:], axis=1)
    week = np.where(np.isnan(median), e25, 0.5 * e25 + 0.5 * median)
    week = np.where(np.isnan(week), m16, week)
    last = np.where(np.isnan(weeks[:, -1]), week, weeks[:, -1])
    levels, rest = _levels(clean[:, -3:].reshape(len(origins), 3 * WEEK, -1), week)
    ahead = np.arange(days)
    base = week[:, ahead % WEEK]
    fade = np.exp(-ahead / 5.0)[None, :, None]
    by_week = [(part - week)[:, ahead % WEEK] for part in (e60, m16, median, last)]
    by_week[2] = np.where(np.isnan(by_week[2]), 0, by_week[2])
    by_level = [base * levels[:, n, None, None] for n in range(4)]
    fading = [base * levels[:, n, None, None] * fade for n in (1, 2)]
    year_day = _year(past, origins, days)
    shape = np.repeat(mean_known(rest[:, -2 * WEEK :], axis=1)[:, None], days, axis=1)
    before = rest[:, -1][:, None] * np.exp(-ahead / 1.0)[None, :, None]
    special = _special(past, origins, days, base, as_told)
    parts = [*by_week, *by_level, *fading]
    parts += [base * year_day[:, :, None], _zero(shape), _zero(before), *special]
    return Seen(base, np.stack([_zero(part) for part in parts], axis=-1))


def _zero(part: Floats) -> Floats:
    return np.where(np.isfinite(part), part, 0.0)


def _gathered(rows: Floats, at: Days) -> Floats:
    """Rows by index, NaN before the first and after the last one."""
    inside = (at >= 0) & (at < len(rows))
    found = rows[np.clip(at, 0, len(rows) - 1)]
    return np.where(inside.reshape(inside.shape + (1,) * (rows.ndim - 1)), found, np.nan)


def _filled(clean: Floats, raw: Floats) -> Floats:
    """Where a weekday knows nothing but holidays, they stand in for it."""
    unknown = ~(~np.isnan(clean[:, -8:])).max(axis=1, keepdims=True)
    return np.where(unknown, raw, clean)


def _ewma(weeks: Floats, alpha: float) -> Floats:
    known = ~np.isnan(weeks)
    weight = ((1 - alpha) ** np.arange(weeks.shape[1])[::-1])[None, :, None, None] * known
    total = weight.sum(axis=1)
    found: Floats = (weight * np.where(known, weeks, 0)).sum(axis=1) / np.where(total > 0, total, np.nan)
    return found


def _levels(recent: Floats, week: Floats) -> tuple[Floats, Floats]:
    """How far the last days lay from the usual week, as shares by memory, and what is left by the hour."""
    usual = np.concatenate([week] * 3, axis=1)
    known = ~np.isnan(recent) & ~np.isnan(usual)
    found = np.where(known, recent * usual, 0).sum(axis=2)
    due = np.where(known, usual * usual, 0).sum(axis=2)
    age = np.arange(recent.shape[1])[::-1]
    weight = np.exp(-age[None, :] / np.array(_LEVEL_DAYS)[:, None])
    levels = _zero((found @ weight.T) / (due @ weight.T) - 1)
    day = _zero(found / due - 1)
    rest = np.where(known, recent - usual * (1 + day[:, :, None]), np.nan)
    return np.clip(levels, _LOW, _HIGH), rest


def _year(past: Past, origins: Days, days: int) -> Floats:
    """What these days of last year were beside the four weeks before them, 0 where unknown."""
    then = origins[:, None] - YEAR
    ahead = _gathered(past.plain, then + np.arange(days))
    before = _gathered(past.plain, then + np.arange(-4 * WEEK, 0)).reshape(len(origins), 4, WEEK, -1)
    usual = mean_known(before, axis=1)[:, np.arange(days) % WEEK]
    known = ~np.isnan(ahead) & ~np.isnan(usual)
    due = np.where(known, usual * usual, 0).sum(axis=2)
    found = np.where(known, usual * ahead, 0).sum(axis=2)
    return _zero(np.clip(found / due - 1, _LOW, _HIGH))


def _special(past: Past, origins: Days, days: int, base: Floats, as_told: bool) -> list[Floats]:
    at = origins[:, None] + np.arange(days)
    kept, bridge, turn = (_gathered(by_day, at)[:, :, None] for by_day in (past.kept, past.bridge, past.turn))
    weekday = (past.first + at) % WEEK  # ordinal 7 is a Sunday
    sunday = np.take_along_axis(base, np.argmax(weekday[:, :WEEK] == 0, axis=1)[:, None, None], axis=1)
    known = (kept > HARDLY_KEPT) & ~np.isnan(sunday)
    as_sunday = np.where(known, (np.where(np.isnan(sunday), 0, sunday) - base) * kept, 0)
    worked = _gathered(past.made_up, at)[:, :, None] * (workday(base, weekday) - base)
    weather = _weather(past, origins, at, as_told)
    share, named = _same_name(past, origins, at)
    unnamed = kept * (1 - named)[:, :, None]
    by_base = (unnamed, bridge, turn, share[:, :, None], *weather)
    first, *others = [base * part for part in by_base]
    return [first, as_sunday, worked, *others]


def workday(base: Floats, weekday: Days) -> Floats:
    """The mean of the five working days of the usual week, (origins, 1, steps). weekday: 0 = Sunday, (origins, days)."""
    working = (weekday[:, :WEEK] % 6 != 0)[:, :, None]
    found: Floats = mean_known(np.where(working, base[:, :WEEK], np.nan), axis=1, keepdims=True)
    return found


def _weather(past: Past, origins: Days, at: Days, as_told: bool) -> list[Floats]:
    """How much warmer, hotter, colder (in tens of degrees) and wetter (0..1) than in the four weeks before; 0 where unknown."""
    back = origins[:, None] + np.arange(-28, 0)
    warmth, rain = _ahead(past, origins, at, as_told)
    by_day = zip(_felt(warmth), _felt(_gathered(past.warmth, back)), strict=True)
    wet = _beyond(_wet(rain), _wet(_gathered(past.rain, back)))
    return [*(_beyond(ahead, before)[:, :, None] for ahead, before in by_day), wet]


def _ahead(past: Past, origins: Days, at: Days, as_told: bool) -> tuple[Floats, Floats]:
    """Mean degrees and rain of the days to come; NaN where nobody says."""
    if past.foretold is None or not as_told:
        return _gathered(past.warmth, at), _gathered(past.rain, at)
    lead = np.arange(at.shape[1])
    warmth, rain = past.foretold.celsius[origins], past.foretold.rain[origins]
    told = (np.stack([_gathered(one, lead) for one in part]) for part in (warmth, rain))
    return next(told), next(told)


def _felt(warmth: Floats) -> tuple[Floats, Floats, Floats]:
    """Tens of degrees, and how far they lie above _HOT and below _COLD: a mild day more draws out whom a hot one keeps at home."""
    tens = warmth / 10
    return tens, np.maximum(tens - _HOT / 10, 0), np.maximum(_COLD / 10 - tens, 0)


def _wet(rain: Floats) -> Floats:
    found: Floats = rain / (rain + _WET_MM)
    return found


def _beyond(ahead: Floats, before: Floats) -> Floats:
    """What is to come less the mean of what was, of each origin."""
    usual = mean_known(before.reshape(len(before), -1), axis=1)
    return _zero(np.clip(ahead - usual.reshape(-1, *(1,) * (ahead.ndim - 1)), -2, 2))


def _same_name(past: Past, origins: Days, at: Days) -> tuple[Floats, Floats]:
    """What days of the same name did before each origin, as a share of their usual day; and how far that is known.

    One year that knew it counts half, two count two thirds: every festival is a little different.
    """
    effects = named_effects(past)
    share, known = np.zeros(at.shape), np.zeros(at.shape)
    for where in zip(*np.nonzero(_among(past.named, at)), strict=True):
        before = [effect for day, effect in effects.get(past.names[at[where]], ()) if day < origins[where[0]]]
        if before:
            known[where] = len(before) / (len(before) + 1)
            share[where] = known[where] * sum(before) / len(before)
    return share, known


def _among(days: Flags, at: Days) -> Flags:
    """Flags by index, False before the first and after the last one."""
    return np.asarray((at >= 0) & (at < len(days)) & days[np.clip(at, 0, len(days) - 1)])


def named_effects(past: Past) -> dict[str, list[tuple[int, float]]]:
    """By the name of a day: the days that had it, by index, and how far their people lay from usual."""
    days = np.nonzero(past.named[: len(past.root)])[0]
    usual = mean_known(_gathered(past.plain, days[:, None] - WEEK * np.arange(1, 7)), axis=1)
    known = ~np.isnan(past.root[days]) & ~np.isnan(usual)
    due = np.where(known, usual * usual, 0).sum(axis=1)
    share = np.where(known, usual * past.root[days], 0).sum(axis=1) / due - 1
    found: dict[str, list[tuple[int, float]]] = {}
    for day, effect in zip(days.tolist(), np.clip(share, -1, 1).tolist(), strict=True):
        if np.isfinite(effect):
            found.setdefault(past.names[day], []).append((day, effect))
    return found
