"""A message that the broker delivers again because our acknowledgement was lost is given the time of its first receipt."""

import sqlite3
from collections.abc import Sequence

from ingest.arrival import Arrival

REDELIVERED = 2000
"""Among so many messages before it the first delivery is looked for; brokers keep fewer on their way to us."""

_FIRST = (
    "SELECT received_ns FROM (SELECT id, received_ns, topic, payload FROM message WHERE id > ? UNION ALL "
    "SELECT id, received_ns, topic, payload FROM parked WHERE id > ?) WHERE topic = ? AND payload = ? ORDER BY id LIMIT 1"
)


def received_ns(reader: sqlite3.Connection, arrivals: Sequence[Arrival]) -> list[int]:
    """The time that each message is kept with. What has no time or number of its own is known again by it."""
    if not any(arrival.dup for arrival in arrivals):
        return [arrival.received_ns for arrival in arrivals]
    (last,) = reader.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'message'").fetchone()
    after = (last or 0) - REDELIVERED
    return [_first(reader, arrival, after) if arrival.dup else arrival.received_ns for arrival in arrivals]


def _first(reader: sqlite3.Connection, arrival: Arrival, after: int) -> int:
    row = reader.execute(_FIRST, (after, after, arrival.topic, arrival.payload)).fetchone()
    return int(row[0]) if row else arrival.received_ns
