"""Minutes, quarter hours and hours in the embedded store's file."""

import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from math import nan
from pathlib import Path
from typing import Any

from models.aggregate import LENGTHS, Aggregate, Step
from models.calendar import Window
from models.centre import SensorId
from models.ports import Clock, StoreUnavailableError
from models.store.sqlite import BUSY_S, SERIES_TABLE

PURGE_EVERY = timedelta(hours=1)
PURGE_ROWS = 20_000

_TABLES = f"""
{SERIES_TABLE}
CREATE TABLE IF NOT EXISTS aggregate (
  step_s INTEGER NOT NULL, series_id INTEGER NOT NULL REFERENCES series (id), start_s INTEGER NOT NULL,
  mean REAL, low REAL NOT NULL, high REAL NOT NULL, last REAL NOT NULL, total REAL NOT NULL,
  count INTEGER NOT NULL, covered_s REAL NOT NULL,
  PRIMARY KEY (step_s, series_id, start_s)
) WITHOUT ROWID;
"""
_UPSERT = (
    "INSERT OR REPLACE INTO aggregate SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM series "
    "WHERE centre = ? AND sensor = ? AND measure = ?"
)
_CLEAR = (
    "DELETE FROM aggregate WHERE step_s = ? AND start_s >= ? AND start_s < ? "
    "AND series_id IN (SELECT id FROM series WHERE centre = ? AND sensor = ?)"
)
_READ = (
    "SELECT start_s, mean, low, high, last, total, count, covered_s FROM aggregate "
    "WHERE step_s = ? AND series_id = ? AND start_s >= ? AND start_s < ?"
)
_PURGE = """
DELETE FROM aggregate WHERE (step_s, series_id, start_s) IN
  (SELECT step_s, series_id, start_s FROM aggregate WHERE step_s = ? AND start_s < ? LIMIT ?)
"""


class SqliteAggregates:
    """The aggregates of one centre. keep_days: how long a step is kept; a step that is not named is kept for ever."""

    def __init__(
        self,
        file: Path,
        centre: str,
        *,
        keep_days: Mapping[Step, int],
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._file, self._centre, self._keep_days, self._clock = file, centre, keep_days, clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._purge_at = datetime.min.replace(tzinfo=UTC)

    def put(self, aggregates: Sequence[Aggregate]) -> None:
        if aggregates:
            with self._opened() as connection, _transaction(connection):
                self._insert(connection, aggregates)
        self._purge()

    def replace(self, sensors: Collection[SensorId], window: Window, aggregates: Sequence[Aggregate]) -> None:
        span = int(window.start.timestamp()), int(window.end.timestamp())
        with self._opened() as connection, _transaction(connection):
            connection.executemany(
                _CLEAR, [(_seconds(step), *span, self._centre, sensor) for step in Step for sensor in sensors]
            )
            self._insert(connection, aggregates)
        self._purge()

    def _insert(self, connection: sqlite3.Connection, aggregates: Sequence[Aggregate]) -> None:
        connection.executemany(
            "INSERT OR IGNORE INTO series (centre, sensor, measure) VALUES (?, ?, ?)",
            sorted({(self._centre, one.sensor, one.measure) for one in aggregates}),
        )
        connection.executemany(_UPSERT, [self._row(one) for one in aggregates])

    def read(
        self,
        sensors: Collection[SensorId],
        window: Window,
        step: Step,
        measures: Collection[str] | None = None,
    ) -> list[Aggregate]:
        span = int(window.start.timestamp()), int(window.end.timestamp())
        with self._opened() as connection:
            known = connection.execute(
                "SELECT id, sensor, measure FROM series WHERE centre = ?", (self._centre,)
            ).fetchall()
            found = [
                _aggregate(SensorId(sensor), measure, step, row)
                for number, sensor, measure in known
                if sensor in sensors and (measures is None or measure.partition(".")[0] in measures)
                for row in connection.execute(_READ, (_seconds(step), number, *span))
            ]
        return sorted(found, key=lambda one: (one.start, one.sensor, one.measure))

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _row(self, one: Aggregate) -> tuple[Any, ...]:
        """SQLite keeps a nan as NULL by itself."""
        numbers = (one.mean, one.low, one.high, one.last, one.total, one.count, one.covered_s)
        start = int(one.start.timestamp())
        return (_seconds(one.step), start, *numbers, self._centre, one.sensor, one.measure)

    def _purge(self) -> None:
        now = self._clock()
        if now < self._purge_at:
            return
        self._purge_at = now + PURGE_EVERY
        for step, days in self._keep_days.items():
            limit = int((now - timedelta(days=days)).timestamp())
            gone = PURGE_ROWS
            while gone == PURGE_ROWS:
                with self._opened() as connection, _transaction(connection):
                    gone = connection.execute(_PURGE, (_seconds(step), limit, PURGE_ROWS)).rowcount

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The one connection; after an error the next call opens another."""
        with self._lock:
            try:
                self._connection = self._connection or self._open()
                yield self._connection
            except (sqlite3.DatabaseError, OSError) as error:
                self._drop()
                raise StoreUnavailableError(f"sensor store {self._file}: {error}") from error

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._file, timeout=BUSY_S, isolation_level=None, check_same_thread=False
        )
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # what a power cut takes is gathered again
        connection.executescript(_TABLES)
        return connection

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _seconds(step: Step) -> int:
    return int(LENGTHS[step].total_seconds())


def _aggregate(sensor: SensorId, measure: str, step: Step, row: tuple[Any, ...]) -> Aggregate:
    start, mean, low, high, last, total, count, covered = row
    return Aggregate(
        sensor=sensor,
        measure=measure,
        step=step,
        start=datetime.fromtimestamp(start, UTC),
        mean=nan if mean is None else mean,
        low=low,
        high=high,
        last=last,
        total=total,
        count=count,
        covered_s=covered,
    )
