"""The backtest against the same figures worked out step by step, and on excerpts of two real places."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.forecast.sample_file import read
from models.forecast.forecaster import FORECASTERS, OURS
from models.forecast.protocol import outcomes, trial_of
from models.forecast.score import mean_score
from models.forecast.series import Series
from tests.forecasting import place, series_of
from tests.source import ROOT

TWO_PLACES = ROOT / "tests" / "fixtures" / "forecast" / "two_places.parquet"


def naive_by_hand(series: Series, days: int) -> float:
    """WAPE of last week's value in the protocol's words, one step after another, without closures or gaps."""
    off = came = 0.0
    for n in range(12):
        origin = series.days - 7 - 5 * n
        peak = np.percentile(series.values[max(0, origin - 365) : origin], 95)
        for day in range(days):
            for hour in range(24):
                before = [float(series.values[origin + day - 7 * week, hour]) for week in range(1, 9)]
                if np.median(before) > 0.02 * peak:
                    came += float(series.values[origin + day, hour])
                    off += abs(float(series.values[origin + day, hour]) - before[0])
    return 100 * off / came


def test_the_weekly_naive_score_is_the_one_worked_out_by_hand() -> None:
    series = place(7)
    trial = trial_of(series)
    assert trial is not None
    found = outcomes([trial], FORECASTERS["weekly_naive"].begin([series]))[0]
    assert found.scores["D1"].wape == pytest.approx(naive_by_hand(series, 1))
    assert found.scores["D7"].wape == pytest.approx(naive_by_hand(series, 7))


def test_there_are_twenty_origins_five_days_apart_and_the_last_week_is_the_last_of_the_file() -> None:
    trial = trial_of(place(1, 150))
    assert trial is not None
    assert trial.origins == [48 + 5 * n for n in range(20)]
    assert trial.calibrating == 8


def test_a_closed_day_is_neither_scored_nor_does_it_spoil_the_week_after() -> None:
    values = place(1).values.copy()
    values[145] = 0
    trial = trial_of(series_of(values))
    assert trial is not None
    assert not trial.scored[-1, 2].any()
    assert trial.scored[-1, 3].any()
    spoilt = FORECASTERS["weekly_naive"].begin([trial.series])(trial.series, 149, 7)
    assert spoilt[3].sum() > 0  # the weekday of the closure, from the week before it


def test_a_short_series_has_fewer_origins_and_a_very_short_one_none() -> None:
    short = trial_of(place(1, 40))
    assert short is not None
    assert short.origins == [18, 23, 28, 33]
    assert short.calibrating < len(short.origins)
    assert trial_of(place(1, 20)) is None


def test_a_series_that_was_measured_late_or_never_is_scored_where_there_is_something_to_score() -> None:
    values = place(1).values.copy()
    values[:100] = np.nan
    late, never = trial_of(series_of(values)), trial_of(series_of(np.full_like(values, np.nan), key="never"))
    assert late is not None
    assert never is not None
    found = outcomes([late, never], FORECASTERS[OURS].begin([late.series, never.series]))
    assert [one.scores["D7"].wape is None for one in found] == [False, True]


@pytest.mark.parametrize("by", ["weekly_naive", OURS])
@pytest.mark.parametrize("people", [7.0, 0.1, 1e9])
def test_what_never_changes_lies_in_its_band(by: str, people: float) -> None:
    trial = trial_of(series_of(np.full((150, 24), people)))
    assert trial is not None
    (found,) = outcomes([trial], FORECASTERS[by].begin([trial.series]))
    assert found.scores["D7"].coverage == 100


def test_the_mean_absolute_scaled_error_is_beside_the_past_before_the_scored_origins() -> None:
    series = place(1)
    trial = trial_of(series)
    assert trial is not None
    past = series.values[: trial.origins[8]]
    assert trial.naive == pytest.approx(np.abs(past[7:] - past[:-7]).mean())


def test_bands_hold_about_eighty_percent_of_places_that_are_made_up() -> None:
    trials = [trial for n in range(6) if (trial := trial_of(place(n))) is not None]
    found = outcomes(trials, FORECASTERS["typical_week_level"].begin([trial.series for trial in trials]))
    covered = [one.scores["D7"].coverage for one in found]
    assert all(one is not None and 68 < one < 92 for one in covered), covered
    assert 76 < (mean_score([one.scores["D7"] for one in found]).coverage or 0) < 86


def test_a_series_with_gaps_has_the_scores_of_the_bands_that_it_was_given() -> None:
    """Its first days were rarely measured, so that their bands begin later than those of the rest of the week."""
    values = place(1).values.copy()
    whole = trial_of(series_of(values))
    assert whole is not None
    values[whole.origins[:4]] = np.nan
    trials = [trial for one in (series_of(values), place(2)) if (trial := trial_of(one)) is not None]
    found = outcomes(trials, FORECASTERS["typical_week_level"].begin([trial.series for trial in trials]))[0]
    for score in found.scores.values():
        assert score.pinball is not None
        assert score.pinball > 0
        assert 60 < (score.coverage or 0) < 95


def test_on_two_real_places_ours_is_better_than_the_typical_week_at_its_level() -> None:
    series = read(Path(TWO_PLACES), 60).series
    trials = [trial for one in series if (trial := trial_of(one)) is not None]
    assert len(trials) == 2
    scores = {
        key: mean_score([one.scores["D7"] for one in outcomes(trials, FORECASTERS[key].begin(series))])
        for key in (OURS, "typical_week_level", "weekly_naive")
    }
    wape = {key: score.wape or 0 for key, score in scores.items()}
    assert wape[OURS] < 0.97 * wape["typical_week_level"] < 0.97 * wape["weekly_naive"]
    assert 74 < (scores[OURS].coverage or 0) < 88


def test_an_error_of_one_forecaster_is_in_its_score() -> None:
    """A forecaster that says zero is off by everything that came."""
    trial = trial_of(place(2))
    assert trial is not None
    found = outcomes([trial], lambda series, origin, days: np.zeros((days, series.steps)))[0]
    assert found.scores["D7"].wape == pytest.approx(100)
    doubled = replace(trial, truth=trial.truth * 2)
    assert outcomes([doubled], lambda s, o, d: np.zeros((d, s.steps)))[0].scores["D7"].wape == pytest.approx(
        100
    )
