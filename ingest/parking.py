"""The places where messages of a store that is away wait, so that the others may pass (SQL inside the spool's transactions)."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from models.centre import CentreId

TABLES = """
CREATE TABLE IF NOT EXISTS parked (
  id INTEGER PRIMARY KEY, received_ns INTEGER NOT NULL, topic BLOB NOT NULL, payload BLOB NOT NULL,
  retain INTEGER NOT NULL, dup INTEGER NOT NULL, rank INTEGER NOT NULL, lane TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS parked_lane ON parked (lane, id);
"""

COLUMNS = "id, received_ns, topic, payload, retain, dup, rank"


def park(writer: sqlite3.Connection, messages: Sequence[tuple[int, CentreId]]) -> None:
    """Take messages out of the way, each into the lane of a centre; one that is parked already changes its lane."""
    writer.executemany(
        f"INSERT OR IGNORE INTO parked SELECT {COLUMNS}, ? FROM message WHERE id = ?",  # noqa: S608 -- our columns
        [(lane, number) for number, lane in messages],
    )
    writer.executemany(
        "UPDATE parked SET lane = ? WHERE id = ?", [(lane, number) for number, lane in messages]
    )
    writer.executemany("DELETE FROM message WHERE id = ?", [(number,) for number, _ in messages])


def release(writer: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Put settled messages back behind the cursor, where the archive finds them."""
    wanted = [(number,) for number in numbers]
    writer.executemany(f"INSERT INTO message ({COLUMNS}) SELECT {COLUMNS} FROM parked WHERE id = ?", wanted)  # noqa: S608 -- our columns
    writer.executemany("DELETE FROM parked WHERE id = ?", wanted)


def parked(
    reader: sqlite3.Connection, lane: CentreId, limit: int
) -> list[tuple[int, int, bytes, bytes, int, int]]:
    """The oldest messages of a lane, as `message` has them."""
    return reader.execute(
        "SELECT id, received_ns, topic, payload, retain, dup FROM parked WHERE lane = ? ORDER BY id LIMIT ?",
        (lane, limit),
    ).fetchall()


def lanes(reader: sqlite3.Connection) -> Collection[CentreId]:
    """Centres of which messages are parked."""
    return {CentreId(lane) for (lane,) in reader.execute("SELECT DISTINCT lane FROM parked").fetchall()}


def oldest_ns(reader: sqlite3.Connection) -> int | None:
    """When the oldest message that waits, parked or not, was received; None = none waits."""
    row = reader.execute(
        "SELECT received_ns FROM (SELECT * FROM (SELECT id, received_ns FROM message WHERE id > "
        "(SELECT value FROM state WHERE key = 'cursor') ORDER BY id LIMIT 1) UNION ALL "
        "SELECT * FROM (SELECT id, received_ns FROM parked ORDER BY id LIMIT 1)) ORDER BY id LIMIT 1"
    ).fetchone()
    return row and int(row[0])


def waiting(reader: sqlite3.Connection) -> int:
    """Messages that wait, parked or not, counted one by one."""
    query = (
        "SELECT (SELECT count(*) FROM message WHERE id > (SELECT value FROM state WHERE key = 'cursor')) "
        "+ (SELECT count(*) FROM parked)"
    )
    return int(reader.execute(query).fetchone()[0])
