"""What lies behind the cursor: settled messages as compressed segments, and how long everything is kept."""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from ingest.arrival import Spooled
from ingest.redelivery import REDELIVERED
from ingest.spool import Spool

SEGMENT = 1000
"""Settled messages of one compressed segment."""

SEGMENTS_LOOKED_AT = 60
LOOSE_LOOKED_AT = 50_000

SEEN_KEPT = 1_000_000
DEAD_KEPT = 50_000
DAY_NS = 86_400 * 10**9

_segments = msgspec.msgpack.Decoder(list[tuple[Any, ...]])
"""Rows of _COLUMNS; in segments of older spools without the last two."""

_UNSPANNED = "(SELECT value FROM state WHERE key = 'unspanned')"
"""Up to this segment the times are still those of its first and last row, as older programs wrote them."""

_COLUMNS = "id, received_ns, topic, payload, retain, dup"


def compress_settled(spool: Spool, tail: int = REDELIVERED) -> bool:
    """Turn the oldest thousand settled messages into one segment; whether there were that many before the tail."""
    with spool.reading() as reader:
        rows = reader.execute(
            f"SELECT {_COLUMNS} FROM message "  # noqa: S608 -- our own names
            "WHERE id <= (SELECT value FROM state WHERE key = 'cursor') "
            "AND id <= (SELECT max(seq) FROM sqlite_sequence WHERE name = 'message') - ? ORDER BY id LIMIT ?",
            (tail, SEGMENT),
        ).fetchall()
    if len(rows) < SEGMENT:
        return False
    received = [row[1] for row in rows]  # a letter that was put back keeps its old time
    segment = zlib.compress(msgspec.msgpack.encode(rows), level=6)
    with spool.writing(durable=False) as writer:
        writer.execute(
            "INSERT INTO raw VALUES (?, ?, ?, ?, ?)",
            (rows[-1][0], min(received), max(received), len(rows), segment),
        )
        writer.execute("DELETE FROM message WHERE id <= ?", (rows[-1][0],))
    return True


def mend_span(spool: Spool) -> bool:
    """Set right when the newest segment of an older program was received; whether there was one."""
    with spool.reading() as reader:
        row = reader.execute(
            f"SELECT last_id, segment FROM raw WHERE last_id <= {_UNSPANNED} ORDER BY last_id DESC LIMIT 1"  # noqa: S608
        ).fetchone()
    if row is None:
        return False
    received = [one[1] for one in _segments.decode(zlib.decompress(row[1]))]
    with spool.writing(durable=False) as writer:
        span = (min(received), max(received), row[0])
        writer.execute("UPDATE raw SET first_ns = ?, last_ns = ? WHERE last_id = ?", span)
        writer.execute("UPDATE state SET value = ? WHERE key = 'unspanned'", (row[0] - 1,))
    return True


def prune(spool: Spool, now_ns: int, raw_days: int, dead_bytes: int) -> None:
    """Forget raw messages and dead letters after `raw_days`, dead letters beyond so many bytes, and old dedupe keys."""
    oldest_ns = now_ns - raw_days * DAY_NS
    with spool.writing(durable=False) as writer:
        writer.execute(f"DELETE FROM raw WHERE last_ns < ? AND last_id > {_UNSPANNED}", (oldest_ns,))  # noqa: S608
        writer.execute("DELETE FROM dead WHERE received_ns < ?", (oldest_ns,))
        writer.execute("DELETE FROM dead WHERE id <= (SELECT max(id) FROM dead) - ?", (DEAD_KEPT,))
        writer.execute(
            "DELETE FROM dead WHERE id IN (SELECT id FROM (SELECT id, sum(length(payload) + length(topic)) "
            "OVER (ORDER BY id DESC) AS newer FROM dead) WHERE newer > ?)",
            (dead_bytes,),
        )
        writer.execute("DELETE FROM seen WHERE id <= (SELECT max(id) FROM seen) - ?", (SEEN_KEPT,))


def raw_messages(spool: Spool, start_ns: int, end_ns: int) -> Iterator[Spooled]:
    """Every settled message received inside [start, end) that is still kept, in order: what explains a number."""
    with spool.reading() as reader:
        numbers = reader.execute(
            "SELECT last_id FROM raw WHERE last_ns >= ? AND first_ns < ? ORDER BY last_id", (start_ns, end_ns)
        ).fetchall()
        loose = _loose(reader, 0)
    for (number,) in numbers:
        yield from _within(_segment(spool, number), start_ns, end_ns)
    yield from _within(reversed(loose), start_ns, end_ns)


def newest(spool: Spool, wanted: Callable[[bytes], bool], after: int, limit: int) -> list[Spooled]:
    """The newest messages of some topics with an id above `after`, newest first, settled or still waiting.

    Looks at no more than SEGMENTS_LOOKED_AT of the archive: who spoke so long ago is shown as silent.
    """
    with spool.reading() as reader:
        found = [row for row in _loose(reader, after, settled=False) if wanted(row.topic)][:limit]
        numbers = reader.execute(
            "SELECT last_id FROM raw WHERE last_id > ? ORDER BY last_id DESC LIMIT ?",
            (after, SEGMENTS_LOOKED_AT),
        ).fetchall()
    for (number,) in numbers:
        if len(found) >= limit:
            break
        rows = (Spooled(*row) for row in reversed(_segment(spool, number)))
        found += [row for row in rows if row.id > after and wanted(row.topic)]
    return found[:limit]


def _loose(reader: sqlite3.Connection, after: int, *, settled: bool = True) -> list[Spooled]:
    """Messages that are in no segment yet, newest first."""
    upto = "(SELECT value FROM state WHERE key = 'cursor')" if settled else str(2**63 - 1)
    rows = reader.execute(
        f"SELECT {_COLUMNS} FROM message WHERE id > ? AND id <= {upto} ORDER BY id DESC LIMIT ?",  # noqa: S608
        (after, LOOSE_LOOKED_AT),
    )
    return [Spooled(*row) for row in rows]


def _segment(spool: Spool, last_id: int) -> list[tuple[Any, ...]]:
    with spool.reading() as reader:
        row = reader.execute("SELECT segment FROM raw WHERE last_id = ?", (last_id,)).fetchone()
    return _segments.decode(zlib.decompress(row[0])) if row else []  # pruned in the meantime


def _within(rows: Iterable[Any], start_ns: int, end_ns: int) -> Iterator[Spooled]:
    messages: Iterable[Spooled] = (row if isinstance(row, Spooled) else Spooled(*row) for row in rows)
    return (message for message in messages if start_ns <= message.received_ns < end_ns)
