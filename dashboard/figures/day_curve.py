"""DayCurve -> a lean Plotly figure. Colours are the light theme's; assets/20-live.css repaints by `uid` in both themes."""

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any

import numpy as np

from dashboard.figures.day_layout import Labels, Span, layout, wall_time
from models.calendar import SLOT
from models.services.day_curve import DayCurve
from models.usual import Floats

Figure = dict[str, Any]

INK, USUAL, SOFT, LIMIT, BOOKED = "#0b6e5f", "#5d6b68", "rgba(93,107,104,0.18)", "#b3261e", "#8a5a00"
EXPECTED = "rgba(11,110,95,0.22)"
_SLOT_MS = int(SLOT / timedelta(milliseconds=1))


def day_figure(curve: DayCurve, labels: Labels) -> Figure:
    """People of the day with capacity, usual range, closed hours and holds; gaps stay gaps."""
    top = _top(curve)
    traces = [
        _usual_band(curve, labels),
        _usual_line(curve, labels),
        *_limits(curve, labels, top),
        *_ahead(curve, labels),
        _people(curve, labels),
        *_now(curve, labels),
        *_holds(curve, labels),
    ]
    return {"data": traces, "layout": layout(curve, labels, top)}


def typed(values: Floats, kind: str = "f4") -> dict[str, str]:
    """Plotly's typed array: a tenth of the size of a JSON list, and nan stays a gap."""
    raw = np.asarray(values).astype(f"<{kind}").tobytes()
    return {"dtype": kind, "bdata": base64.b64encode(raw).decode("ascii")}


def _top(curve: DayCurve) -> float:
    """The height of the axis: capacity, unless the day is so quiet that its shape would be lost below it."""
    now, ahead = curve.now[1] if curve.now else 0.0, curve.ahead.high if curve.ahead else ()
    seen = [n for n in (*curve.people, *curve.usual.high, *ahead, now) if not np.isnan(n)]
    highest = max(seen, default=0.0)
    is_near = curve.capacity is not None and highest >= 0.3 * curve.capacity
    return max((curve.capacity or 0) * 1.12, highest * 1.12) if is_near else max(highest * 1.6, 4.0)


def _line(uid: str, name: str, values: Floats, colour: str, **line: Any) -> Figure:
    """A value for each quarter hour, drawn at its middle."""
    return {
        "type": "scatter",
        "mode": "lines",
        "uid": uid,
        "name": name,
        "x0": 0,
        "dx": _SLOT_MS,
        "y": typed(values),
        "connectgaps": False,
        "line": {"color": colour, "width": 2, **line},
    }


def _at_noon_of_slots(trace: Figure, curve: DayCurve, labels: Labels) -> Figure:
    return trace | {"x0": wall_time(curve.start + SLOT / 2, labels.zone)}


def _people(curve: DayCurve, labels: Labels) -> Figure:
    line = _line("people", labels.people, curve.people, INK, width=3, shape="spline", smoothing=0.6)
    line |= {"fill": "tozeroy", "fillcolor": "rgba(11,110,95,0.12)", "hovertemplate": labels.hover}
    return _at_noon_of_slots(line, curve, labels)


def _usual_line(curve: DayCurve, labels: Labels) -> Figure:
    line = _line("usual", labels.usual, curve.usual.median, USUAL, width=1.5, dash="dot")
    return _at_noon_of_slots(line | {"hovertemplate": labels.usual_hover}, curve, labels)


def _ahead(curve: DayCurve, labels: Labels) -> list[Figure]:
    """What is expected of the rest of the day: a dashed line in its band."""
    if curve.ahead is None:
        return []
    line = _line("ahead", labels.ahead, curve.ahead.point, INK, width=2, dash="dash")
    line |= {"hovertemplate": labels.ahead_hover}
    return [
        _shape("ahead-band", curve.ahead.low, curve.ahead.high, EXPECTED, curve, labels),
        _at_noon_of_slots(line, curve, labels),
    ]


def _usual_band(curve: DayCurve, labels: Labels) -> Figure:
    return _shape("band", curve.usual.low, curve.usual.high, SOFT, curve, labels)


def _shape(uid: str, low: Floats, high: Floats, colour: str, curve: DayCurve, labels: Labels) -> Figure:
    """One closed shape for each run of quarter hours that has a range."""
    first = _stamp(curve.start, labels) + _SLOT_MS // 2
    x: list[float] = []
    y: list[float] = []
    for run in _runs(low + high):
        times = [first + slot * _SLOT_MS for slot in run]
        x += [*times, *reversed(times), np.nan]
        y += [*high[run], *reversed(low[run]), np.nan]
    return {
        "type": "scatter",
        "mode": "lines",
        "uid": uid,
        "x": typed(np.array(x), "f8"),
        "y": typed(np.array(y)),
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _runs(values: Floats) -> list[list[int]]:
    """The stretches of indices without a gap."""
    known = [int(slot) for slot in np.flatnonzero(~np.isnan(values))]
    cuts = [n for n in range(1, len(known)) if known[n] != known[n - 1] + 1]
    return [known[a:b] for a, b in zip([0, *cuts], [*cuts, len(known)], strict=True) if b > a]


def _stamp(at: datetime, labels: Labels) -> int:
    """Milliseconds that Plotly, which knows no time zones, draws as the local clock."""
    local = at.astimezone(labels.zone)
    return int((at.timestamp() + (local.utcoffset() or timedelta(0)).total_seconds()) * 1000)


def _limits(curve: DayCurve, labels: Labels, top: float) -> list[Figure]:
    span = Span.of(curve, labels)
    rows = (("capacity", curve.capacity, "solid"), ("comfort", curve.comfort, "dash"))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "uid": uid,
            "x": [span.start, span.end],
            "y": [height, height],
            "line": {"color": LIMIT, "width": 1.5, "dash": dash},
            "hoverinfo": "skip",
        }
        for uid, height, dash in rows
        if height is not None
        if height <= top
    ]


def _now(curve: DayCurve, labels: Labels) -> list[Figure]:
    if curve.now is None:
        return []
    at, people = curve.now
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "uid": "now",
            "x": [wall_time(at, labels.zone)],
            "y": [people],
            "text": [labels.number(people)],
            "textposition": "top center",
            "cliponaxis": False,
            "marker": {"size": 11, "color": INK, "line": {"color": "#ffffff", "width": 2}},
            "hovertemplate": labels.hover,
        }
    ]


def _holds(curve: DayCurve, labels: Labels) -> list[Figure]:
    if not curve.holds:
        return []
    x, y, names = _bars(
        [(b.window.start, b.window.end, escape(labels.title(b))) for b in curve.holds], labels
    )
    bar = {"type": "scatter", "yaxis": "y2", "cliponaxis": True, "x": x, "y": y, "text": names}
    return [
        bar
        | {
            "mode": "lines",
            "uid": "booked",
            "line": {"color": BOOKED, "width": 16},
            "hovertemplate": labels.booked_hover,
        },
    ]


def _bars(
    rows: Sequence[tuple[datetime, datetime, str]], labels: Labels
) -> tuple[list[Any], list[Any], list[str]]:
    x: list[str | None] = []
    names: list[str] = []
    for start, end, title in rows:
        x += [wall_time(start, labels.zone), wall_time(end, labels.zone), None]
        names += [title, title, ""]
    return x, [None if at is None else 0 for at in x], names
