"""The weather of an hour: what cannot be is refused, and of several the best known one counts."""

from datetime import UTC, datetime, timedelta

import pytest

from models.weather import HOUR, WeatherHour, WeatherSource, best_known

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)


def an_hour(
    celsius: float = 10, rain_mm: float | None = 0, *, start: datetime = AT, told: timedelta | None = None
) -> WeatherHour:
    """told: so long before it was foretold; None = observed."""
    return WeatherHour(
        start=start,
        source=WeatherSource.OBSERVED if told is None else WeatherSource.FORECAST,
        said_at=start if told is None else start - told,
        celsius=celsius,
        rain_mm=rain_mm,
    )


def test_an_observation_stands_before_every_forecast_and_a_later_forecast_before_an_earlier_one() -> None:
    old, new = an_hour(1, told=30 * HOUR), an_hour(2, told=6 * HOUR)
    tomorrow = [an_hour(n, start=AT + HOUR, told=told * HOUR) for n, told in ((3, 9), (4, 40))]
    assert [one.celsius for one in best_known([an_hour(5), new, old, *tomorrow])] == [5, 3]
    assert best_known([old, new]) == [new]


@pytest.mark.parametrize(
    ("celsius", "rain_mm", "start", "told"),
    [
        (61, 0, AT, None),
        (float("nan"), 0, AT, None),
        (10, -0.1, AT, None),
        (10, 401, AT, None),
        (10, 0, AT + HOUR / 2, None),
        (10, 0, AT, -HOUR),
    ],
)
def test_weather_that_cannot_be_is_refused(
    celsius: float, rain_mm: float, start: datetime, told: timedelta | None
) -> None:
    with pytest.raises(ValueError, match="2026-11-22"):
        an_hour(celsius, rain_mm, start=start, told=told)
