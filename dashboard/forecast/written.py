"""Forecasts and scores as two CSV files, for whoever wants to judge them again."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from config.settings import ConfigError
from dashboard.csv_sheet import Cell, csv_text
from dashboard.forecast.backtest import Judged
from dashboard.forecast.table import FIGURES
from models.forecast.protocol import Outcome

FORECASTS, SCORES = "forecasts.csv", "scores.csv"
_HEADING = (
    "forecaster",
    "series",
    "tz",
    "origin",
    "local_time",
    "forecast",
    "low",
    "high",
    "value",
    "scored",
)


def write(folder: Path, found: Sequence[Judged]) -> None:
    """Both files, whole or not at all. Raises ConfigError when the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder / SCORES, [("forecaster", "series", "reach", "steps", *FIGURES), *_scores(found)])
        _put(folder / FORECASTS, [_HEADING, *_forecasts(found)])
    except OSError as error:
        raise ConfigError(f"option --out {folder}: it cannot be written: {error.strerror}") from error


def _put(file: Path, rows: Sequence[Sequence[Cell]]) -> None:
    part = file.with_suffix(".part")
    part.write_text(csv_text(rows), encoding="utf-8", newline="")
    part.replace(file)


def _scores(found: Sequence[Judged]) -> Iterator[Sequence[Cell]]:
    for judged in found:
        for one in judged.outcomes:
            for reach, score in one.scores.items():
                figures = (getattr(score, name) for name in FIGURES)
                yield (judged.forecaster, one.trial.series.key, reach, score.steps, *figures)


def _forecasts(found: Sequence[Judged]) -> Iterator[Sequence[Cell]]:
    for judged in found:
        for one in judged.outcomes:
            yield from _steps(judged.forecaster, one)


def _steps(forecaster: str, one: Outcome) -> Iterator[Sequence[Cell]]:
    """Every step of every scored origin."""
    series, rolling = one.trial.series, one.rolling
    minutes = 1440 // series.steps
    for n in range(one.trial.calibrating, len(one.trial.origins)):
        origin = date.fromordinal(int(rolling.day[n]))
        for day, step in np.ndindex(rolling.point.shape[1:]):
            at = datetime.combine(origin + timedelta(days=day), time()) + timedelta(minutes=minutes * step)
            figures = (
                _cell(part[n, day, step]) for part in (rolling.point, one.low, one.high, rolling.truth)
            )
            scored = int(rolling.scored[n, day, step])
            yield (forecaster, series.key, series.zone, f"{origin}", f"{at:%Y-%m-%dT%H:%M}", *figures, scored)


def _cell(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 2)
