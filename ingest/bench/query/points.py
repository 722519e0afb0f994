"""Raw points of one centre: a year of one space and a month of nine others, as a camera would tell them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import sin

SPACES = 10
YEAR = 365
MONTH = 31
FIRST = date(2025, 1, 1)
START = datetime(2024, 12, 31, 20, tzinfo=UTC)
"""04:00 of the first day in Shanghai."""

_DAY_S = 86_400


def people(space: int, second: int) -> int:
    """Somebody's curve of a day: nobody at night, two waves by day, a little different from day to day."""
    hour = second % _DAY_S / 3600
    if hour >= 18:
        return 0
    return int(max(0.0, 20 + 18 * sin(hour * 0.8 + space) + second // _DAY_S % 7))


@dataclass(frozen=True, slots=True)
class Points:
    """interval: seconds between two points of a space."""

    interval: int

    @property
    def count(self) -> int:
        return sum(self._seconds(space) // self.interval for space in range(SPACES))

    def of(self, space: int) -> Iterator[tuple[int, int]]:
        """(epoch seconds, people) of one space, in order."""
        start = int(START.timestamp())
        for second in range(0, self._seconds(space), self.interval):
            yield start + second, people(space, second)

    def _seconds(self, space: int) -> int:
        return (YEAR if space == 0 else MONTH) * _DAY_S


def window(days: int) -> tuple[datetime, datetime]:
    """From the first instant on."""
    return START, START + timedelta(days=days)
