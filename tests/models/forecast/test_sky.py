"""The sky by day: what was observed, and what each morning had been told, never a word of later."""

from datetime import date, datetime, timedelta

import numpy as np

from models.calendar import CHINA
from models.forecast.outlook import HALF_HOURS
from models.forecast.sky import LEADS, Sky, sky_of
from models.weather import HOUR, WeatherHour, WeatherSource

FIRST = date(2026, 11, 2)
DAYS = 20


def midnight(day: int) -> datetime:
    return datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), tzinfo=CHINA)


def a_day(day: int, celsius: float, rain_mm: float = 0, said_at: datetime | None = None) -> list[WeatherHour]:
    return [
        WeatherHour(
            start=midnight(day) + n * HOUR,
            source=WeatherSource.OBSERVED if said_at is None else WeatherSource.FORECAST,
            said_at=said_at or midnight(day) + n * HOUR,
            celsius=celsius,
            rain_mm=rain_mm if n == 14 else 0.0,
        )
        for n in range(24)
    ]


def sky(*days: list[WeatherHour]) -> Sky:
    return sky_of([one for day in days for one in day], "Asia/Shanghai", FIRST, DAYS)


def test_a_day_is_the_mean_of_its_hours_and_its_rain_falls_in_its_half_hours() -> None:
    found = sky(a_day(3, 12, 2.5))
    assert found.celsius[3] == 12
    assert found.rain.shape == (DAYS, HALF_HOURS)
    assert np.flatnonzero(found.rain[3]).tolist() == [28, 29]
    assert np.isnan(found.celsius[[2, 4]]).all()


def test_a_morning_knows_what_was_said_before_it_and_nothing_of_later() -> None:
    early, late = midnight(5) - 4 * HOUR, midnight(6) + 7 * HOUR
    found = sky(a_day(8, 10, said_at=early), a_day(8, 14, said_at=late), a_day(8, 20))
    told = {morning: found.foretold.celsius[morning, 8 - morning] for morning in range(4, 9)}
    assert np.isnan(told[4])
    assert [told[5], told[6], told[7], told[8]] == [10, 10, 14, 14]
    assert found.celsius[8] == 20


def test_what_is_said_at_midnight_is_said_before_that_morning() -> None:
    found = sky(a_day(5, 10, said_at=midnight(5)))
    assert found.foretold.celsius[5, 0] == 10


def test_a_day_that_nobody_observed_is_as_it_was_foretold_for_its_morning() -> None:
    found = sky(a_day(4, 8, 1.0, said_at=midnight(2)))
    assert found.celsius[4] == 8
    assert found.rain[4, 28] == 1.0


def test_a_forecast_too_old_tells_nothing_and_few_hours_make_no_mean() -> None:
    old = sky(a_day(LEADS + 3, 8, said_at=midnight(1))).foretold.celsius
    assert old[LEADS, 3] == 8
    assert np.isnan(old[LEADS + 1 :]).all()
    assert np.isnan(sky(a_day(4, 8)[:7]).celsius[4])
