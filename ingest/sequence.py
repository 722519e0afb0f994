"""Which messages of a device never came: told by the running numbers of those that did (SQL inside the spool's transactions)."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.centre import CentreId, SensorId

TABLES = """
CREATE TABLE IF NOT EXISTS sequence (
  centre TEXT NOT NULL, sensor TEXT NOT NULL, top INTEGER NOT NULL, received INTEGER NOT NULL, missed INTEGER NOT NULL,
  PRIMARY KEY (centre, sensor)
) WITHOUT ROWID;
"""

LARGEST_GAP = 100_000
"""A number that lies further ahead or behind belongs to a device that counts anew."""

Place = tuple[CentreId, SensorId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """top: the highest number of the present count; received, missed: messages that came, and that are missing."""

    top: int
    received: int = 1
    missed: int = 0

    def after(self, number: int, span: int) -> "Run":
        """With one more message. span: after how many its numbers begin again, 0 = never."""
        ahead = number - self.top
        if span:
            ahead = (ahead + span // 2) % span - span // 2
        if 0 < ahead <= LARGEST_GAP:
            return Run(top=number, received=self.received + 1, missed=self.missed + ahead - 1)
        if (
            -LARGEST_GAP <= ahead < 0 and self.missed
        ):  # a late one fills a gap; without gaps the device began anew
            return replace(self, received=self.received + 1, missed=self.missed - 1)
        return replace(self, top=number, received=self.received + 1)


def count(writer: sqlite3.Connection, numbers: Iterable[tuple[Place, int, int]]) -> None:
    """Take in (sensor, number, span) of messages in the order of their arrival, repeats left out."""
    runs: dict[Place, Run] = {}
    for place, number, span in numbers:
        run = runs.get(place) or _run(writer, place)
        runs[place] = run.after(number, span) if run else Run(top=number)
    writer.executemany(
        "INSERT OR REPLACE INTO sequence VALUES (?, ?, ?, ?, ?)",
        [(*place, run.top, run.received, run.missed) for place, run in runs.items()],
    )


def _run(reader: sqlite3.Connection, place: Place) -> Run | None:
    row = reader.execute(
        "SELECT top, received, missed FROM sequence WHERE centre = ? AND sensor = ?", place
    ).fetchone()
    return Run(top=row[0], received=row[1], missed=row[2]) if row else None


def runs(reader: sqlite3.Connection) -> Mapping[Place, Run]:
    """Every sensor whose messages carry numbers."""
    rows = reader.execute("SELECT centre, sensor, top, received, missed FROM sequence").fetchall()
    return {
        (CentreId(centre), SensorId(sensor)): Run(top=top, received=received, missed=missed)
        for centre, sensor, top, received, missed in rows
    }
