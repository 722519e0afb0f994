"""Our forecaster: what must hold of any forecast, and that it beats the typical week where there is something to learn."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.forecast.forecaster import FORECASTERS, OURS
from models.forecast.ours import Ours
from tests.forecasting import place, series_of

ORIGIN = 100
OWN = [key for key, row in FORECASTERS.items() if not row.needs]


@pytest.mark.parametrize("key", OWN)
@pytest.mark.parametrize("people", [0.0, 70.0])
def test_the_forecast_of_a_constant_is_the_constant(key: str, people: float) -> None:
    flat = series_of(np.full((120, 24), people))
    assert np.allclose(FORECASTERS[key].begin([flat])(flat, 110, 7), people, rtol=1e-4)


@pytest.mark.parametrize("key", OWN)
def test_twice_the_people_are_twice_the_forecast(key: str) -> None:
    one = place(3)
    twice = replace(one, values=one.values * 2)
    said = [FORECASTERS[key].begin([series])(series, ORIGIN, 7) for series in (one, twice)]
    assert np.allclose(said[1], 2 * said[0], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("key", OWN)
@settings(max_examples=3)
@given(seed=st.integers(0, 1000))
def test_nothing_that_comes_after_the_origin_is_known(key: str, seed: int) -> None:
    known, other = place(3), place(4)
    chance = np.random.default_rng(seed)
    later = known.values.copy()
    later[ORIGIN:] = chance.choice([0.0, 5.0, 900.0, np.nan], later[ORIGIN:].shape)
    changed = replace(known, values=later)
    beside = replace(other, values=np.where(np.arange(150)[:, None] < ORIGIN, other.values, 3000.0))
    before = FORECASTERS[key].begin([known, other])(known, ORIGIN, 7)
    after = FORECASTERS[key].begin([changed, beside])(changed, ORIGIN, 7)
    assert np.array_equal(before, after, equal_nan=True)


def test_an_unmeasured_hour_is_not_forecast_and_spoils_no_other() -> None:
    whole = place(3)
    holed = whole.values.copy()
    holed[:, 9] = np.nan
    said = Ours.of([series_of(holed)]).forecast(series_of(holed), ORIGIN, 7)
    assert np.isnan(said[:, 9]).all()
    assert not np.isnan(np.delete(said, 9, axis=1)).any()


def test_a_day_that_is_known_to_be_closed_is_forecast_empty() -> None:
    shut = np.full(150, np.nan)
    shut[ORIGIN + 2] = 1
    closing = replace(place(3), closed=shut)
    said = Ours.of([closing]).forecast(closing, ORIGIN, 7)
    assert (said.sum(axis=1) == 0).nonzero()[0].tolist() == [2]


def test_eight_weeks_ahead_are_forecast_from_one_week_of_past() -> None:
    short = place(3, 40)
    said = Ours.of([short]).forecast(short, 7, 56)
    assert said.shape == (56, 24)
    assert np.isfinite(said).all()
    assert 0.5 < said.mean() / short.values.mean() < 2


def test_what_a_holiday_did_last_year_is_expected_of_the_next() -> None:
    """Two years of a place that stands half empty on New Year's Day, the 307th day from 2 March and again 365 later."""
    chance = np.random.default_rng(5)
    values = chance.poisson(50, (680, 24)).astype(float)
    values[[305, 670]] //= 3
    year = series_of(values)
    assert year.first.toordinal() + 670 == year.first.replace(year=2028, month=1, day=1).toordinal()
    said = FORECASTERS[OURS].begin([year])(year, 668, 7)
    assert said[2].mean() < 0.85 * said[[1, 3]].mean()


def test_a_holiday_that_is_yet_to_come_teaches_nothing() -> None:
    values = np.random.default_rng(5).poisson(50, (400, 24)).astype(float)
    emptied = values.copy()
    emptied[305] //= 3  # New Year's Day of 2027, two days after the origin
    said = [Ours.of([one]).forecast(one, 303, 7) for one in (series_of(values), series_of(emptied))]
    assert np.array_equal(said[0], said[1])
