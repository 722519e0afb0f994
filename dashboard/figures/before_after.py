"""Weeks before and after a change as masks for CSS: what came, what would have come, and the range of usual weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np

from models.effect.otherwise import Otherwise
from models.metric.ratio import Numbers

WIDTH, HEIGHT = 600, 160
_EDGE = 6
_BOX = f"xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' preserveAspectRatio='none'"


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Each a `url(...)`; usual and band are "" where nothing can be compared. start: where the change began, 0..1 of the width;
    most: the number at the upper edge, the lower one is 0."""

    came: str
    usual: str
    band: str
    start: float
    most: float


def before_after(came: Numbers, usual: Otherwise | None, start: int) -> BeforeAfter:
    """came: (weeks,), NaN = no data, where the line breaks. start: number of the first week after the change."""
    rows = [came] if usual is None else [came, usual.mean, usual.high]
    most = max((float(np.nanmax(row)) for row in rows if np.isfinite(row).any()), default=1.0) or 1.0
    scale = _Scale(len(came), most)
    return BeforeAfter(
        came=_stroked(scale.line(came), 3),
        usual=_stroked(scale.line(usual.mean), 2.5, dashed=True) if usual else "",
        band=_filled(scale.area(usual.low, usual.high)) if usual else "",
        start=scale.x(start - 0.5) / WIDTH,
        most=most,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    weeks: int
    most: float

    def x(self, week: float) -> float:
        return _EDGE + (WIDTH - 2 * _EDGE) * week / max(self.weeks - 1, 1)

    def y(self, value: float) -> float:
        return HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * min(max(value / self.most, 0.0), 1.0)

    def line(self, row: Numbers) -> str:
        """A lone week becomes a dot."""
        path, before = [], False
        for week, value in enumerate(row):
            if known := bool(np.isfinite(value)):
                spot = f"{self.x(week):.0f} {self.y(float(value)):.0f}"
                path.append(f"L{spot}" if before else f"M{spot}h0")
            before = known
        return "".join(path)

    def area(self, low: Numbers, high: Numbers) -> str:
        known = [week for week in range(self.weeks) if np.isfinite(low[week]) and np.isfinite(high[week])]
        there = [f"{self.x(week):.0f} {self.y(float(high[week])):.0f}" for week in known]
        back = [f"{self.x(week):.0f} {self.y(float(low[week])):.0f}" for week in reversed(known)]
        return _closed([*there, *back])


def _closed(spots: Sequence[str]) -> str:
    return f"M{'L'.join(spots)}Z" if spots else ""


def _stroked(path: str, width: float, *, dashed: bool = False) -> str:
    dash = "stroke-dasharray='7 6' " if dashed else ""
    return _url(
        f"<path d='{path}' fill='none' stroke='#000' stroke-width='{width}' {dash}stroke-linecap='round' "
        "stroke-linejoin='round' vector-effect='non-scaling-stroke'/>"
    )


def _filled(path: str) -> str:
    return _url(f"<path d='{path}'/>")


def _url(content: str) -> str:
    return f'url("data:image/svg+xml,{quote(f"<svg {_BOX}>{content}</svg>")}")'
