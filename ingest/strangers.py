"""The quarantine: devices that speak and that nobody knows, by topic and by the name that a gateway gives them."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KEPT = 2_000
"""Strangers that are remembered; beyond, those that spoke once or long ago are forgotten first."""

SAMPLE_BYTES = 16 * 1024
"""Bytes of the newest message that are kept of each."""

DAY_NS = 86_400 * 10**9

TABLE = """
CREATE TABLE IF NOT EXISTS stranger (
  topic BLOB NOT NULL, device TEXT NOT NULL, first_ns INTEGER NOT NULL, last_ns INTEGER NOT NULL,
  messages INTEGER NOT NULL, payload BLOB NOT NULL, dismissed_ns INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, device)
) WITHOUT ROWID;
"""
COLUMNS = "topic, device, first_ns, last_ns, messages, payload"

_BACK = f"dismissed_ns > 0 AND excluded.last_ns > dismissed_ns + {DAY_NS}"
"""Whoever was dismissed and still speaks after a day is new again."""

_MEET = f"""
INSERT INTO stranger ({COLUMNS}) VALUES (?, ?, ?, ?, 1, ?)
ON CONFLICT (topic, device) DO UPDATE SET
  messages = CASE WHEN {_BACK} THEN 1 ELSE messages + 1 END,
  first_ns = CASE WHEN {_BACK} THEN excluded.first_ns ELSE min(first_ns, excluded.first_ns) END,
  dismissed_ns = CASE WHEN {_BACK} THEN 0 ELSE dismissed_ns END,
  payload = CASE WHEN excluded.last_ns >= last_ns AND length(excluded.payload) > 0 THEN excluded.payload ELSE payload END,
  last_ns = max(last_ns, excluded.last_ns)
"""  # noqa: S608 -- our own names and numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A stranger's message. device: its name in a gateway's message, "" = the topic's own; payload: b"" where the message
    says nothing about what the device measures."""

    topic: bytes
    device: str
    at_ns: int
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """What is remembered of one: when it spoke, how often, its newest message."""

    topic: bytes
    device: str
    first_ns: int
    last_ns: int
    messages: int
    payload: bytes


def meet(writer: sqlite3.Connection, met: Sequence[Met]) -> None:
    """Remember who spoke, inside the caller's transaction."""
    rows = [(m.topic, m.device, m.at_ns, m.at_ns, m.payload[:SAMPLE_BYTES]) for m in met]
    if not rows:
        return
    writer.executemany(_MEET, rows)
    (known,) = writer.execute("SELECT count(*) FROM stranger").fetchone()
    if known > KEPT:
        writer.execute(
            "DELETE FROM stranger WHERE (topic, device) IN "
            "(SELECT topic, device FROM stranger ORDER BY messages > 1 AND last_ns > ?, last_ns LIMIT ?)",
            (max(m.at_ns for m in met) - DAY_NS, known - KEPT),
        )


def quarantined(reader: sqlite3.Connection) -> list[Stranger]:
    """Everybody who was not dismissed, newest first."""
    rows = reader.execute(
        f"SELECT {COLUMNS} FROM stranger WHERE dismissed_ns = 0 ORDER BY last_ns DESC"  # noqa: S608 -- our own names
    )
    return [
        Stranger(
            topic=bytes(topic),
            device=device,
            first_ns=first,
            last_ns=last,
            messages=messages,
            payload=payload,
        )
        for topic, device, first, last, messages, payload in rows
    ]


def waiting(reader: sqlite3.Connection) -> int:
    """How many speak that nobody let in or dismissed."""
    (number,) = reader.execute("SELECT count(*) FROM stranger WHERE dismissed_ns = 0").fetchone()
    return int(number)


def dismiss(writer: sqlite3.Connection, topic: bytes, device: str, now_ns: int) -> bool:
    """Show it no more until it speaks after a day; whether there was such a one."""
    return bool(
        writer.execute(
            "UPDATE stranger SET dismissed_ns = ? WHERE topic = ? AND device = ?", (now_ns, topic, device)
        ).rowcount
    )


def forget(writer: sqlite3.Connection, places: Iterable[tuple[bytes, str]]) -> None:
    """They are known now."""
    writer.executemany("DELETE FROM stranger WHERE topic = ? AND device = ?", list(places))
