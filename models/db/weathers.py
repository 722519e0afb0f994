"""Hourly weather in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select

from models.calendar import Window
from models.db.connection import Connections
from models.db.tables import WeatherHourRow
from models.db.upsert import upsert
from models.weather import HOUR, WeatherHour, WeatherKey, WeatherSource

_TABLE: Table = WeatherHourRow.__table__  # type: ignore[assignment]
_SOURCES = {one.value: one for one in WeatherSource}


class SqlWeathers:
    """The weather of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, hours: Sequence[WeatherHour]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, (_row(self._centre, one) for one in hours))

    def within(self, window: Window) -> list[WeatherHour]:
        query = (
            select(_TABLE.c.start_at, _TABLE.c.source, _TABLE.c.said_at, _TABLE.c.celsius, _TABLE.c.rain_mm)
            .where(_TABLE.c.centre == self._centre)
            .where(_TABLE.c.start_at >= window.start, _TABLE.c.start_at < window.end)
            .order_by(_TABLE.c.start_at, _TABLE.c.said_at, _TABLE.c.source)
        )
        with self._connections.reading() as connection:
            return [_hour(*row) for row in connection.execute(query)]

    def find(self, keys: Collection[WeatherKey]) -> list[WeatherHour]:
        wanted = set(keys)
        if not wanted:
            return []
        starts = [start for start, _, _ in wanted]
        return [one for one in self.within(Window(min(starts), max(starts) + HOUR)) if one.key in wanted]

    def remove(self, key: WeatherKey) -> bool:
        start, source, said_at = key
        gone = delete(_TABLE).where(
            _TABLE.c.centre == self._centre,
            _TABLE.c.start_at == start,
            _TABLE.c.source == source.value,
            _TABLE.c.said_at == said_at,
        )
        with self._connections.writing() as connection:
            return connection.execute(gone).rowcount > 0


def _row(centre: str, one: WeatherHour) -> tuple[Any, ...]:
    return centre, one.start, one.source.value, one.said_at, one.celsius, one.rain_mm


def _hour(
    start: datetime, source: str, said_at: datetime, celsius: float, rain_mm: float | None
) -> WeatherHour:
    """By position: two years are sixty thousand rows."""
    return WeatherHour(
        start=start, source=_SOURCES[source], said_at=said_at, celsius=celsius, rain_mm=rain_mm
    )
