"""How far a day lies from the Spring Festival, which moves through January and February with the moon."""

from datetime import date
from itertools import pairwise

SPRING_FESTIVALS = (
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2028, 1, 26),
    date(2029, 2, 13),
    date(2030, 2, 3),
    date(2031, 1, 23),
    date(2032, 2, 11),
    date(2033, 1, 31),
    date(2034, 2, 19),
    date(2035, 2, 8),
    date(2036, 1, 28),
    date(2037, 2, 15),
    date(2038, 2, 4),
    date(2039, 1, 24),
    date(2040, 2, 12),
)
"""The first day of the first lunar month."""

FAR = 180
"""Said of a day that no festival of the table is near to."""


def days_from_festival(day: date) -> int:
    """Days since the nearest Spring Festival; negative before it."""
    return min(((day - festival).days for festival in SPRING_FESTIVALS), key=abs, default=FAR)


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
