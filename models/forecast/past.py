"""What a forecaster may know: square roots of people on open days, and the calendar of each day, past and to come."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from models.forecast.holiday import country_of, holiday
from models.forecast.series import CLOSED_SHARE, Flags, Floats, Foretold, Series

LONGEST_DAYS = 56
"""Eight weeks ahead is the furthest that anybody plans a room."""

HARDLY_KEPT = 0.05
"""A holiday of a smaller share of the country is left to the levels."""

_PEAK_DAYS, _PEAK_EVERY, _PEAK_FROM = 365, 28, 14
_YEAR_END, _YEAR_START = (12, 22), (1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """root: sqrt of people, (days, steps), NaN on closed days; plain: the same without holidays, for what is usual.

    kept, bridge, turn, warmth, rain, closed, made_up, named, names: by day, LONGEST_DAYS longer than root, because a calendar
    knows the future. named: days that are kept, or of which the centre's own calendar says that they come again.
    rain: by (days, steps). foretold: as in Series.
    """

    key: str
    zone: str
    first: int
    root: Floats
    plain: Floats
    kept: Floats
    bridge: Floats
    turn: Floats
    warmth: Floats
    closed: Floats
    made_up: Floats
    named: Flags
    names: Sequence[str] = field(repr=False)
    rain: Floats
    foretold: Foretold | None = None

    def without_weather(self) -> "Past":
        """The same of which nobody knows the weather."""
        warmth, rain = (np.full_like(one, np.nan) for one in (self.warmth, self.rain))
        return replace(self, warmth=warmth, rain=rain, foretold=None)


def past_of(series: Series) -> Past:
    """Every day judged by the days before it alone, so that no later value can change what was known."""
    days = [date.fromordinal(series.first_ordinal + n) for n in range(series.days + LONGEST_DAYS)]
    country = country_of(series.zone)
    known = [holiday(country, day.year).get(day, (0.0, "")) for day in days]
    told = _longer(series.holiday, np.nan)
    kept = np.where(np.isnan(told), [share for share, _ in known], told)
    shut = _shut(series)
    root = np.sqrt(np.where(shut[:, None], np.nan, np.maximum(series.values, 0)))
    made_up = np.zeros(len(days))
    made_up[: len(series.made_up)] = series.made_up
    plain = np.where(((kept > 0.5) | (made_up > 0.5))[: series.days, None], np.nan, root)
    own = [*series.names, *[""] * (len(days) - len(series.names))]
    return Past(
        key=series.key,
        zone=series.zone,
        first=series.first_ordinal,
        root=root,
        plain=plain,
        kept=kept,
        bridge=_bridge(kept, days),
        turn=np.array([_is_turn_of_year(day) for day in days], dtype=float),
        warmth=_longer(series.temperature, np.nan),
        rain=_rain(series),
        foretold=series.foretold,
        closed=_longer(series.closed, np.nan),
        made_up=made_up,
        named=(kept > HARDLY_KEPT) | np.array([name != "" for name in own]),
        names=[said or name for said, (_, name) in zip(own, known, strict=True)],
    )


def _longer(by_day: Floats, rest: float) -> Floats:
    return np.append(by_day, np.full(LONGEST_DAYS, rest))


def _rain(series: Series) -> Floats:
    found = np.full((series.days + LONGEST_DAYS, series.steps), np.nan)
    found[: len(series.rain)] = series.rain if series.rain.size else np.nan
    return found


def _is_turn_of_year(day: date) -> bool:
    return (day.month, day.day) >= _YEAR_END or (day.month, day.day) <= _YEAR_START


def _bridge(kept: Floats, days: Sequence[date]) -> Floats:
    """Working days beside a holiday, as far as it is kept."""
    beside = np.maximum(np.append(0, kept[:-1]), np.append(kept[1:], 0))
    working = np.array([day.weekday() < 5 for day in days])
    return np.where(working, beside * (1 - kept), 0)


def _shut(series: Series) -> Flags:
    """As `series.closed_days`, but each day by the peak of the days before it."""
    busiest = np.where(np.isnan(series.values), -np.inf, series.values).max(axis=1)
    shut = np.zeros(series.days, dtype=bool)
    for start in range(_PEAK_FROM, series.days, _PEAK_EVERY):
        before = series.values[max(0, start - _PEAK_DAYS) : start]
        if not np.isnan(before).all():
            part = slice(start, start + _PEAK_EVERY)
            shut[part] = (busiest[part] >= 0) & (busiest[part] < CLOSED_SHARE * np.nanpercentile(before, 95))
    return np.where(np.isnan(series.closed), shut, series.closed > 0.5)
