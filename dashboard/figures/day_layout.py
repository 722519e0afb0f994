"""The frame of a day's curve: axes in the local clock, closed hours greyed, limits and holds named."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from html import escape
from typing import Any

from models.calendar import Window
from models.hold import Hold
from models.services.day_curve import DayCurve

CLOSED, TEXT, GRID = "rgba(93,107,104,0.10)", "#53615e", "rgba(93,107,104,0.18)"
FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_MARGIN = timedelta(minutes=45)
_WIDTH, _SIGN = 440.0, 6.5
"""Pixels of the narrowest usual plot, and of one Latin letter in it; assets/22-curve.js cuts more on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of one figure in one language. hover templates are Plotly's; number and title make plain text;
    bands: the words for the heights 1, 2 and 3 where no counts may be shown."""

    zone: tzinfo
    people: str
    usual: str
    hover: str
    usual_hover: str
    booked_hover: str
    capacity: str
    comfort: str
    number: Callable[[float], str]
    title: Callable[[Hold], str]
    bands: tuple[str, ...] = ()
    ahead: str = ""
    ahead_hover: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From a little before the first opening to a little after the last closing, as wall-clock text."""

    start: str
    end: str

    @classmethod
    def of(cls, curve: DayCurve, labels: Labels) -> "Span":
        whole = Window(curve.start, curve.start + timedelta(hours=24))
        first = min((w.start for w in curve.open), default=whole.start + timedelta(hours=6)) - _MARGIN
        last = max((w.end for w in curve.open), default=whole.end - timedelta(hours=1)) + _MARGIN
        return cls(
            wall_time(max(first, whole.start), labels.zone), wall_time(min(last, whole.end), labels.zone)
        )


def wall_time(at: datetime, zone: tzinfo) -> str:
    """An instant as the local clock shows it, without a zone: Plotly draws it as it stands."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")


def layout(curve: DayCurve, labels: Labels, top: float) -> dict[str, Any]:
    span = Span.of(curve, labels)
    return {
        "margin": {"l": 34, "r": 12, "t": 14, "b": 28},
        "autosize": True,
        "showlegend": False,
        "hovermode": "x unified",
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": TEXT},
        "uirevision": curve.space,
        "xaxis": {
            "type": "date",
            "range": [span.start, span.end],
            "tickformat": "%H:%M",
            "hoverformat": "%H:%M",
            "nticks": 7,
            "showgrid": False,
            "fixedrange": True,
            "anchor": "y2" if curve.holds else "y",
        },
        "yaxis": {
            "range": [0, top],
            "nticks": 5,
            "tickformat": "d",
            "gridcolor": GRID,
            "zeroline": False,
            "fixedrange": True,
            "domain": [0.15 if curve.holds else 0, 1],
        },
        "yaxis2": {"domain": [0.01, 0.11], "range": [-1, 1], "visible": False, "fixedrange": True},
        "shapes": _closed(curve, labels, span),
        "annotations": [*_limit_names(curve, labels, span, top), *_booking_names(curve, labels, span)],
    }


def _closed(curve: DayCurve, labels: Labels, span: Span) -> list[dict[str, Any]]:
    """A grey field for each part of the span in which the space is shut."""
    edges = [span.start]
    for window in curve.open:
        edges += [wall_time(window.start, labels.zone), wall_time(window.end, labels.zone)]
    edges.append(span.end)
    return [
        {
            "type": "rect",
            "layer": "below",
            "yref": "paper",
            "x0": start,
            "x1": end,
            "y0": 0,
            "y1": 1,
            "fillcolor": CLOSED,
            "line": {"width": 0},
        }
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    ]


def _text(words: str, **place: Any) -> dict[str, Any]:
    return {"text": words, "showarrow": False, "font": {"size": 12}, **place}


def _limit_names(curve: DayCurve, labels: Labels, span: Span, top: float) -> list[dict[str, Any]]:
    """The limits' names on their lines; a capacity that is out of sight is named at the upper edge."""
    if curve.capacity is None or curve.comfort is None:
        return []
    if curve.capacity > top:
        return [
            _text(
                f"{labels.capacity} ↑", x=1, xref="paper", xanchor="right", y=1, yref="paper", yanchor="top"
            )
        ]
    rows = ((curve.capacity, labels.capacity), (curve.comfort, labels.comfort))
    return [_text(words, x=span.start, xanchor="left", y=height, yanchor="bottom") for height, words in rows]


def _booking_names(curve: DayCurve, labels: Labels, span: Span) -> list[dict[str, Any]]:
    """Each booking's title on its bar, cut where the next one begins."""
    starts = [wall_time(b.window.start, labels.zone) for b in curve.holds]
    ends = [*starts, span.end][1:]
    return [
        _text(
            escape(_cut(labels.title(booking), _hours(start, end) / _hours(span.start, span.end) * _WIDTH)),
            x=start,
            xanchor="left",
            align="left",  # what the browser cuts keeps its first letter where it was
            xshift=3,
            y=0,
            yref="y2",
            name="booking",
        )
        for booking, start, end in zip(curve.holds, starts, ends, strict=True)
    ]


def _hours(start: str, end: str) -> float:
    return max(0.0, (datetime.fromisoformat(end) - datetime.fromisoformat(start)) / timedelta(hours=1))


def _cut(title: str, width: float) -> str:
    """As much of a title as fits, a full-width sign counting double."""
    left, kept = width - _SIGN, ""
    for sign in title:
        left -= _SIGN * (2 if sign > "\u2e7f" else 1)
        if left < 0:
            return f"{kept}…" if kept else ""
        kept += sign
    return kept
