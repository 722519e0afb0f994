"""Rain drawn into a day's curve: a strip along the upper edge, the darker the heavier."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from dashboard.figures.day_layout import wall_time
from models.weather import HOUR, WeatherHour

Figure = dict[str, Any]

RAIN = "#2f6f9f"
HEAVY_MM = 4.0
"""An hour with so much is as dark as any."""
_TOP, _THICK = 1.0, 0.025


def rained(figure: Figure, hours: Sequence[WeatherHour], zone: tzinfo) -> Figure:
    """The figure with a mark for each hour in which it rained, or is foretold to."""
    first, last = figure["layout"]["xaxis"]["range"]
    shapes = []
    for one in hours:
        start, end = (
            max(first, wall_time(one.start, zone)),
            min(last, wall_time(one.start + HOUR, zone)),
        )
        if one.rain_mm and start < end:
            shapes.append(_mark(start, end, one.rain_mm))
    layout = figure["layout"]
    return {**figure, "layout": {**layout, "shapes": [*layout["shapes"], *shapes]}}


def _mark(start: str, end: str, rain_mm: float) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "name": "rain",
        "yref": "paper",
        "x0": start,
        "x1": end,
        "y0": _TOP - _THICK,
        "y1": _TOP,
        "line": {"width": 0},
        "fillcolor": RAIN,
        "opacity": round(0.25 + 0.75 * min(rain_mm / HEAVY_MM, 1), 2),
    }
