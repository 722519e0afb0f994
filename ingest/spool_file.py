"""The spool's database file: how it is opened, how a damaged one is put aside and read back as far as it goes."""

import contextlib
import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest import late, parking, redelivery, sequence, spool_pages, strangers
from ingest.accounting import RECEIVED, SCHEMA, SHED, SPOOLED, Shed, Tally, book

log = logging.getLogger(__name__)

VERSION = 3
CHECKED_AT_START = 256 * 1024 * 1024
"""Bytes up to which every start reads the whole file; above, only when it was marked as suspect."""

_TABLES = """
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY AUTOINCREMENT, received_ns INTEGER NOT NULL, topic BLOB NOT NULL, payload BLOB NOT NULL,
  retain INTEGER NOT NULL, dup INTEGER NOT NULL, rank INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, at_ns INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS heard (
  centre TEXT NOT NULL, sensor TEXT NOT NULL, at_ns INTEGER NOT NULL, online INTEGER,
  vitals TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (centre, sensor)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dead (
  id INTEGER PRIMARY KEY AUTOINCREMENT, received_ns INTEGER NOT NULL, topic BLOB NOT NULL, payload BLOB NOT NULL,
  reason TEXT NOT NULL, text TEXT NOT NULL, retain INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS raw (
  last_id INTEGER PRIMARY KEY, first_ns INTEGER NOT NULL, last_ns INTEGER NOT NULL, messages INTEGER NOT NULL,
  segment BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS age (step INTEGER PRIMARY KEY, last_id INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS memory (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO state VALUES ('cursor', 0), ('batch', 0);
INSERT OR IGNORE INTO state SELECT 'unspanned', coalesce(max(last_id), 0) FROM raw;
"""

_UPGRADES = {
    1: "ALTER TABLE heard ADD COLUMN vitals TEXT NOT NULL DEFAULT '{}';",
    2: "ALTER TABLE dead ADD COLUMN retain INTEGER NOT NULL DEFAULT 0;",
}
"""Version -> what turns its tables into those of the next one."""

_COPIES = {
    "seen": "id, key, at_ns",
    "heard": "centre, sensor, at_ns, online",  # every version has these; the vitals come back by themselves
    "dead": "id, received_ns, topic, payload, reason, text",
    "raw": "last_id, first_ns, last_ns, messages, segment",
    "memory": "key, value",
    "stranger": strangers.COLUMNS,
    "late": late.COLUMNS,
    "age": "step, last_id",
    "packet": "first_id, last_id, connection, mids",
    "sequence": "centre, sensor, top, seen, received, missed",
}
"""Table -> the columns that are carried over from a damaged file."""


class DamagedError(Exception):
    """The file is not a sound spool; the text says what was found."""


def suspect_mark(file: Path) -> Path:
    """Lies beside a spool that showed damage while it ran; the next start reads all of it."""
    return file.with_name(file.name + ".suspect")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, not merely locked, full or out of reach."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith("SQLITE_CORRUPT") or name in ("SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_SCHEMA")


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """Nobody else opens or closes a spool of this folder meanwhile: the last to close writes the log back and deletes it,
    which to somebody who is just opening looks like a log that broke off."""
    file.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)  # the folder itself: a full disk has no room for one more file
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def connect(file: Path) -> sqlite3.Connection:
    """A connection with the durability that an acknowledgement rests on; transactions are written out by hand."""
    connection = sqlite3.connect(file, timeout=5.0, isolation_level=None, check_same_thread=False)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def write_back(connection: sqlite3.Connection) -> None:
    """Write the log back into the file, as far as nobody reads it; what a full disk has no room for waits in the log."""
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_FULL":
            raise


def open_sound(file: Path) -> Path | None:
    """Leave a sound spool at `file`; the place of the damaged one when there was one."""
    mended = file.with_name(file.name + ".mended")
    if not mended.exists():
        try:
            _prepare(file)
        except DamagedError as error:
            log.warning("spool %s is damaged: %s", file, error)
            _mend(file, mended)
        else:
            return None
    aside = _put_aside(file)
    mended.rename(file)
    log.warning("spool %s: the damaged one was put aside as %s", file, aside)
    return aside


def _mend(damaged: Path, mended: Path) -> None:
    """Build a sound one beside it, complete when it has its name: a full disk or a power cut on the way costs nothing."""
    fresh = damaged.with_name(damaged.name + ".fresh")
    for part in _parts(fresh):
        part.unlink(missing_ok=True)
    _prepare(fresh)
    kept, lost = _salvage(damaged, fresh)
    fresh.rename(mended)
    log.warning("spool %s: %d waiting messages read back, %d lost", damaged, kept, lost)


