"""The weather of one hour at a centre: as it was observed, or as it was foretold before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from models.calendar import Window

HOUR = timedelta(hours=1)
COLDEST, HOTTEST = -60.0, 60.0
MOST_RAIN_MM = 400.0
"""In an hour; the wettest one known anywhere had about 300."""


class WeatherSource(StrEnum):
    """Where an hour's weather is known from."""

    OBSERVED = "observed"
    FORECAST = "forecast"


WeatherKey = tuple[datetime, WeatherSource, datetime]
"""start, source, said_at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeatherHour:
    """start: a whole hour of UTC; said_at: when it was foretold, of what was observed the hour itself.

    rain_mm: in that hour; None = nobody said.
    """

    start: datetime
    source: WeatherSource
    said_at: datetime
    celsius: float
    rain_mm: float | None

    def __post_init__(self) -> None:
        start = self.start if self.start.tzinfo is UTC else self.start.astimezone(UTC)
        if start.minute or start.second or start.microsecond:
            raise ValueError(f"weather of {self.start} is not that of a whole hour")
        if not COLDEST <= self.celsius <= HOTTEST:
            raise ValueError(f"{self.celsius} degrees Celsius at {self.start}")
        if self.rain_mm is not None and not 0 <= self.rain_mm <= MOST_RAIN_MM:
            raise ValueError(f"{self.rain_mm} mm of rain at {self.start}")
        if self.source is WeatherSource.FORECAST and self.said_at >= self.start + HOUR:
            raise ValueError(f"the weather of {self.start} cannot be foretold at {self.said_at}")

    @property
    def key(self) -> WeatherKey:
        return self.start, self.source, self.said_at


class Weathers(Protocol):
    """The weather of one centre."""

    def put(self, hours: Sequence[WeatherHour]) -> None:
        """Insert or replace by key, in one transaction. Raises StoreUnavailableError."""
        ...

    def within(self, window: Window) -> list[WeatherHour]:
        """Hours that begin inside [start, end), by start and then by when it was said."""
        ...

    def find(self, keys: Collection[WeatherKey]) -> list[WeatherHour]:
        """Those of these keys that are kept."""
        ...

    def remove(self, key: WeatherKey) -> bool:
        """Forget one; False when there was none."""
        ...


def best_known(hours: Sequence[WeatherHour]) -> list[WeatherHour]:
    """One for each hour, by start: what was observed, else what was foretold last."""
    found: dict[datetime, WeatherHour] = {}
    for one in sorted(hours, key=lambda one: (one.source is WeatherSource.OBSERVED, one.said_at)):
        found[one.start] = one
    return [found[start] for start in sorted(found)]
