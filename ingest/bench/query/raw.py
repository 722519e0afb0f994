"""The same questions asked of raw points: by SQL over rows, and by influxdb-client's data frames.

They answer less: the mean and the highest number of people and the share of time in use, without opening hours, bookings
or gaps. What they would need for those would come on top.
"""

import sqlite3
import urllib.request
import warnings
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from influxdb_client import InfluxDBClient
from influxdb_client.client.warnings import MissingPivotFunction
from sqlalchemy import text

from ingest.bench.influx_server import ORG, TOKEN, InfluxServer
from ingest.bench.query.points import MONTH, SPACES, YEAR, Points, window
from models.db import Database

BUCKET = "first"
BATCH = 20_000
PATIENCE_MS = 600_000


class RawPoints(Protocol):
    """Points of one load in one store, and two of the questions."""

    name: str

    def fill(self, points: Points) -> None: ...
    def heatmap(self) -> object: ...
    def month(self) -> object: ...


class SqliteRows:
    """Rows as the embedded sensor store keeps them."""

    name = "SQL over rows, SQLite"

    def __init__(self, file: Path) -> None:
        self._file = file

    def fill(self, points: Points) -> None:
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.execute("DROP TABLE IF EXISTS reading")
            connection.execute(
                "CREATE TABLE reading (series_id INTEGER, at_s INTEGER, value REAL, PRIMARY KEY (series_id, at_s)) "
                "WITHOUT ROWID"
            )
            for space in range(SPACES):
                rows = ((space, at, here) for at, here in points.of(space))
                connection.executemany("INSERT INTO reading VALUES (?, ?, ?)", rows)

    def heatmap(self) -> object:
        return self._ask(
            "SELECT strftime('%w', at_s + 28800, 'unixepoch'), strftime('%H', at_s + 28800, 'unixepoch'), "
            "avg(value), avg(value > 0), max(value) FROM reading WHERE series_id = 0 AND at_s >= ? AND at_s < ? "
            "GROUP BY 1, 2",
            YEAR,
        )

    def month(self) -> object:
        return self._ask(
            "SELECT series_id, avg(value), avg(value > 0), max(value), avg(value > 36) FROM reading "
            "WHERE at_s >= ? AND at_s < ? GROUP BY 1",
            MONTH,
        )

    def _ask(self, statement: str, days: int) -> object:
        span = [int(at.timestamp()) for at in window(days)]
        with closing(sqlite3.connect(self._file)) as connection:
            return connection.execute(statement, span).fetchall()


class PostgresRows:
    """A table of points with the index that such a table usually has."""

    name = "SQL over rows, PostgreSQL"

    def __init__(self, database: Database) -> None:
        self._connections = database.connections

    def fill(self, points: Points) -> None:
        with self._connections.writing() as connection:
            connection.execute(text("DROP TABLE IF EXISTS raw_point"))
            connection.execute(
                text(
                    "CREATE TABLE raw_point (series integer, at timestamptz, value float, PRIMARY KEY (series, at))"
                )
            )
            cursor: Any = connection.connection.cursor()
            with cursor.copy("COPY raw_point FROM STDIN") as copy:
                for space in range(SPACES):
                    for at, here in points.of(space):
                        copy.write(f"{space}\t{datetime.fromtimestamp(at, UTC).isoformat()}\t{here}\n")
        with self._connections.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE raw_point"))

    def heatmap(self) -> object:
        return self._ask(
            "SELECT extract(dow FROM at AT TIME ZONE 'Asia/Shanghai'), extract(hour FROM at AT TIME ZONE 'Asia/Shanghai'), "
            "avg(value), avg((value > 0)::int), max(value) FROM raw_point "
            "WHERE series = 0 AND at >= :start AND at < :end GROUP BY 1, 2",
            YEAR,
        )

    def month(self) -> object:
        return self._ask(
            "SELECT series, avg(value), avg((value > 0)::int), max(value), avg((value > 36)::int) FROM raw_point "
            "WHERE at >= :start AND at < :end GROUP BY 1",
            MONTH,
        )

    def _ask(self, statement: str, days: int) -> object:
        start, end = window(days)
        with self._connections.reading() as connection:
            return connection.execute(text(statement), {"start": start, "end": end}).all()


class InfluxFrames:
    """Points in InfluxDB, fetched as a data frame and grouped there, as a script over influxdb-client does it."""

    name = "influxdb-client, data frames"

    def __init__(self, server: InfluxServer) -> None:
        self._server = server.server
        self._client = InfluxDBClient(self._server, TOKEN, org=ORG, timeout=PATIENCE_MS)

    def fill(self, points: Points) -> None:
        for space in range(SPACES):
            lines = (f"people,space=s{space} value={here} {at}" for at, here in points.of(space))
            while batch := list(islice(lines, BATCH)):
                self._post("\n".join(batch))

    def heatmap(self) -> object:
        frame = self._frame(YEAR, 'r.space == "s0"')
        local = frame["_time"].dt.tz_convert("Asia/Shanghai")
        return frame.groupby([local.dt.weekday, local.dt.hour])["_value"].agg(["mean", "max"])

    def month(self) -> object:
        frame = self._frame(MONTH, "true")
        frame["used"], frame["crowded"] = frame["_value"] > 0, frame["_value"] > 36
        return frame.groupby("space").agg({"_value": ["mean", "max"], "used": "mean", "crowded": "mean"})

    def _frame(self, days: int, which: str) -> Any:
        start, end = (at.isoformat() for at in window(days))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MissingPivotFunction)  # one field: there is nothing to pivot
            return self._client.query_api().query_data_frame(self._flux(start, end, which))

    def _flux(self, start: str, end: str, which: str) -> str:
        return (
            f'from(bucket: "{BUCKET}") |> range(start: {start}, stop: {end}) '
            f'|> filter(fn: (r) => r._measurement == "people" and {which}) '
            '|> keep(columns: ["_time", "_value", "space"])'
        )

    def _post(self, lines: str) -> None:
        request = urllib.request.Request(  # noqa: S310 -- our own server
            f"{self._server}/api/v2/write?org={ORG}&bucket={BUCKET}&precision=s",
            data=lines.encode(),
            headers={"Authorization": f"Token {TOKEN}"},
        )
        urllib.request.urlopen(request, timeout=60).close()  # noqa: S310 -- the same


def has_frames() -> bool:
    """Whether influxdb-client can make data frames here."""
    return find_spec("pandas") is not None
