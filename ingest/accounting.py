"""The conservation counters, kept in the spool's own database so that one transaction moves a message and its count."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.health import Accounting


class Shed(StrEnum):
    """Why a message was given up without a dead letter. Each has words `health.say.reason.<value>` in the catalogue."""

    STALE_RETAINED = (
        "stale_retained"  # an old retained message without an instant of its own: it would invent a point
    )
    SPOOL_FULL = "spool_full"  # given up for more important ones, because the spool or the disk was full
    SPOOL_OLD = "spool_old"  # no store took it for longer than a message may wait
    QUEUE_FULL = "queue_full"  # QoS 0 came faster than the disk; QoS 1 is held back by the broker instead
    LOST_SPOOL = "lost_spool"  # the spool's file was damaged and the message could not be read back


RECEIVED, STORED, DUPLICATE, SPOOLED, DEAD, SHED = (
    "received",
    "stored",
    "duplicate",
    "spooled",
    "dead",
    "shed",
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
  kind TEXT NOT NULL, reason TEXT NOT NULL, messages INTEGER NOT NULL, PRIMARY KEY (kind, reason)
) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Tally:
    """What one transaction adds to the account: (kind, reason) -> messages, may be negative for `spooled`."""

    changes: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, kind: str, reason: str = "", messages: int = 1) -> None:
        self.changes[kind, reason] = self.changes.get((kind, reason), 0) + messages


def book(connection: sqlite3.Connection, tally: Tally) -> None:
    """Add a tally inside the caller's transaction."""
    connection.executemany(
        "INSERT INTO account VALUES (?, ?, ?) "
        "ON CONFLICT (kind, reason) DO UPDATE SET messages = messages + excluded.messages",
        [(kind, reason, messages) for (kind, reason), messages in tally.changes.items() if messages],
    )


def read_account(connection: sqlite3.Connection) -> Accounting:
    """The account as one statement sees it."""
    rows = connection.execute("SELECT kind, reason, messages FROM account").fetchall()
    return accounting(((kind, reason), messages) for kind, reason, messages in rows)


def accounting(rows: Iterable[tuple[tuple[str, str], int]]) -> Accounting:
    """Rows of the account -> the value that the health page shows."""
    total = dict(rows)
    return Accounting(
        received=total.get((RECEIVED, ""), 0),
        stored=total.get((STORED, ""), 0),
        duplicate=total.get((DUPLICATE, ""), 0),
        spooled=total.get((SPOOLED, ""), 0),
        dead=_by_reason(total, DEAD),
        shed=_by_reason(total, SHED),
    )


def _by_reason(total: Mapping[tuple[str, str], int], wanted: str) -> dict[str, int]:
    return {reason: messages for (kind, reason), messages in total.items() if kind == wanted and messages}
