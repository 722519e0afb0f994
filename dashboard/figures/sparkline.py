"""A day of one number as a thin line: points in, a CSS mask out, so that the line takes the colour of the theme."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from models.calendar import Window

WIDTH, HEIGHT = 480, 64
MOST = 240
"""Points that are drawn; more cannot be told apart, and the address of the picture would grow."""

Point = tuple[datetime, float]


def sparkline(points: Sequence[Point], window: Window, gap: timedelta, *, stepped: bool = False) -> str:
    """`url(...)` of the line; it breaks where nothing was heard for longer than `gap`. A lone point becomes a dot.

    stepped: a value holds until the next one, as yes and no do.
    """
    path = line(thinned(points), window, gap, stepped=stepped)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' preserveAspectRatio='none'>"
        f"<path d='{path}' fill='none' stroke='#000' stroke-width='2.5' stroke-linecap='round' "
        "stroke-linejoin='round' vector-effect='non-scaling-stroke'/></svg>"
    )
    return f'url("data:image/svg+xml,{quote(svg)}")'


def line(points: Sequence[Point], window: Window, gap: timedelta, *, stepped: bool = False) -> str:
    """The points as an SVG path in a box of WIDTH x HEIGHT, highest on top."""
    if not points:
        return ""
    values = [value for _, value in points]
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    path, before = [], None
    for at, value in points:
        x = WIDTH * ((at - window.start) / window.length)
        y = HEIGHT - 5 - (HEIGHT - 10) * ((value - low) / span if high > low else 0.5)
        broken = before is None or at - before > gap
        path.append(
            f"M{x:.0f} {y:.0f}h0" if broken else f"{f'H{x:.0f}V{y:.0f}' if stepped else f'L{x:.0f} {y:.0f}'}"
        )
        before = at
    return "".join(path)


def thinned(points: Sequence[Point]) -> Sequence[Point]:
    """At most MOST points: of each piece the lowest and the highest, so that no peak is lost."""
    if len(points) <= MOST:
        return points
    size = -(-2 * len(points) // MOST)
    kept: list[Point] = []
    for start in range(0, len(points), size):
        piece = points[start : start + size]
        ends = {min(piece, key=lambda p: p[1]), max(piece, key=lambda p: p[1])}
        kept += sorted(ends)
    return kept
