"""What only the file can do: many processes, retention, faults of the disk."""

import multiprocessing
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.calendar import Window
from models.centre import SensorId
from models.ports import StoreUnavailableError
from models.reading import Reading
from models.store import open_store
from models.store.sqlite import SqliteStore

DOOR = SensorId("gym-door")
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = Window(AT, AT + timedelta(days=1))


def batch(count: int, sensor: SensorId = DOOR, start: datetime = AT) -> list[Reading]:
    return [Reading(sensor, "people_in_total", start + timedelta(seconds=n), n) for n in range(count)]


def write_hundred(file: Path, name: str) -> None:
    store = open_store(f"sqlite:///{file}", "shijiawan")
    for reading in batch(100, SensorId(name)):
        store.write([reading])
    store.close()


def test_processes_write_one_file_at_once_without_loss(tmp_path: Path) -> None:
    file = tmp_path / "readings.db"
    spawn = multiprocessing.get_context("spawn")
    names = ["p0", "p1", "p2"]
    writers = [spawn.Process(target=write_hundred, args=(file, name)) for name in names]
    for writer in writers:
        writer.start()
    store = open_store(f"sqlite:///{file}", "shijiawan")
    while any(writer.is_alive() for writer in writers):
        store.read([SensorId(name) for name in names], DAY)
        writers[0].join(0.05)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert len(store.read([SensorId(name) for name in names], DAY)) == 300
    store.close()


def test_every_commit_is_synchronous_and_logged_ahead(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "readings.db", "shijiawan")
    with store._connection() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


def test_retention_forgets_what_is_older_and_nothing_else(tmp_path: Path) -> None:
    now = AT + timedelta(days=30)
    store = SqliteStore(tmp_path / "r.db", "shijiawan", retention_days=7, clock=lambda: now)
    other = SqliteStore(tmp_path / "r.db", "jiuyanqiao")
    edge = now - timedelta(days=7)
    other.write(batch(5))
    store.write([*batch(50_000), *batch(2, start=edge - timedelta(seconds=1))])
    everything = Window(AT - timedelta(days=1), now)
    assert [r.at for r in store.read([DOOR], everything)] == [edge]
    assert len(other.read([DOOR], everything)) == 5
    for opened in (store, other):
        opened.close()


def test_without_retention_everything_stays(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "r.db", "shijiawan", clock=lambda: AT + timedelta(days=9_000))
    store.write(batch(3))
    assert len(store.read([DOOR], DAY)) == 3
    store.close()


def test_a_locked_file_is_unavailable_and_keeps_nothing_half(tmp_path: Path) -> None:
    file = tmp_path / "readings.db"
    store = SqliteStore(file, "shijiawan", busy_s=0.05)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match=r"readings\.db.*locked"):
        store.write(batch(3))
    assert store.read([DOOR], DAY) == []
    holder.execute("COMMIT")
    holder.close()
    store.write(batch(3))
    assert store.read([DOOR], DAY) == batch(3)
    store.close()


def test_a_full_disk_is_unavailable_and_keeps_what_was_there(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "readings.db", "shijiawan")
    store.write(batch(10))
    with store._connection() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailableError, match="full"):
        store.write(batch(20_000))
    assert store.read([DOOR], DAY) == batch(10)
    store.write(batch(20_000))  # a connection that saw the fault is not used again
    assert len(store.read([DOOR], DAY)) == 20_000
    store.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "readings.db"
    file.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreUnavailableError, match=r"readings\.db"):
        open_store(f"sqlite:///{file}", "shijiawan")
    with pytest.raises(StoreUnavailableError, match=r"readings\.db"):
        open_store(f"sqlite:///{file}/deeper/r.db", "shijiawan")
