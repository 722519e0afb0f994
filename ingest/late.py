"""Which readings came for business days that are over, written down in the spool's own transactions."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from models.calendar import business_date, business_day
from models.centre import CentreId, SensorId
from models.ports import Clock
from models.reading import Reading

TABLE = """
CREATE TABLE IF NOT EXISTS late (
  number INTEGER PRIMARY KEY AUTOINCREMENT, centre TEXT NOT NULL, sensor TEXT NOT NULL, day TEXT NOT NULL,
  UNIQUE (centre, sensor, day)
);
"""
COLUMNS = "number, centre, sensor, day"


class LateDay(NamedTuple):
    """A business day that was over when a reading of it came."""

    centre: CentreId
    sensor: SensorId
    day: date


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Lateness:
    """What is late, by the clock of each centre. zones: a centre without one has no late readings."""

    zones: Mapping[CentreId, tzinfo] = field(default_factory=dict)
    clock: Clock = utc_now

    def of(self, centre: CentreId, readings: Iterable[Reading]) -> set[LateDay]:
        """The days before today that readings belong to."""
        zone = self.zones.get(centre)
        if zone is None:
            return set()
        start = business_day(business_date(self.clock(), zone), zone).start
        return {LateDay(centre, r.sensor, business_date(r.at, zone)) for r in readings if r.at < start}


def remember(writer: sqlite3.Connection, days: Collection[LateDay]) -> None:
    """A day that was known gets a new number, so that whoever has read the old one does not strike it out."""
    writer.executemany(
        "INSERT OR REPLACE INTO late (centre, sensor, day) VALUES (?, ?, ?)",
        [(one.centre, one.sensor, one.day.isoformat()) for one in sorted(days)],
    )


def remembered(reader: sqlite3.Connection, centre: CentreId) -> Sequence[tuple[int, LateDay]]:
    """With their numbers, oldest first."""
    rows = reader.execute("SELECT number, sensor, day FROM late WHERE centre = ? ORDER BY number", (centre,))
    return [
        (number, LateDay(centre, SensorId(sensor), date.fromisoformat(day))) for number, sensor, day in rows
    ]


def strike_out(writer: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """These are asked for elsewhere."""
    writer.executemany("DELETE FROM late WHERE number = ?", [(number,) for number in numbers])
