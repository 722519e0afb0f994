"""A day's weather in a line, in both languages."""

from collections.abc import Sequence

from dashboard.components.weather_line import weather_line
from dashboard.i18n import Locale
from models.account import Role
from models.weather import HOUR, WeatherHour
from tests.builders import some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.measured import local
from tests.models.test_weather import an_hour


def told(hours: Sequence[WeatherHour], locale: Locale = "en") -> str | None:
    found = weather_line(a_visit(Role.MANAGER, some_ports(), locale), hours)
    return None if found is None else found.children


def test_how_cold_how_warm_and_when_how_much_it_rained() -> None:
    hours = [an_hour(8 + n, mm, start=local(13 + n)) for n, mm in enumerate((0.0, 1.2, 2.2, 0.0))]
    assert told(hours) == "8 to 11 °C, 3.4 mm of rain between 14:00 and 16:00"
    assert told(hours, "zh-Hans") == "8～11 ℃，降水 3.4 毫米（14:00 至 16:00 之间）"


def test_a_dry_day_one_of_which_the_rain_is_unknown_and_one_of_which_nothing_is() -> None:
    assert told([an_hour(8), an_hour(9)]) == "8 to 9 °C, no rain"
    assert told([an_hour(8), an_hour(9, None)]) == "8 to 9 °C"
    assert told([]) is None


def test_what_is_only_foretold_says_so() -> None:
    assert told([an_hour(8, told=9 * HOUR)]) == "Weather forecast: 8 to 8 °C, no rain"
