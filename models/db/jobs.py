"""The jobs of the house in the database: a row is taken by one process, and free again when that one is gone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, select, text, update

from models.db.connection import Connections
from models.db.tables import JobRunRow
from models.db.tables.row import Instant
from models.job import LEASE, JobRun

_TABLE: Table = JobRunRow.__table__  # type: ignore[assignment]
_FAULT_MAX = 300
_FIRST = text(
    "INSERT INTO job_run (centre, job, started_at, held_until, failures, fault, done) "
    "VALUES (:centre, :job, :at, :held, 0, '', 0) ON CONFLICT (centre, job) DO NOTHING"
).bindparams(bindparam("at", type_=Instant()), bindparam("held", type_=Instant()))


class SqlJobs:
    """The jobs of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def take(self, job: str, every: timedelta, at: datetime) -> JobRun | None:
        with self._connections.writing() as connection:
            fresh = {"centre": self._centre, "job": job, "at": at, "held": at + LEASE}
            if connection.execute(_FIRST, fresh).rowcount:
                return JobRun(job=job, started_at=at)
            row = connection.execute(self._of(job).with_for_update()).mappings().one()
            held = row["held_until"] is not None and row["held_until"] > at
            if held or at - row["started_at"] < every:
                return None
            self._write(connection, job, started_at=at, held_until=at + LEASE)
            return _run({**row, "started_at": at})

    def give_back(self, job: str, at: datetime, *, done: int = 0, fault: str = "") -> None:
        with self._connections.writing() as connection:
            if fault:
                failures = _TABLE.c.failures + 1
                self._write(
                    connection, job, ended_at=at, held_until=None, failures=failures, fault=fault[:_FAULT_MAX]
                )
            else:
                self._write(
                    connection, job, ended_at=at, held_until=None, failures=0, fault="", good_at=at, done=done
                )

    def runs(self) -> Sequence[JobRun]:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre).order_by(_TABLE.c.job)
        with self._connections.reading() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def _of(self, job: str) -> Select[Any]:
        return select(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.job == job)

    def _write(self, connection: Connection, job: str, **columns: object) -> None:
        place = (_TABLE.c.centre == self._centre, _TABLE.c.job == job)
        connection.execute(update(_TABLE).where(*place).values(**columns))


def _run(row: RowMapping | dict[str, Any]) -> JobRun:
    return JobRun(**{name: row[name] for name in JobRun.__slots__})
