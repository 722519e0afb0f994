"""What stateful decoders remember from one message to the next (SQL inside the spool's transactions)."""

import sqlite3
from collections.abc import Mapping


def remember(writer: sqlite3.Connection, memory: Mapping[str, bytes | None]) -> None:
    """Keep these from here on; None = forget it."""
    for key, value in memory.items():
        if value is None:
            writer.execute("DELETE FROM memory WHERE key = ?", (key,))
        else:
            writer.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (key, value))


def remembered(reader: sqlite3.Connection) -> dict[str, bytes]:
    """Everything, as of the last settlement."""
    return dict(reader.execute("SELECT key, value FROM memory").fetchall())
