"""A day's weather in a line: from how cold to how warm, and when how much rain."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.page import Visit
from models.weather import HOUR, WeatherHour, WeatherSource


def weather_line(visit: Visit, hours: Sequence[WeatherHour]) -> Component | None:
    """Nothing where nothing is known of the weather."""
    if not hours:
        return None
    t = visit.translate
    said = _said(visit, t, hours)
    observed = all(one.source is WeatherSource.OBSERVED for one in hours)
    return html.P(said if observed else t("use.weather.foretold", said=said), className="muted weather")


def _said(visit: Visit, t: Translate, hours: Sequence[WeatherHour]) -> str:
    low, high = (f(one.celsius for one in hours) for f in (min, max))
    between = {"low": f"{low:.0f}", "high": f"{high:.0f}"}
    wet = [one for one in hours if one.rain_mm]
    if wet:
        zone = visit.ports.centre.zone_info
        return t(
            "use.weather.wet",
            **between,
            rain=f"{sum(one.rain_mm or 0 for one in wet):.1f}",
            start=f"{wet[0].start.astimezone(zone):%H:%M}",
            end=f"{(wet[-1].start + HOUR).astimezone(zone):%H:%M}",
        )
    known = all(one.rain_mm is not None for one in hours)
    return t("use.weather.dry" if known else "use.weather.warmth", **between)
