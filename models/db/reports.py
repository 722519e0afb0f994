"""Versions of reports in the database, with what they were made from; none is ever changed or lost."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import ReportContentRow, ReportVersionRow
from models.db.upsert import insert_missing
from models.document import filled, plain
from models.report.ports import ReportChangedError
from models.report.version import ReportVersion

_VERSION: Table = ReportVersionRow.__table__  # type: ignore[assignment]
_CONTENT: Table = ReportContentRow.__table__  # type: ignore[assignment]


class SqlReports:
    """The monthly reports of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def versions(self, month: date | None = None) -> Sequence[ReportVersion]:
        query = select(_VERSION.c.content).where(_VERSION.c.centre == self._centre)
        if month is not None:
            query = query.where(_VERSION.c.month == month)
        ordered = query.order_by(_VERSION.c.month.desc(), _VERSION.c.number.desc())
        with self._connections.reading() as connection:
            return [filled(ReportVersion, content) for content in connection.execute(ordered).scalars()]

    def add(self, version: ReportVersion, inputs: bytes, statement: bytes, told: AuditEntry) -> None:
        try:
            with self._connections.writing() as connection:
                insert_missing(connection, _CONTENT, [self._content(inputs), self._content(statement)])
                connection.execute(insert(_VERSION).values(self._row(version)))
                append_to(connection, [told])
        except IntegrityError as error:  # somebody made one of the same number
            raise ReportChangedError(f"{version.month:%Y-%m} {version.number}") from error

    def move(self, version: ReportVersion, told: AuditEntry) -> ReportVersion:
        with self._connections.writing() as connection:
            kept = self._replace(connection, version)
            append_to(connection, [told])
        return kept

    def content(self, digest: str) -> bytes | None:
        ours = (_CONTENT.c.centre == self._centre) & (_CONTENT.c.digest == digest)
        with self._connections.reading() as connection:
            found = connection.execute(select(_CONTENT.c.content).where(ours)).scalar()
        try:
            return zlib.decompress(found) if found is not None else None
        except zlib.error:  # damaged bytes are no more there than missing ones
            return None

    def _replace(self, connection: Connection, version: ReportVersion) -> ReportVersion:
        raised = replace(version, revision=version.revision + 1)
        ours = (_VERSION.c.centre == self._centre) & (_VERSION.c.month == version.month)
        same = ours & (_VERSION.c.number == version.number) & (_VERSION.c.revision == version.revision)
        if not connection.execute(update(_VERSION).where(same).values(self._row(raised))).rowcount:
            raise ReportChangedError(f"{version.month:%Y-%m} {version.number}")
        return raised

    def _content(self, content: bytes) -> tuple[str, str, bytes]:
        return self._centre, sha256(content).hexdigest(), zlib.compress(content)

    def _row(self, version: ReportVersion) -> dict[str, Any]:
        return {
            "centre": self._centre,
            "month": version.month,
            "number": version.number,
            "revision": version.revision,
            "inputs": version.inputs,
            "statement": version.statement,
            "content": plain(version),
        }
