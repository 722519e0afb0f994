"""A store as pages may ask it: raw readings of a day at most. What is longer comes from minutes, quarter hours and hours."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from models.calendar import SLOT, Window
from models.centre import SensorId
from models.ports import SensorStore
from models.reading import Reading

LONGEST = timedelta(days=1) + SLOT
"""A day, and the quarter hour that has just begun."""


class OneDayStore:
    """A SensorStore that refuses to read more than LONGEST at once: a year of raw points would hold up every page."""

    def __init__(self, store: SensorStore) -> None:
        self._store = store

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        """Raises ValueError for a longer window: whoever asks is to ask Aggregates."""
        if window.length > LONGEST:
            text = f"raw readings of {window.length} were asked for at once, at most {LONGEST} are read"
            raise ValueError(text)
        return self._store.read(sensors, window, measures)

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        return self._store.latest(sensors, before)

    def write(self, readings: Sequence[Reading]) -> None:
        self._store.write(readings)

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        self._store.delete(sensor, measure, window)

    def close(self) -> None:
        self._store.close()
