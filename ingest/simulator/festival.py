"""How crowds thin and return around the Spring Festival, which moves through January and February with the moon."""

from datetime import date
from itertools import pairwise

from models.festival import days_from_festival


def stay_away(day: date) -> float:
    """Share of the usual visitors who still come: families travel from a week before until the Lantern Festival."""
    return _between(days_from_festival(day), ((-9, 1.0), (-1, 0.5), (0, 0.25), (4, 0.35), (15, 1.0)))


def shopping(day: date) -> float:
    """The street fills up before the festival, is nearly empty on its first days and comes back within a week."""
    return _between(days_from_festival(day), ((-15, 1.0), (-4, 1.5), (-1, 1.2), (0, 0.3), (3, 0.6), (8, 1.0)))


def _between(x: int, points: tuple[tuple[int, float], ...]) -> float:
    if x <= points[0][0] or x >= points[-1][0]:
        return 1.0
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x < x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return 1.0
