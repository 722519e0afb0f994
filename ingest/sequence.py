"""Which messages of a device never came: told by the running numbers of those that did (SQL inside the spool's transactions)."""

import sqlite3
from collections.abc import Iterable, Mapping

from models.centre import CentreId, SensorId
from models.completeness import Run, after

TABLES = """
CREATE TABLE IF NOT EXISTS sequence (
  centre TEXT NOT NULL, sensor TEXT NOT NULL, top INTEGER NOT NULL, seen BLOB NOT NULL, received INTEGER NOT NULL, missed INTEGER NOT NULL,
  PRIMARY KEY (centre, sensor)
) WITHOUT ROWID;
"""

Place = tuple[CentreId, SensorId]


def count(writer: sqlite3.Connection, numbers: Iterable[tuple[Place, int, int]]) -> None:
    """Take in (sensor, number, span) of messages in the order of their arrival, repeats left out."""
    runs: dict[Place, Run] = {}
    for place, number, span in numbers:
        run = runs.get(place) or _run(writer, place) or Run()
        runs[place] = after(run, number, span)
    writer.executemany(
        "INSERT OR REPLACE INTO sequence VALUES (?, ?, ?, ?, ?, ?)",
        [(*place, run.last, _bytes(run.seen), run.received, run.missed) for place, run in runs.items()],
    )


def _bytes(seen: int) -> bytes:
    """More bits than a database keeps in one number."""
    return seen.to_bytes((seen.bit_length() + 7) // 8)


def _run(reader: sqlite3.Connection, place: Place) -> Run | None:
    row = reader.execute(
        "SELECT top, seen, received, missed FROM sequence WHERE centre = ? AND sensor = ?", place
    ).fetchone()
    return Run(last=row[0], seen=int.from_bytes(row[1]), received=row[2], missed=row[3]) if row else None


def runs(reader: sqlite3.Connection) -> Mapping[Place, Run]:
    """Every sensor whose messages carry numbers."""
    rows = reader.execute("SELECT centre, sensor, top, seen, received, missed FROM sequence").fetchall()
    return {
        (CentreId(centre), SensorId(sensor)): Run(
            last=top, seen=int.from_bytes(seen), received=received, missed=missed
        )
        for centre, sensor, top, seen, received, missed in rows
    }
