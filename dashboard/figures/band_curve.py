"""DayCurve -> the same day in bands only, for those who may not see counts."""

from dataclasses import replace

import numpy as np

from dashboard.figures.day_curve import Figure, day_figure
from dashboard.figures.day_layout import Labels
from models.live import Band, band
from models.services.day_curve import DayCurve
from models.usual import Floats, UsualDay

HEIGHT = {Band.QUIET: 1.0, Band.MODERATE: 2.0, Band.BUSY: 3.0, Band.UNKNOWN: np.nan}


def band_figure(curve: DayCurve, labels: Labels) -> Figure:
    """Steps of 空闲 / 适中 / 拥挤: every number is turned into its band before anything is drawn."""
    nothing = np.full_like(curve.people, np.nan)
    bands = replace(
        curve,
        people=levels(curve.people, curve.capacity),
        now=None,
        ahead=None,
        usual=UsualDay(nothing, levels(curve.usual.median, curve.capacity), nothing, curve.usual.days),
        capacity=3,
    )
    figure = day_figure(bands, labels)
    figure["data"] = [
        _stepped(trace) for trace in figure["data"] if trace["uid"] in ("people", "usual", "booked")
    ]
    figure["layout"]["annotations"] = [
        a for a in figure["layout"]["annotations"] if a.get("name") == "booking"
    ]
    figure["layout"]["yaxis"] |= {"range": [0, 3.3], "tickvals": [1, 2, 3], "ticktext": list(labels.bands)}
    figure["layout"]["margin"] |= {"l": 64}
    return figure


def levels(people: Floats, capacity: int | None) -> Floats:
    """1, 2 or 3 for each number; no data stays no data."""
    return np.array([HEIGHT[band(None if np.isnan(n) else float(n), capacity)] for n in people])


def _stepped(trace: Figure) -> Figure:
    if trace["uid"] == "booked":
        return trace
    return trace | {"line": {**trace["line"], "shape": "hvh"}, "hoverinfo": "x+name", "hovertemplate": None}
