"""Forecasts come back from the database as they were made."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from models.centre import SpaceId
from models.db import Database
from models.forecast.made import SHAPE, Made

GYM, HALL = SpaceId("gym"), SpaceId("hall")
DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
POINT = np.where(np.arange(48) < 16, np.nan, np.arange(SHAPE[0] * 48).reshape(SHAPE) / 8)
MADE = Made(
    space=GYM,
    day=DAY,
    point=POINT,
    low=POINT / 2,
    high=np.full(SHAPE, np.nan),
    busy=41.5,
    show=0.8,
    weeks=12.5,
    made_at=AT,
    basis=730,
)


def test_a_forecast_comes_back_as_it_was_made(database: Database) -> None:
    kept = database.forecasts("shijiawan")
    kept.put([replace(MADE, space=HALL, busy=np.nan), MADE, replace(MADE, day=DAY + timedelta(1))])
    gym, hall = kept.within([HALL, GYM], DAY, DAY)
    assert (gym.space, gym.day, gym.made_at, gym.basis) == (GYM, DAY, AT, 730)
    assert (gym.busy, gym.show, gym.weeks) == (41.5, 0.8, 12.5)
    assert np.isnan(hall.busy)
    for name in ("point", "low", "high"):
        assert np.allclose(getattr(gym, name), getattr(MADE, name), rtol=1e-3, equal_nan=True)
    assert database.forecasts("other").within([GYM], DAY, DAY) == []


def test_what_is_made_again_replaces_what_was(database: Database) -> None:
    kept = database.forecasts("shijiawan")
    kept.put([MADE])
    kept.put([replace(MADE, basis=900)])
    assert kept.known(DAY, DAY) == {(GYM, DAY): (AT, 900)}


def test_forgotten_mornings_are_gone_and_others_stay(database: Database) -> None:
    kept = database.forecasts("shijiawan")
    later = DAY + timedelta(1)
    kept.put([MADE, replace(MADE, space=HALL), replace(MADE, day=later)])
    assert kept.remove([DAY]) == 2
    assert set(kept.known(DAY, later)) == {(GYM, later)}
