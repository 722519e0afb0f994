"""Reports of one's own in the database, and the papers that the house made by itself."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import MadePaperRow, OwnReportRow
from models.db.upsert import insert_missing
from models.document import filled, plain
from models.report.own.ports import OwnChangedError
from models.report.own.saved import MadePaper, OwnReport

_REPORT: Table = OwnReportRow.__table__  # type: ignore[assignment]
_PAPER: Table = MadePaperRow.__table__  # type: ignore[assignment]


class SqlOwnReports:
    """The reports that people of one centre keep."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> Sequence[OwnReport]:
        query = select(_REPORT.c.content).where(_REPORT.c.centre == self._centre)
        with self._connections.reading() as connection:
            found = [filled(OwnReport, content) for content in connection.execute(query).scalars()]
        return sorted(found, key=lambda one: (one.name, one.id))

    def put(self, report: OwnReport, told: AuditEntry) -> OwnReport:
        raised = replace(report, revision=report.revision + 1)
        row: dict[str, Any] = {"revision": raised.revision, "content": plain(raised)}
        try:
            with self._connections.writing() as connection:
                if not connection.execute(update(_REPORT).where(self._same(report)).values(row)).rowcount:
                    if report.revision != 1:
                        raise OwnChangedError(report.id)
                    place = {"centre": self._centre, "id": report.id}
                    connection.execute(insert(_REPORT).values({**place, **row}))
                append_to(connection, [told])
        except IntegrityError as error:  # somebody moved it on at the same time
            raise OwnChangedError(report.id) from error
        return raised

    def remove(self, report: OwnReport, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            if not connection.execute(delete(_REPORT).where(self._same(report))).rowcount:
                raise OwnChangedError(report.id)
            append_to(connection, [told])

    def _same(self, report: OwnReport) -> ColumnElement[bool]:
        ours = (_REPORT.c.centre == self._centre) & (_REPORT.c.id == report.id)
        return ours & (_REPORT.c.revision == report.revision)


class SqlMadePapers:
    """The papers of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> Sequence[MadePaper]:
        ours = select(_PAPER.c.content).where(_PAPER.c.centre == self._centre)
        with self._connections.reading() as connection:
            rows = connection.execute(ours.order_by(_PAPER.c.made_at.desc(), _PAPER.c.key)).scalars()
            return [filled(MadePaper, content) for content in rows]

    def add(self, paper: MadePaper, statement: bytes, since: datetime) -> bool:
        ours = (_PAPER.c.centre == self._centre) & (_PAPER.c.key == paper.key)
        row = (self._centre, paper.key, paper.at, plain(paper), zlib.compress(statement))
        with self._connections.writing() as connection:
            old = delete(_PAPER).where(_PAPER.c.centre == self._centre, _PAPER.c.made_at < since)
            connection.execute(old)
            is_new = connection.execute(select(_PAPER.c.key).where(ours)).scalar() is None
            insert_missing(connection, _PAPER, [row])
        return is_new

    def content(self, key: str) -> bytes | None:
        ours = (_PAPER.c.centre == self._centre) & (_PAPER.c.key == key)
        with self._connections.reading() as connection:
            found = connection.execute(select(_PAPER.c.statement).where(ours)).scalar()
        try:
            return zlib.decompress(found) if found is not None else None
        except zlib.error:  # damaged bytes are no more there than missing ones
            return None