def _prepare(file: Path) -> None:
    mark = suspect_mark(file)
    thorough = mark.exists() or not file.exists() or file.stat().st_size <= CHECKED_AT_START
    spool_pages.keep_log(file)
    try:
        with contextlib.closing(connect(file)) as connection:
            if unread := _unread(connection, file):
                raise DamagedError(unread)
            write_back(connection)
            if thorough:
                _check(connection)
            _migrate(connection)
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedError(str(error)) from error
        raise
    mark.unlink(missing_ok=True)
    spool_pages.log_copy(file).unlink(missing_ok=True)


def _unread(connection: sqlite3.Connection, file: Path) -> str:
    """What of the log SQLite did not believe, while nobody else can write: a log written back begins anew at the next write."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        return spool_pages.unread_log(file, spool_pages.believed_frames(file))
    finally:
        connection.execute("ROLLBACK")


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise DamagedError(str(found and found[0]))


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in range(VERSION + 1):
        raise DamagedError(f"its version is {version}, this program writes {VERSION}")
    changes = "".join(_UPGRADES[step] for step in range(version or VERSION, VERSION))
    if version != VERSION:  # it is written even if it is the same, which a full disk has no room for
        changes += f"PRAGMA user_version = {VERSION};"
    connection.executescript(
        f"BEGIN IMMEDIATE; {changes} {SCHEMA} {_TABLES} {parking.TABLES} {sequence.TABLES} {strangers.TABLE} "
        f"{redelivery.TABLE} {late.TABLE} COMMIT;"
    )


def _put_aside(file: Path) -> Path:
    aside = file.with_name(f"{file.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    for part, place in zip(_parts(file), _parts(aside), strict=True):
        if part.exists():
            part.rename(place)
    suspect_mark(file).unlink(missing_ok=True)
    return aside


def _parts(file: Path) -> list[Path]:
    """The file and what lies beside it."""
    return [file.with_name(file.name + ending) for ending in ("", "-wal", "-shm", "-log")]


def _salvage(damaged: Path, file: Path) -> tuple[int, int]:
    """Copy what can be read into the new spool; how many waiting messages were kept, and how many are gone."""
    with contextlib.closing(connect(file)) as new, contextlib.closing(sqlite3.connect(damaged)) as old:
        new.execute("BEGIN IMMEDIATE")
        account = {(kind, reason): n for kind, reason, n in _readable(old, "SELECT * FROM account")}
        for name, columns in _COPIES.items():
            marks = ", ".join("?" * len(columns.split(",")))
            rows = _readable(old, f"SELECT {columns} FROM {name}")  # noqa: S608 -- our own names
            new.executemany(f"INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        new.execute(
            "UPDATE state SET value = coalesce((SELECT max(last_id) FROM raw), 0) WHERE key = 'unspanned'"
        )
        kept = 0
        for row in _waiting(damaged, old):
            kept += new.execute("INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?, ?, ?, ?)", row).rowcount
        book(new, _account_after(account, kept))
        lost = max(account.get((SPOOLED, ""), kept) - kept, 0)
        new.execute("COMMIT")
        new.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it in the one file that gets the name
    return kept, lost


def _account_after(account: dict[tuple[str, str], int], kept: int) -> Tally:
    """The old account with the loss named, or with what it had not heard of; without one, the messages are all we know."""
    if (RECEIVED, "") not in account:
        return Tally({(RECEIVED, ""): kept, (SPOOLED, ""): kept})
    tally, waiting = Tally(dict(account)), account.get((SPOOLED, ""), 0)
    tally.changes[SPOOLED, ""] = kept
    tally.add(SHED, Shed.LOST_SPOOL, max(waiting - kept, 0))
    tally.add(RECEIVED, "", max(kept - waiting, 0))
    return tally


def _waiting(damaged: Path, old: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Every message that waits and can be read: one by one, then from pages to which nothing leads any more."""
    parked = {row[0] for row in _readable(old, "SELECT id FROM parked")}
    for number in sorted(parked):
        yield from _readable(old, f"SELECT {parking.COLUMNS} FROM parked WHERE id = {number:d}")  # noqa: S608 -- a number
    cursor = next((value for key, value in _readable(old, "SELECT * FROM state") if key == "cursor"), 0)
    last = max(
        (row[1] for row in _readable(old, "SELECT * FROM sqlite_sequence") if row[0] == "message"), default=0
    )
    for number in range(cursor + 1, last + 1):
        yield from _readable(old, f"SELECT * FROM message WHERE id = {number:d}")  # noqa: S608 -- a number
    yield from (row for row in spool_pages.messages(damaged) if row[0] > cursor)


def _readable(old: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows until the first that is broken."""
    try:
        yield from old.execute(query)
    except sqlite3.Error as error:
        log.debug("%s: %s", query, error)
