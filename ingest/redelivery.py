"""A message that the broker delivers again because our acknowledgement was lost is given the time of its first receipt.

It is a repeat only of one that we have: with the same packet id, topic and bytes, among those that were still under way when
its connection ended. Everything that lay unspooled when we were killed comes marked as delivered again, too, and is new.
"""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence

from ingest.arrival import Arrival

REDELIVERED = 2000
"""So many settled messages stay uncompressed, for the first delivery to be found."""

UNDER_WAY = 1000
"""Messages that a broker leaves unacknowledged (broker.receive_maximum as it is set by default)."""

TABLE = """
CREATE TABLE IF NOT EXISTS packet (
  first_id INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, connection TEXT NOT NULL, mids BLOB NOT NULL
);
"""
"""One row for each group of messages that was spooled: their packet ids in order, four bytes each, 0 = none or used."""

_MID = "I"

Receipt = tuple[int, bool]
"""When a message was received first, and whether we have it already."""


def receipts(writer: sqlite3.Connection, run: str, arrivals: Sequence[Arrival]) -> list[Receipt]:
    """What each message is kept with; a first delivery that was found is used up. run: of the process that received them."""
    return [
        _receipt(writer, _connection(run, arrival), arrival) if arrival.dup else (arrival.received_ns, False)
        for arrival in arrivals
    ]


def remember(writer: sqlite3.Connection, run: str, arrivals: Sequence[Arrival]) -> None:
    """Keep the packet ids of what was just inserted, in its order, and forget those that nobody will look for."""
    if not arrivals:
        return
    (last,) = writer.execute("SELECT max(id) FROM message").fetchone()
    mids = array(_MID, [arrival.mid if arrival.qos else 0 for arrival in arrivals]).tobytes()
    row = (last - len(arrivals) + 1, last, _connection(run, arrivals[-1]), mids)
    writer.execute("INSERT OR REPLACE INTO packet VALUES (?, ?, ?, ?)", row)
    writer.execute("DELETE FROM packet WHERE last_id <= ?", (last - REDELIVERED,))


def _connection(run: str, arrival: Arrival) -> str:
    return f"{run}:{arrival.generation}"


def _receipt(writer: sqlite3.Connection, connection: str, arrival: Arrival) -> Receipt:
    for first_id, place, mids in _candidates(writer, connection, arrival.mid):
        received_ns = _received_ns(writer, first_id + place, arrival)
        if received_ns is not None:
            mids[place] = 0
            writer.execute("UPDATE packet SET mids = ? WHERE first_id = ?", (mids.tobytes(), first_id))
            return received_ns, True
    return arrival.received_ns, False


def _candidates(
    writer: sqlite3.Connection, connection: str, mid: int
) -> Iterator[tuple[int, int, "array[int]"]]:
    """Where the packet id stands, newest first: on this connection, and among the last messages of those before it."""
    before = 0
    query = "SELECT first_id, connection, mids FROM packet ORDER BY first_id DESC"
    for first_id, on, raw in writer.execute(query).fetchall():
        mids = array(_MID, raw)
        for place in reversed(range(len(mids))):
            before += on != connection
            if before > UNDER_WAY:
                return
            if mid and mids[place] == mid:
                yield first_id, place, mids


def _received_ns(writer: sqlite3.Connection, number: int, arrival: Arrival) -> int | None:
    row = writer.execute(
        "SELECT received_ns FROM (SELECT * FROM message WHERE id = ?1 UNION ALL "
        "SELECT id, received_ns, topic, payload, retain, dup, rank FROM parked WHERE id = ?1) "
        "WHERE topic = ?2 AND payload = ?3",
        (number, arrival.topic, arrival.payload),
    ).fetchone()
    return int(row[0]) if row else None
