"""Which starts of the week lie in an under-used window of a space (domain.md 5.3), for a session of some length."""

from dataclasses import dataclass

import numpy as np

from models.advice.ground import Ground
from models.advice.snapshot import HALF_HOURS
from models.forecast.series import Flags, Floats
from models.metric.coverage import FLAGGED_BELOW

LEAST_QUIET = 6
"""Of the eight days of its weekday and type on which it must have been seen with fewer people than a usual hour."""

_UNKNOWN = 1e9
"""People where nothing is forecast: never few."""

PROBABLY, SURELY = 2, 3
"""Tiers of models.forecast.room_left: for what happens once, and for what is promised for weeks."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quiet:
    """By (7, HALF_HOURS) of starts. seen: expected in the lowest third, and on enough well-measured days below the usual.

    probably, surely: what the forecast says besides.
    """

    seen: Flags
    probably: Flags
    surely: Flags


def quiet(ground: Ground, space: str, length: int) -> Quiet:
    """Of windows of so many half hours; a window that leaves the opening hours or meets a session is none."""
    use = ground.space(space)
    seen = np.zeros((7, HALF_HOURS), dtype=bool)
    for weekday in range(7):
        seen[weekday] = _seen(ground, space, weekday, length)
    fits = windowed(use.open & ~use.taken & ~ground.snapshot.quiet & ~ground.frozen([space]), length)
    return Quiet(
        seen=seen & fits,
        probably=seen & fits & windowed(use.tier >= PROBABLY, length),
        surely=seen & fits & windowed(use.tier >= SURELY, length),
    )


def windowed(flags: Flags, length: int) -> Flags:
    """Starts from which so many half hours all hold, on the same day."""
    whole = np.zeros_like(flags)
    last = HALF_HOURS - length + 1
    if last > 0:
        parts = [flags[:, n : n + last] for n in range(length)]
        whole[:, :last] = np.logical_and.reduce(parts)
    return whole


def _seen(ground: Ground, space: str, weekday: int, length: int) -> Flags:
    use, days = ground.space(space), ground.alike(weekday)
    found = np.zeros(HALF_HOURS, dtype=bool)
    if len(days) < LEAST_QUIET:
        return found
    person, measured, due = (_moving(column[days], length) for column in (use.person, use.measured, use.due))
    low = (measured > 0) & (person <= ground.usual(space) * measured + 1e-9)
    total = due.sum(axis=0)
    covered = measured.sum(axis=0) >= FLAGGED_BELOW * np.where(total > 0, total, np.inf)
    point = np.nan_to_num(use.point[weekday : weekday + 1], nan=_UNKNOWN)
    expected = _moving(point, length)[0] / length
    ready = (low.sum(axis=0) >= LEAST_QUIET) & covered & (expected <= ground.third(space) + 1e-9)
    found[: len(ready)] = ready
    return found


def _moving(column: Floats, length: int) -> Floats:
    """Sums over so many half hours, by (days, starts)."""
    sums = np.concatenate([np.zeros((len(column), 1)), column.cumsum(axis=1)], axis=1)
    return np.asarray(sums[:, length:] - sums[:, :-length], dtype=np.float64)
