"""Rain in a day's curve: where it fell, cut to what is shown, the darker the heavier."""

from typing import Any

from dashboard.figures.rained import rained
from models.weather import WeatherHour
from tests.dashboard.figures.test_noted import DAY
from tests.measured import ZONE, local
from tests.models.test_weather import an_hour


def drawn(*hours: WeatherHour) -> list[tuple[str, str, float]]:
    shapes: list[dict[str, Any]] = rained(DAY, hours, ZONE)["layout"]["shapes"]
    return [(one["x0"][11:16], one["x1"][11:16], one["opacity"]) for one in shapes if one["name"] == "rain"]


def test_a_wet_hour_is_marked_and_a_dry_or_unknown_one_is_not() -> None:
    hours = [an_hour(10, mm, start=local(14 + n)) for n, mm in enumerate((0.0, 2.0, None, 20.0))]
    assert drawn(*hours) == [("15:00", "16:00", 0.62), ("17:00", "18:00", 1.0)]


def test_rain_before_the_day_is_shown_is_left_out() -> None:
    assert drawn(an_hour(10, 3.0, start=local(5))) == []
