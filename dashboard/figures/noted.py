"""Remarks drawn into a day's curve: a tinted span with its words at the upper edge."""

from collections.abc import Sequence
from datetime import tzinfo
from html import escape
from typing import Any

from dashboard.figures.day_layout import wall_time
from models.payload import visible
from models.remark import Remark

Figure = dict[str, Any]

TINT, TEXT = "rgba(138,90,0,0.12)", "#8a5a00"
_LONGEST = 24
"""Signs of a remark that stand in the picture; the list below has all of it."""


def noted(figure: Figure, remarks: Sequence[Remark], zone: tzinfo) -> Figure:
    """The figure with the remarks; several stand one below the other."""
    first, last = figure["layout"]["xaxis"]["range"]
    shapes, words = [], []
    for place, remark in enumerate(remarks):
        start = max(first, wall_time(remark.window.start, zone))
        end = min(last, wall_time(remark.window.end, zone))
        if start < end:
            shapes.append(_span(start, end))
            words.append(_words(remark.text, start, place))
    layout = figure["layout"]
    changed = {"shapes": [*layout["shapes"], *shapes], "annotations": [*layout["annotations"], *words]}
    return {**figure, "layout": {**layout, **changed}}


def _span(start: str, end: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "name": "remark",
        "yref": "paper",
        "x0": start,
        "x1": end,
        "y0": 0,
        "y1": 1,
        "line": {"width": 0},
        "fillcolor": TINT,
    }


def _words(text: str, start: str, place: int) -> dict[str, Any]:
    shown = visible(text)
    cut = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    return {
        "text": escape(cut),
        "name": "remark",
        "x": start,
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -16 * place,
        "showarrow": False,
        "font": {"size": 12, "color": TEXT},
    }
