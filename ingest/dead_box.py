"""The dead-letter box: which letters there are, giving them another try, throwing them away. The account stays exact."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.accounting import DEAD, SPOOLED, Tally, book
from ingest.pressure import RANKS
from ingest.spool import Spool
from models.calendar import from_ns, to_ns
from models.centre import CentreId, SensorId
from models.desk import DeadFilter, DeadLetter, DeadPage

Owner = tuple[CentreId | None, SensorId | None]
"""Whose a topic is, as far as it is known."""

Whose = Callable[[bytes], Owner]

_NEWEST = "ORDER BY received_ns DESC, id DESC"
"""As several boxes are put together: one that was put back and died again keeps its time."""
Rank = Callable[[bytes], int]
"""How late a message of a topic may be given up (ingest.pressure)."""

_COLUMNS = "id, received_ns, topic, payload, reason, text"


def nobody(_topic: bytes) -> Owner:
    """For who knows no centres."""
    return None, None


def last_given_up(_topic: bytes) -> int:
    """For who knows no sensors: what somebody wanted back must not go before all others."""
    return max(RANKS.values())


@dataclass(frozen=True, slots=True)
class DeadBox:
    """The letters of one spool. Works while the ingestor runs, from any process. Every method raises SpoolError."""

    spool: Spool
    whose: Whose = nobody
    rank: Rank = last_given_up

    def page(self, wanted: DeadFilter, offset: int = 0, limit: int = 50) -> DeadPage:
        """The newest letters first."""
        with self.spool.reading() as reader:
            where, values = self._where(reader, wanted)
            rows = reader.execute(
                f"SELECT {_COLUMNS} FROM dead WHERE id IN (SELECT id FROM dead WHERE {where} {_NEWEST} LIMIT ? OFFSET ?) "  # noqa: S608
                f"{_NEWEST}",
                (*values, limit, offset),
            ).fetchall()
            (total,) = reader.execute(f"SELECT count(*) FROM dead WHERE {where}", values).fetchone()  # noqa: S608
            everywhere, all_values = self._where(reader, DeadFilter(centre=wanted.centre))
            by_reason = reader.execute(
                f"SELECT reason, count(*) FROM dead WHERE {everywhere} GROUP BY reason",  # noqa: S608
                all_values,
            ).fetchall()
        return DeadPage(letters=[self._letter(row) for row in rows], total=total, by_reason=dict(by_reason))

    def replay(self, wanted: DeadFilter) -> int:
        """Put letters back into the spool with the time of their first receipt; how many.

        They are no new messages: each leaves its column of the account for `spooled`, and from there for where it belongs.
        """
        with self.spool.writing() as writer:
            back = _put_back(writer, self.rank, *self._where(writer, wanted))
        self.spool.arrived.set()
        return back

    def replay_topics(self, reason: str, topics: Sequence[bytes], since_ns: int = 0) -> int:
        """Put the letters of some topics back that lie here for one reason and came since an instant; how many."""
        where = "reason = ? AND received_ns >= ? AND hex(topic) IN (SELECT value FROM json_each(?))"
        wanted = json.dumps([topic.hex().upper() for topic in topics])
        with self.spool.writing() as writer:
            back = _put_back(writer, self.rank, where, [reason, since_ns, wanted])
        if back:
            self.spool.arrived.set()
        return back

    def drop(self, wanted: DeadFilter) -> int:
        """Throw the bytes away for ever; how many. The account goes on calling them dead, for that is what they were."""
        with self.spool.writing() as writer:
            where, values = self._where(writer, wanted)
            return writer.execute(f"DELETE FROM dead WHERE {where}", values).rowcount  # noqa: S608

    def topics(self, reason: str) -> list[bytes]:
        """Topics of which letters are kept for a reason."""
        with self.spool.reading() as reader:
            rows = reader.execute("SELECT DISTINCT topic FROM dead WHERE reason = ?", (reason,)).fetchall()
        return [bytes(topic) for (topic,) in rows]

    def _where(self, connection: sqlite3.Connection, wanted: DeadFilter) -> tuple[str, Sequence[Any]]:
        """The condition in our own words, the values beside it."""
        chosen = [(text, value) for text, value in _conditions(wanted) if value is not None]
        if wanted.centre is not None:
            topics = [bytes(row[0]) for row in connection.execute("SELECT DISTINCT topic FROM dead")]
            others = [topic.hex().upper() for topic in topics if self._elsewhere(topic, wanted.centre)]
            chosen.append(("hex(topic) NOT IN (SELECT value FROM json_each(?))", json.dumps(others)))
        return " AND ".join(text for text, _ in chosen) or "1", [value for _, value in chosen]

    def _elsewhere(self, topic: bytes, centre: CentreId) -> bool:
        return self.whose(topic)[0] not in (None, centre)

    def _letter(self, row: tuple[int, int, bytes, bytes, str, str]) -> DeadLetter:
        number, received_ns, topic, payload, reason, text = row
        centre, sensor = self.whose(bytes(topic))
        return DeadLetter(
            id=number,
            shard=0,
            received_at=from_ns(received_ns),
            topic=bytes(topic).decode("utf-8", "backslashreplace"),
            payload=payload,
            reason=reason,
            text=text,
            centre=centre,
            sensor=sensor,
        )


def _put_back(writer: sqlite3.Connection, rank: Rank, where: str, values: Sequence[Any]) -> int:
    writer.create_function("rank_of", 1, rank)
    rows = writer.execute(
        f"SELECT reason, count(*) FROM dead WHERE {where} GROUP BY reason",  # noqa: S608
        values,
    ).fetchall()
    chosen = (
        f"SELECT received_ns, topic, payload, retain, 0, rank_of(topic) FROM dead WHERE {where} ORDER BY id"  # noqa: S608
    )
    writer.execute(
        f"INSERT INTO message (received_ns, topic, payload, retain, dup, rank) {chosen}",
        values,
    )
    writer.execute(f"DELETE FROM dead WHERE {where}", values)  # noqa: S608
    back: int = sum(count for _, count in rows)
    book(writer, Tally({(DEAD, reason): -count for reason, count in rows} | {(SPOOLED, ""): back}))
    return back


def _conditions(wanted: DeadFilter) -> Sequence[tuple[str, Any]]:
    """Every condition that a filter can make; None = it makes it not."""
    return (
        ("reason = ?", wanted.reason or None),
        ("instr(CAST(topic AS TEXT), ?) > 0", wanted.topic or None),
        ("received_ns >= ?", None if wanted.since is None else to_ns(wanted.since)),
        (
            "id IN (SELECT value FROM json_each(?))",
            json.dumps([number for _, number in wanted.ids]) if wanted.ids else None,
        ),
    )
