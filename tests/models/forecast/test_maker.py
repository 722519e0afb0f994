"""Forecasts of a centre's spaces, for any morning."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from models.centre import SpaceId, SpaceKind
from models.forecast.maker import Maker, Place
from models.forecast.past import LONGEST_DAYS
from models.forecast.series import Floats, Series

FIRST = date(2026, 3, 2)
AT = datetime(2026, 8, 1, tzinfo=UTC)
GYM, HALL = SpaceId("gym"), SpaceId("hall")
OPEN = (np.arange(48) >= 16) & (np.arange(48) < 44)


def a_series(values: Floats, closed: Floats | None = None) -> Series:
    days = len(values) + LONGEST_DAYS
    later = np.full((LONGEST_DAYS, 48), np.nan)
    return Series(
        key="gym",
        zone="Asia/Shanghai",
        first=FIRST,
        values=np.concatenate([values, later]),
        capacity=np.full((days, 48), 100.0),
        closed=np.zeros(days) if closed is None else closed,
        holiday=np.zeros(days),
        temperature=np.full(days, np.nan),
        made_up=np.zeros(days),
        names=[""] * days,
    )


def weeks(days: int = 120, seed: int = 1) -> Floats:
    """Thirty people in open hours, a wandering level, and chance."""
    chance = np.random.default_rng(seed)
    level = np.exp(np.cumsum(chance.normal(0, 0.03, days)))
    return np.where(OPEN, chance.poisson(30 * level[:, None] * np.ones(48)), np.nan).astype(float)


def a_maker(*values: Floats, closed: Floats | None = None) -> Maker:
    places = [
        Place(space=SpaceId(key), kind=SpaceKind.GYM, series=_named(a_series(one, closed), key))
        for key, one in zip(("gym", "hall"), values, strict=False)
    ]
    return Maker.of(places, 7, FIRST)


def _named(series: Series, key: str) -> Series:

    return replace(series, key=key)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def test_a_morning_is_forecast_from_what_lay_before_it_alone() -> None:
    values = weeks()
    other = values.copy()
    other[90:] = 5
    one, two = (a_maker(some).made(GYM, day(90), AT) for some in (values, other))
    assert np.array_equal(one.point, two.point, equal_nan=True)
    assert (one.busy, one.weeks) == (two.busy, two.weeks)


def test_a_space_that_was_never_measured_has_the_profile_of_its_kind() -> None:
    made = a_maker(np.full((60, 48), np.nan)).made(GYM, day(60), AT)
    assert made.weeks == 0
    assert np.isnan(made.busy)
    assert 60 < np.nanmax(made.point) < 80


def test_a_closed_day_to_come_is_forecast_as_nothing() -> None:
    closed = np.zeros(120 + LONGEST_DAYS)
    closed[123] = 1
    made = a_maker(weeks(), closed=closed).made(GYM, day(120), AT)
    assert np.isnan(made.point[3]).all()
    assert not np.isnan(made.point[4, OPEN]).any()


@pytest.mark.parametrize("n", [-1, 121])
def test_a_morning_outside_the_series_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"'gym' can be made for {day(n)}"):
        a_maker(weeks()).made(GYM, day(n), AT)


def test_bands_hold_what_comes_and_widen_with_the_errors_of_that_reach() -> None:
    values = weeks(300)
    maker = a_maker(values)
    some = [maker.made(GYM, day(n), AT) for n in range(120, 301, 5)]
    *past, last = maker.banded(some)
    width = np.sqrt(last.high) - np.sqrt(last.low)
    assert np.nanmean(width[0]) < np.nanmean(width[3]) < np.nanmean(width[40])
    inside = []
    for one in past[20:]:
        ahead = slice((one.day - FIRST).days, (one.day - FIRST).days + 7)
        truth = maker.places[GYM].series.values[ahead]
        known = ~np.isnan(truth) & ~np.isnan(one.high[:7])
        inside.append(((truth >= one.low[:7]) & (truth <= one.high[:7]))[known].mean())
    assert 0.72 < np.mean(inside) < 0.9


def test_a_space_whose_own_forecasts_have_not_ended_has_no_band_beside_one_whose_have() -> None:
    values = weeks(120)
    young = np.where(np.arange(120)[:, None] >= 110, weeks(120, seed=2), np.nan)
    maker = a_maker(values, young)
    made = [maker.made(space, day(n), AT) for n in range(60, 121, 5) for space in (GYM, HALL)]
    last = {one.space: one for one in maker.banded(made) if one.day == day(120)}
    assert not np.isnan(last[GYM].high[0, OPEN]).any()
    assert np.isnan(last[HALL].high[:7]).all()
