"""Weather is believed where what had been foretold made past forecasts better, and only there."""

from dataclasses import replace

import numpy as np
import pytest

from models.forecast.ours import Ours
from models.forecast.series import Floats, Foretold, Series
from models.forecast.weathered import Weathered
from tests.forecasting import series_of

DAYS, STEPS, LEADS = 220, 24, 7
LAST = 212


def rainy(chance: np.random.Generator) -> Floats:
    """Millimetres by (days, steps): every third day or so it pours from two to seven."""
    rain = np.zeros((DAYS, STEPS))
    rain[np.ix_(chance.random(DAYS) < 0.35, range(14, 19))] = 5.0
    return rain


def a_court(sense: float, told: str = "true", seed: int = 3) -> Series:
    """A court whose people stay away by `sense` while it rains; told: what forecasts said of the rain."""
    chance = np.random.default_rng(seed)
    rain = rainy(chance)
    hours = np.arange(STEPS)
    usual = np.where((hours >= 8) & (hours < 22), 60.0, 0) * (1 - sense * (rain > 0))
    said = rain if told == "true" else rainy(chance)
    foretold = np.full((DAYS, LEADS, STEPS), np.nan)
    for morning in range(DAYS):
        ahead = said[morning : morning + LEADS]
        foretold[morning, : len(ahead)] = ahead
    mild = np.where(np.isnan(foretold[:, :, 0]), np.nan, 15.0)
    values = chance.poisson(usual).astype(float)
    values[LAST:] = np.nan
    return replace(
        series_of(values),
        rain=rain,
        temperature=np.full(DAYS, 15.0),
        foretold=Foretold(celsius=mild, rain=foretold),
    )


def test_a_court_that_empties_when_it_rains_is_forecast_with_the_rain() -> None:
    court = a_court(0.7)
    forecaster = Weathered.of([court])
    assert forecaster.helps(court, LAST)
    seen = forecaster.forecast(court, LAST, 7)
    wet = court.rain[LAST : LAST + 7, 16] > 0
    assert wet.any()
    assert seen[wet, 16].mean() < 0.75 * seen[~wet, 16].mean()


@pytest.mark.parametrize(("sense", "told"), [(0.0, "true"), (0.7, "false")])
def test_where_rain_or_its_forecast_tells_nothing_the_weather_is_left_out(sense: float, told: str) -> None:
    court = a_court(sense, told)
    forecaster = Weathered.of([court])
    assert not forecaster.helps(court, LAST)
    assert (forecaster.forecast(court, LAST, 7) == forecaster.blind.forecast(court, LAST, 7)).all()


def test_what_was_observed_after_a_morning_changes_neither_its_forecast_nor_the_choice() -> None:
    court = a_court(0.7)
    later = court.rain.copy()
    later[LAST:] = 9.0
    for other in (
        replace(court, rain=later),
        replace(court, temperature=np.r_[court.temperature[:LAST], np.full(8, 39.0)]),
    ):
        one, two = Weathered.of([court]), Weathered.of([other])
        assert one.helps(court, LAST) == two.helps(other, LAST)
        assert (one.forecast(court, LAST, 7) == two.forecast(other, LAST, 7)).all()


def test_a_day_beyond_what_was_foretold_does_not_see_what_came() -> None:
    court = a_court(0.7)
    said = []
    for mm in (0.0, 9.0):
        came = court.rain.copy()
        came[LAST:] = mm
        one = replace(court, rain=came)
        said.append(Weathered.of([one]).seeing.forecast(one, LAST, LEADS + 1))
    assert (said[0] == said[1]).all()


def test_a_few_weeks_of_foretold_weather_are_too_few_to_judge_by() -> None:
    court = a_court(0.7)
    assert court.foretold is not None
    young = court.foretold.rain.copy(), court.foretold.celsius.copy()
    for one in young:
        one[: LAST - 30] = np.nan
    thin = replace(court, foretold=Foretold(rain=young[0], celsius=young[1]))
    assert not Weathered.of([thin]).helps(thin, LAST)


def test_who_knows_no_weather_learns_once() -> None:
    plain = series_of(a_court(0).values)
    forecaster = Weathered.of([plain])
    assert forecaster.seeing is forecaster.blind
    assert not forecaster.helps(plain, LAST)


def test_mornings_looked_at_together_are_forecast_as_each_alone() -> None:
    court = a_court(0.7)
    for ours in (Weathered.of([court]).seeing, Weathered.of([court]).blind):
        mornings = [150, 171, LAST]
        together = ours.forecasts(court, mornings, 7)
        for morning, week in zip(mornings, together, strict=True):
            assert week == pytest.approx(ours.forecast(court, morning, 7), nan_ok=True)


def test_who_never_looks_at_the_sky_has_learned_as_if_there_were_none() -> None:
    court = a_court(0.7)
    skyless = replace(court, temperature=np.full(DAYS, np.nan), rain=np.zeros((0, 0)), foretold=None)
    blind, alone = Weathered.of([court]).blind, Ours.of([skyless])
    assert (blind.forecast(court, LAST, 7) == alone.forecast(skyless, LAST, 7)).all()
