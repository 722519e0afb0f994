"""The embedded sensor store: one SQLite file, write-ahead log, one connection per thread at a time."""

import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.calendar import Window, from_ns, to_ns
from models.centre import SensorId
from models.ports import Clock, StoreUnavailableError
from models.reading import IN_ORDER, Reading
from models.store.schema import QUALITIES, QUALITY_CODES, SeriesLimit, accepted

BUSY_S = 10.0
PURGE_ROWS = 20_000
PURGE_EVERY = timedelta(hours=1)

SERIES_TABLE = """
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY,
  centre TEXT NOT NULL,
  sensor TEXT NOT NULL,
  measure TEXT NOT NULL,
  UNIQUE (centre, sensor, measure)
);
"""
_TABLES = f"""
{SERIES_TABLE}
CREATE TABLE IF NOT EXISTS reading (
  series_id INTEGER NOT NULL REFERENCES series (id),
  at_ns INTEGER NOT NULL,
  value REAL NOT NULL,
  quality INTEGER NOT NULL,
  PRIMARY KEY (series_id, at_ns)
) WITHOUT ROWID;
"""
_UPSERT = "INSERT OR REPLACE INTO reading (series_id, at_ns, value, quality) VALUES (?, ?, ?, ?)"
_SERIES = "SELECT id, sensor, measure FROM series WHERE centre = ?"
_READ = "SELECT at_ns, value, quality FROM reading WHERE series_id = ? AND at_ns >= ? AND at_ns < ?"
_LATEST = (
    "SELECT at_ns, value, quality FROM reading WHERE series_id = ? AND at_ns < ? ORDER BY at_ns DESC LIMIT 1"
)
_DELETE = (
    "DELETE FROM reading WHERE series_id = (SELECT id FROM series WHERE centre = ? AND sensor = ? AND measure = ?) "
    "AND at_ns >= ? AND at_ns < ?"
)
_PURGE = """
DELETE FROM reading WHERE (series_id, at_ns) IN
  (SELECT series_id, at_ns FROM reading WHERE series_id = ? AND at_ns < ? LIMIT ?)
"""

_Series = tuple[int, SensorId, str]


class SqliteStore:
    """The readings of one centre in a file that several centres, threads and processes may share."""

    def __init__(
        self,
        file: Path,
        centre: str,
        *,
        retention_days: int = 0,
        clock: Clock = lambda: datetime.now(UTC),
        busy_s: float = BUSY_S,
    ) -> None:
        self._busy_s = busy_s
        self._file = file
        self._centre = centre
        self._retention = timedelta(days=retention_days)
        self._clock = clock
        self._purge_at = datetime.min.replace(tzinfo=UTC)
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._ids: dict[tuple[str, str], int] = {}
        self._limit = SeriesLimit()
        with self._errors():
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = self._connect()
            self._lay_tables(connection)
            self._idle.append(connection)

    def write(self, readings: Sequence[Reading]) -> None:
        good, refusal = accepted(readings, self._limit)
        if good:
            with self._transaction() as connection:
                ids = self._series_ids(connection, {(r.sensor, r.measure) for r in good})
                rows = [
                    (ids[r.sensor, r.measure], to_ns(r.at), float(r.value), QUALITY_CODES[r.quality])
                    for r in good
                ]
                connection.executemany(_UPSERT, rows)
            self._ids = ids  # only after the commit: a rolled-back id must not be remembered
            self._purge()
        if refusal:
            raise refusal

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        span = to_ns(window.start), to_ns(window.end)
        with self._connection() as connection:
            found = [
                _reading(sensor, measure, row)
                for number, sensor, measure in self._series(connection, sensors)
                if measures is None or measure.partition(".")[0] in measures
                for row in connection.execute(_READ, (number, *span))
            ]
        return sorted(found, key=IN_ORDER)

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        limit = to_ns(before)
        with self._connection() as connection:
            return {
                (sensor, measure): _reading(sensor, measure, row)
                for number, sensor, measure in self._series(connection, sensors)
                for row in connection.execute(_LATEST, (number, limit))
            }

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        with self._transaction() as connection:
            connection.execute(
                _DELETE, (self._centre, sensor, measure, to_ns(window.start), to_ns(window.end))
            )

    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    def _series(self, connection: sqlite3.Connection, sensors: Collection[SensorId]) -> list[_Series]:
        wanted = frozenset(sensors)
        return [row for row in connection.execute(_SERIES, (self._centre,)) if row[1] in wanted]

    def _series_ids(
        self, connection: sqlite3.Connection, keys: Set[tuple[str, str]]
    ) -> dict[tuple[str, str], int]:
        if self._ids.keys() >= keys:
            return self._ids
        connection.executemany(
            "INSERT OR IGNORE INTO series (centre, sensor, measure) VALUES (?, ?, ?)",
            [(self._centre, *key) for key in sorted(keys)],
        )
        rows = connection.execute(_SERIES, (self._centre,))
        return {(sensor, measure): number for number, sensor, measure in rows}

    def _purge(self) -> None:
        """Forget what is older than the retention, at most once an hour and in short transactions."""
        now = self._clock()
        if not self._retention or now < self._purge_at:
            return
        self._purge_at = now + PURGE_EVERY
        limit = to_ns(now - self._retention)
        with self._connection() as connection:
            numbers = [number for number, _, _ in connection.execute(_SERIES, (self._centre,))]
        for number in numbers:
            self._purge_series(number, limit)

    def _purge_series(self, number: int, limit: int) -> None:
        gone = PURGE_ROWS
        while gone == PURGE_ROWS:
            with self._transaction() as connection:
                gone = connection.execute(_PURGE, (number, limit, PURGE_ROWS)).rowcount

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread has now. One that saw an error is not trusted again."""
        with self._errors():
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            connection = connection or self._connect()
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.close()  # rolls back
                raise
            with self._lock:
                self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._file, timeout=self._busy_s, isolation_level=None, check_same_thread=False
        )
        # FULL: the spool drops its copy once write() returns, so a commit must survive a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -16384")
        return connection

    def _lay_tables(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_TABLES)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreUnavailableError(f"sensor store {self._file}: {error}") from error


def _reading(sensor: SensorId, measure: str, row: tuple[int, float, int]) -> Reading:
    at_ns, value, quality = row
    return Reading(sensor, measure, from_ns(at_ns), value, QUALITIES[quality])
