"""A backtest of chosen forecasters over the series of one file, with progress; and what each took."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from models.forecast.forecaster import FORECASTERS
from models.forecast.protocol import REACHES, Outcome, Trial, outcomes
from models.forecast.score import Score, mean_score

Progress = Callable[[str, int, int], None]
"""Forecaster, series that are done, series in all."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One forecaster over all series; milliseconds: of one forecast, learning included, on one core."""

    forecaster: str
    outcomes: Sequence[Outcome]
    milliseconds: float

    @property
    def total(self) -> Mapping[str, Score]:
        return {reach: mean_score([one.scores[reach] for one in self.outcomes]) for reach in REACHES}


def judged(key: str, trials: Sequence[Trial], progress: Progress) -> Judged:
    """All forecasts of one forecaster; may take minutes with those that others made."""
    done = 0

    def step(_trial: Trial) -> None:
        nonlocal done
        done += 1
        progress(key, done, len(trials))

    start = perf_counter()
    forecast = FORECASTERS[key].begin([trial.series for trial in trials])
    found = outcomes(trials, forecast, step)
    forecasts = sum(len(trial.origins) for trial in trials)
    return Judged(key, found, 1000 * (perf_counter() - start) / forecasts)
