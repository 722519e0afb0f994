"""What lies behind the cursor: settled messages as compressed segments, and how long everything is kept."""

import zlib
from collections.abc import Iterator

import msgspec

from ingest.arrival import Spooled
from ingest.redelivery import REDELIVERED
from ingest.spool import Spool

SEGMENT = 1000
"""Settled messages of one compressed segment."""

SEEN_KEPT = 1_000_000
DEAD_KEPT = 50_000
DAY_NS = 86_400 * 10**9

_segments = msgspec.msgpack.Decoder(list[tuple[int, int, bytes, bytes]])


def compress_settled(spool: Spool, tail: int = REDELIVERED) -> bool:
    """Turn the oldest thousand settled messages into one segment; whether there were that many before the tail."""
    with spool.reading() as reader:
        rows = reader.execute(
            "SELECT id, received_ns, topic, payload FROM message "
            "WHERE id <= (SELECT value FROM state WHERE key = 'cursor') "
            "AND id <= (SELECT max(seq) FROM sqlite_sequence WHERE name = 'message') - ? ORDER BY id LIMIT ?",
            (tail, SEGMENT),
        ).fetchall()
    if len(rows) < SEGMENT:
        return False
    segment = zlib.compress(msgspec.msgpack.encode(rows), level=6)
    with spool.writing(durable=False) as writer:
        writer.execute(
            "INSERT INTO raw VALUES (?, ?, ?, ?, ?)",
            (rows[-1][0], rows[0][1], rows[-1][1], len(rows), segment),
        )
        writer.execute("DELETE FROM message WHERE id <= ?", (rows[-1][0],))
    return True


def prune(spool: Spool, now_ns: int, raw_days: int, dead_bytes: int) -> None:
    """Forget raw messages and dead letters after `raw_days`, dead letters beyond so many bytes, and old dedupe keys."""
    oldest_ns = now_ns - raw_days * DAY_NS
    with spool.writing(durable=False) as writer:
        writer.execute("DELETE FROM raw WHERE last_ns < ?", (oldest_ns,))
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
        segments = reader.execute(
            "SELECT segment FROM raw WHERE last_ns >= ? AND first_ns < ? ORDER BY last_id", (start_ns, end_ns)
        ).fetchall()
        loose = reader.execute(
            "SELECT id, received_ns, topic, payload FROM message "
            "WHERE id <= (SELECT value FROM state WHERE key = 'cursor') ORDER BY id"
        ).fetchall()
    for (segment,) in segments:
        yield from _within(_segments.decode(zlib.decompress(segment)), start_ns, end_ns)
    yield from _within(loose, start_ns, end_ns)


def _within(rows: list[tuple[int, int, bytes, bytes]], start_ns: int, end_ns: int) -> Iterator[Spooled]:
    return (Spooled(*row) for row in rows if start_ns <= row[1] < end_ns)
