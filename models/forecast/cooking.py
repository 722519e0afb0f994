"""How many meals to cook for one service, so that it is short on no more days than was agreed, and what that leaves over."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from models.forecast.series import Flags, Floats

WEEKS = 6
"""So many days of the same weekday say what is usual on one."""

LEVEL_DAYS = 10
"""Of so many days of serving before it, all together, how far the usual is off lately."""

TRUST = 0.5
"""How much of that is expected of the next day (the rest is chance)."""

LEARNED_DAYS = 120
"""Only errors of so many last days of serving teach; kitchens change."""

_STEP = 0.02
"""How fast the aim follows its own misses (Gibbs and Candes 2021, adaptive conformal inference)."""
_HIGHEST = 0.995
_FEWEST_LIKE, _FEWEST_RATIO = 2, 0.2


@dataclass(frozen=True, slots=True)
class Cooked:
    """What was or is said for one day, by its number: meals to cook, None = not yet calibrated; usual: the meals that are
    expected; came: those that were served, None = not yet known."""

    day: int
    meals: int | None
    usual: float
    came: float | None

    @property
    def short(self) -> float | None:
        """Meals that were missing, 0 on a day on which none was."""
        return None if self.meals is None or self.came is None else max(self.came - self.meals, 0.0)

    @property
    def over(self) -> float | None:
        """Meals too many."""
        return None if self.meals is None or self.came is None else max(self.meals - self.came, 0.0)


def fewest_days(level: float) -> int:
    """Errors that must be known before the largest of them can stand for a service level at all: 33 at 97 %."""
    return ceil(level / (1 - level) - 1e-9)


def cooked(served: Floats, free: Flags, wanted: Sequence[int], level: float) -> list[Cooked]:
    """What is said for each wanted day, in order, and for those before them that teach it; by days before each alone.

    served: meals by day, NaN where none was sold; free: days off, so that a holiday is like a Sunday; both (days,).
    level: share of days on which the meals are to suffice, 0..1. A day of which nothing alike is known is left out.
    The error is a share of the usual, so that a service that grows is no shorter for it. Split conformal on the last
    errors, at a level that is moved by how often it was missed.
    """
    ratios: list[float] = []
    aim, found = level, []
    for day in range(len(served)):
        usual = usual_meals(served, free, day)
        came = None if np.isnan(served[day]) else float(served[day])
        if usual is None or (came is None and day not in wanted):
            continue
        meals = _meals(usual, ratios[-LEARNED_DAYS:], level, aim)
        one = Cooked(day, meals, usual, came)
        found.append(one)
        if came is None:
            continue
        if one.short is not None:
            aim = min(max(aim + _STEP * (level - (one.short == 0)), 2 * level - 1), _HIGHEST)
        ratios.append(came / usual)
    return found


def usual_meals(served: Floats, free: Flags, day: int) -> float | None:
    """The median of the last WEEKS days alike, moved by how the last days of serving lay beside theirs; None = none alike."""
    typical = _median_like(served, free, day)
    if typical is None:
        return None
    before = [n for n in range(max(0, day - 4 * LEVEL_DAYS), day) if not np.isnan(served[n])][-LEVEL_DAYS:]
    pairs = [(served[n], like) for n in before if (like := _median_like(served, free, n)) is not None]
    due = sum(like for _, like in pairs)
    lately = sum(came for came, _ in pairs) / due if due > 0 else 1.0
    return float(typical * (1 + TRUST * (lately - 1)))


def _median_like(served: Floats, free: Flags, day: int) -> float | None:
    """A working day is like those of its weekday, a day off that is no weekend like Sundays and other days off."""
    days = np.arange(max(0, day - 7 * (WEEKS + 4)), day)
    same = ((day - days) % 7 == 0) & (free[days] == free[day])
    known = days[same & ~np.isnan(served[days])]
    if len(known) < _FEWEST_LIKE:
        known = days[(free[days] == free[day]) & ~np.isnan(served[days])]
    if len(known) < _FEWEST_LIKE:
        return None
    found = float(np.median(served[known[-WEEKS:]]))
    return found if found > 0 else None


def _meals(usual: float, ratios: Sequence[float], level: float, aim: float) -> int | None:
    """The conformal quantile: the k-th smallest of n errors with k = (n + 1) x aim."""
    n = len(ratios)
    if n < fewest_days(level):
        return None
    k = min(ceil((n + 1) * aim - 1e-9), n)
    return ceil(usual * max(sorted(ratios)[k - 1], _FEWEST_RATIO) - 1e-9)
