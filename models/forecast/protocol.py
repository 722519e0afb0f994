"""The rolling backtest: twenty origins five days apart, a week ahead each, the first eight to calibrate by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.forecast.forecaster import Forecast
from models.forecast.interval import Rolling, bands
from models.forecast.score import Errors, Score, errors_of
from models.forecast.series import Flags, Floats, Series, closed_days, opened, usual_peak
from models.forecast.week import last_weeks, median_week

ORIGINS, APART_DAYS, AHEAD_DAYS, CALIBRATING = 20, 5, 7, 8
"""Analytics.md 2: five days apart rotate the weekdays; the last twelve origins are scored."""
FEWEST_DAYS = 14
"""An origin with less past than this is left out."""
_OPEN_SHARE, _OPEN_WEEKS, _USUAL_WEEKS = 0.02, 3, 8

REACHES: Mapping[str, slice] = {"D1": slice(0, 1), "D7": slice(0, AHEAD_DAYS)}
"""What is scored: the first day, and all seven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A series with its origins: truth and scored steps (origins, days, steps), and what stands in for a missing forecast."""

    series: Series
    origins: Sequence[int]
    calibrating: int
    truth: Floats
    scored: Flags
    stand_in: Floats
    naive: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One forecaster on one series: what it said (origins, days, steps), its 80 % band, its scores by reach."""

    trial: Trial
    rolling: Rolling
    low: Floats
    high: Floats
    scores: Mapping[str, Score]


def trial_of(series: Series) -> Trial | None:
    """None where the series is too short for a single scored origin."""
    last = series.days - AHEAD_DAYS
    every = [last - APART_DAYS * n for n in range(ORIGINS)][::-1]
    origins = [day for day in every if day >= FEWEST_DAYS]
    if len(origins) <= ORIGINS - len(every) or last < FEWEST_DAYS:
        return None
    calibrating = min(CALIBRATING, len(origins) - 1)
    parts = [_asked(series, origin) for origin in origins]
    return Trial(
        series=series,
        origins=origins,
        calibrating=calibrating,
        truth=np.stack([truth for truth, _, _ in parts]),
        scored=np.stack([scored for _, scored, _ in parts]),
        stand_in=np.stack([usual for _, _, usual in parts]),
        naive=naive_error(opened(series, closed_days(series, origins[calibrating]))[: origins[calibrating]]),
    )


def _asked(series: Series, origin: int) -> tuple[Floats, Flags, Floats]:
    """What came, which steps count (measured, usually open, no closed day), and the median of eight weeks."""
    closed = closed_days(series, origin)
    weeks = last_weeks(opened(series, closed)[:origin], _USUAL_WEEKS)
    usual = np.nan_to_num(median_week(weeks))
    is_open = (usual > _OPEN_SHARE * usual_peak(series, origin)) & (
        (~np.isnan(weeks)).sum(axis=0) >= _OPEN_WEEKS
    )
    truth = series.values[origin : origin + AHEAD_DAYS]
    return truth, is_open & ~np.isnan(truth) & ~closed[origin : origin + AHEAD_DAYS, None], usual


def naive_error(open_days: Floats) -> float | None:
    """Mean absolute difference to the week before, in people: the scale of MASE (Hyndman and Koehler 2006)."""
    off = np.abs(open_days[7:] - open_days[:-7])
    return float(np.nanmean(off)) if not np.isnan(off).all() else None


def rolled(trial: Trial, forecast: Forecast) -> Rolling:
    """What a forecaster said at every origin, each from its past alone."""
    said = np.stack([forecast(trial.series, origin, AHEAD_DAYS) for origin in trial.origins])
    point = np.where(np.isnan(said), trial.stand_in, said)
    first = trial.series.first_ordinal
    return Rolling(np.array([first + origin for origin in trial.origins]), point, trial.truth, trial.scored)


def outcomes(
    trials: Sequence[Trial], forecast: Forecast, done: Callable[[Trial], None] = lambda _: None
) -> list[Outcome]:
    """One forecaster over all series: the bands learn from all of them."""
    rolling = []
    for trial in trials:
        rolling.append(rolled(trial, forecast))
        done(trial)
    return [
        Outcome(trial=trial, rolling=one, low=low, high=high, scores=_scores(trial, one, low, high))
        for trial, one, (low, high) in zip(trials, rolling, bands(rolling), strict=True)
    ]


def _scores(trial: Trial, rolling: Rolling, low: Floats, high: Floats) -> dict[str, Score]:
    return {
        reach: Score.of(
            sum(
                (_at(rolling, low, high, n, days) for n in range(trial.calibrating, len(trial.origins))),
                Errors(),
            ),
            trial.naive,
        )
        for reach, days in REACHES.items()
    }


def _at(rolling: Rolling, low: Floats, high: Floats, origin: int, days: slice) -> Errors:
    point, lower, upper, truth = (one[origin, days] for one in (rolling.point, low, high, rolling.truth))
    return errors_of(point, lower, upper, truth, rolling.scored[origin, days])
