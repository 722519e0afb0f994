"""The durable spool: a message is acknowledged after `append` returned, and leaves with its count in one transaction."""

import contextlib
import json
import logging
import sqlite3
import threading
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest import late, parking, redelivery, remembered, sequence, strangers
from ingest.accounting import RECEIVED, SHED, SPOOLED, Shed, Tally, book, read_account
from ingest.arrival import Arrival, Spooled
from ingest.hand import Hand
from ingest.spool_file import alone, connect, is_damage, open_sound, suspect_mark, write_back
from models.centre import CentreId, SensorId
from models.completeness import Run
from models.event import Word
from models.health import Accounting

log = logging.getLogger(__name__)


class SpoolError(Exception):
    """The spool could not be written or read; nothing may be assumed. Try the same call again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message that cannot be read, kept as it came."""

    received_ns: int
    topic: bytes
    payload: bytes
    reason: str
    text: str
    retain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is known of a sensor's own voice: last received (0 = never), online (None = it does not say), its vitals."""

    at_ns: int = 0
    online: bool | None = None
    vitals: Mapping[str, Word] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Settlement:
    """What became of the messages up to an id; taken over in one transaction.

    parked: messages that go on waiting, out of the way, each for the store of a centre; released: parked ones that are done.
    """

    upto: int = 0
    tally: Tally = field(default_factory=Tally)
    seen: list[tuple[bytes, int]] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)
    heard: dict[tuple[CentreId, SensorId], Heard] = field(default_factory=dict)
    parked: list[tuple[int, CentreId]] = field(default_factory=list)
    released: list[int] = field(default_factory=list)
    numbers: list[tuple[tuple[CentreId, SensorId], int, int]] = field(default_factory=list)
    """Running numbers of messages that came for the first time, and after how many they begin again."""
    memory: dict[str, bytes | None] = field(default_factory=dict)
    """What stateful decoders must remember from here on; None = forget it."""
    met: list[strangers.Met] = field(default_factory=list)
    """Devices that nobody knows."""
    late_days: set[late.LateDay] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The spool as one read transaction saw it. heard, runs: (centre, sensor) -> its voice, and what its numbers tell."""

    accounting: Accounting
    oldest_ns: int | None
    heard: Mapping[tuple[CentreId, SensorId], Heard]
    runs: Mapping[tuple[CentreId, SensorId], Run] = field(default_factory=dict)


class Spool:
    """One file, one writer at a time, any number of readers. Every method may be called from any thread.

    owner: the ingestor, who alone may mend the file; anybody else may be looking while the ingestor writes.
    """

    def __init__(self, file: Path, *, owner: bool = True) -> None:
        self.file = file
        self.arrived = threading.Event()
        self._write_lock, self._read_lock = threading.Lock(), threading.Lock()
        self.hand = Hand()
        self._run = uuid.uuid4().hex
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._in_file = 0
        try:
            with alone(file):
                self.quarantined = open_sound(file) if owner else None
                with self.writing():
                    pass
        except (sqlite3.Error, OSError) as error:
            raise SpoolError(f"spool {file} cannot be opened: {error}") from error
        self._appended = self._in_file

    def append(self, arrivals: Sequence[Arrival], ranks: Sequence[int], overflow: int = 0) -> None:
        """Make the messages durable. After a SpoolError call again with the same ones: they are never written twice.

        ranks: how important each is, for shedding; overflow: QoS 0 messages that found no room in memory.
        """
        with self.writing() as writer:
            if self._in_file > self._appended:  # the attempt that failed had been committed after all
                writer.execute("ROLLBACK")
                writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                writer.execute("BEGIN IMMEDIATE")
            else:
                _insert(writer, self._run, arrivals, ranks, overflow)
        self._appended = self._in_file = self._appended + 1
        self.arrived.set()

    def pending(self, limit: int = 500) -> list[Spooled]:
        """The oldest messages that nobody has looked at, in the order of their arrival; they are in hand from now on."""
        with self.hand.lock, self.reading() as reader:
            rows = reader.execute(
                "SELECT id, received_ns, topic, payload, retain, dup FROM message "
                "WHERE id > (SELECT value FROM state WHERE key = 'cursor') ORDER BY id LIMIT ?",
                (limit,),
            ).fetchall()
            messages = _spooled(rows)
            self.hand.upto = messages[-1].id if messages else 0
        return messages

    def parked(self, lane: CentreId, limit: int = 500) -> list[Spooled]:
        """The oldest messages that wait for the store of a centre; they are in hand from now on."""
        with self.hand.lock, self.reading() as reader:
            messages = _spooled(parking.parked(reader, lane, limit))
            self.hand.parked[lane] = frozenset(message.id for message in messages)
        return messages

    def lanes(self) -> Collection[CentreId]:
        """Centres whose messages were parked."""
        with self.reading() as reader:
            return parking.lanes(reader)

    def settle(self, settlement: Settlement) -> None:
        """Move the cursor, the counts and everything that goes with them. Not synced: what is lost is only done again."""
        with self.writing(durable=False) as writer:
            writer.execute("UPDATE state SET value = max(value, ?) WHERE key = 'cursor'", (settlement.upto,))
            parking.park(writer, settlement.parked)
            parking.release(writer, settlement.released)
            book(writer, settlement.tally)
            writer.executemany("INSERT OR IGNORE INTO seen (key, at_ns) VALUES (?, ?)", settlement.seen)
            writer.executemany(
                "INSERT INTO dead (received_ns, topic, payload, reason, text, retain) VALUES (?, ?, ?, ?, ?, ?)",
                [(d.received_ns, d.topic, d.payload, d.reason, d.text, d.retain) for d in settlement.dead],
            )
            writer.executemany(
                "INSERT INTO heard VALUES (?, ?, ?, ?, ?) ON CONFLICT (centre, sensor) DO UPDATE SET "
                "at_ns = max(at_ns, excluded.at_ns), online = coalesce(excluded.online, "
                "CASE WHEN online = 0 AND excluded.at_ns > at_ns THEN 1 ELSE online END), "
                "vitals = json_patch(vitals, excluded.vitals)",
                [(*place, h.at_ns, h.online, _json(h.vitals)) for place, h in settlement.heard.items()],
            )
            sequence.count(writer, settlement.numbers)
            remembered.remember(writer, settlement.memory)
            strangers.meet(writer, settlement.met)
            late.remember(writer, settlement.late_days)

    def known(self, keys: Collection[bytes]) -> set[bytes]:
        """Which of the dedupe keys were settled before."""
        marks = ", ".join("?" * len(keys))
        with self.reading() as reader:
            rows = reader.execute(f"SELECT key FROM seen WHERE key IN ({marks})", tuple(keys))  # noqa: S608 -- question marks
            return {key for (key,) in rows}

    def snapshot(self) -> Snapshot:
        """Account, age and presence in one read transaction."""
        with self.reading() as reader:
            rows = reader.execute("SELECT centre, sensor, at_ns, online, vitals FROM heard").fetchall()
            return Snapshot(
                accounting=read_account(reader),
                oldest_ns=parking.oldest_ns(reader),
                runs=sequence.runs(reader),
                heard={
                    (CentreId(centre), SensorId(sensor)): Heard(
                        at_ns=at, online=None if online is None else bool(online), vitals=json.loads(vitals)
                    )
                    for centre, sensor, at, online, vitals in rows
                },
            )

    def memory(self) -> dict[str, bytes]:
        """What stateful decoders remember, as of the last settlement."""
        with self.reading() as reader:
            return remembered.remembered(reader)

    def recount(self) -> int:
        """Messages that really wait, counted one by one; the account's `spooled` must equal it."""
        with self.reading() as reader:
            return parking.waiting(reader)

    @contextlib.contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """One write transaction. Any database error ends in SpoolError, and the next one starts on a fresh connection."""
        with self._write_lock:
            try:
                writer = self._open_writer()
                writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                writer.execute("BEGIN IMMEDIATE")
                yield writer
                writer.execute("COMMIT")
            except sqlite3.Error as error:
                self._writer = _dropped(self._writer)
                self._mark(error)
                raise SpoolError(f"spool {self.file} cannot be written: {error}") from error
            except BaseException:
                self._writer = _dropped(self._writer)
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One read transaction."""
        with self._read_lock:
            try:
                self._reader = self._reader or connect(self.file)
                self._reader.execute("BEGIN")
                yield self._reader
                self._reader.execute("COMMIT")
            except sqlite3.Error as error:
                self._reader = _dropped(self._reader)
                self._mark(error)
                raise SpoolError(f"spool {self.file} cannot be read: {error}") from error
            except BaseException:
                self._reader = _dropped(self._reader)
                raise

    def trim(self) -> None:
        """Write the log back into the file and cut it off: up to 16 MB that a short disk may need."""
        with self._write_lock:
            try:
                self._open_writer().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:
                self._writer = _dropped(self._writer)
                raise SpoolError(f"spool {self.file} cannot be trimmed: {error}") from error

    def close(self) -> None:
        with self._write_lock, self._read_lock, alone(self.file):
            self._writer, self._reader = _dropped(self._writer), _dropped(self._reader)

    def _open_writer(self) -> sqlite3.Connection:
        """The writer; after a failure a new one, which asks the file what was really committed."""
        if self._writer is None:
            self._writer = connect(self.file)
            # After a full disk the log holds what the file has room for: without this it would never be written back.
            write_back(self._writer)
            row = self._writer.execute("SELECT value FROM state WHERE key = 'batch'").fetchone()
            self._in_file = int(row[0])
        return self._writer

    def _mark(self, error: sqlite3.Error) -> None:
        if is_damage(error):
            with contextlib.suppress(OSError):
                suspect_mark(self.file).touch()


def _spooled(rows: Iterable[tuple[int, int, bytes, bytes, int, int]]) -> list[Spooled]:
    return [Spooled(row[0], row[1], row[2], row[3], bool(row[4]), bool(row[5])) for row in rows]


def _insert(
    writer: sqlite3.Connection, run: str, arrivals: Sequence[Arrival], ranks: Sequence[int], overflow: int
) -> None:
    writer.executemany(
        "INSERT INTO message (received_ns, topic, payload, retain, dup, rank) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (at, a.topic, a.payload, a.retain, again, rank)
            for a, rank, (at, again) in zip(
                arrivals, ranks, redelivery.receipts(writer, run, arrivals), strict=True
            )
        ],
    )
    redelivery.remember(writer, run, arrivals)
    tally = Tally({(RECEIVED, ""): len(arrivals) + overflow, (SPOOLED, ""): len(arrivals)})
    tally.add(SHED, Shed.QUEUE_FULL, overflow)
    book(writer, tally)
    writer.execute("UPDATE state SET value = value + 1 WHERE key = 'batch'")


def _json(vitals: Mapping[str, Word]) -> str:
    return json.dumps(vitals, ensure_ascii=False) if vitals else "{}"


def _dropped(connection: sqlite3.Connection | None) -> sqlite3.Connection | None:
    """Close a connection that is not trusted any more; always None."""
    if connection is not None:
        with contextlib.suppress(sqlite3.Error):
            connection.close()
    return None
