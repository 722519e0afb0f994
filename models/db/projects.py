"""Service projects in the database: each step with its audit row, evidence once under its SHA-256."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.book import lock
from models.db.connection import Connections
from models.db.project_payments import not_below_paid
from models.db.tables import ProjectEvidenceRow, ProjectRow
from models.db.upsert import insert_missing
from models.document import filled, plain
from models.needs.ports import LoopChangedError
from models.needs.project import Paper, Project

_PROJECT: Table = ProjectRow.__table__  # type: ignore[assignment]
_EVIDENCE: Table = ProjectEvidenceRow.__table__  # type: ignore[assignment]


class SqlProjects:
    """The projects of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> list[Project]:
        return self._found(_PROJECT.c.centre == self._centre)

    def find(self, key: str) -> Project | None:
        return next(iter(self._found((_PROJECT.c.centre == self._centre) & (_PROJECT.c.id == key))), None)

    def put(self, project: Project, told: AuditEntry, evidence: bytes | None = None) -> Project:
        try:
            with self._connections.writing() as connection:
                lock(connection, self._centre)
                not_below_paid(connection, self._centre, project)
                if evidence is not None:
                    self._proves_once(connection, project)
                kept = self._replaced(connection, project) or self._inserted(connection, project)
                if evidence is not None:
                    row = (self._centre, sha256(evidence).hexdigest(), evidence)
                    insert_missing(connection, _EVIDENCE, [row])
                append_to(connection, [told])
                return kept
        except IntegrityError as error:  # somebody put it at the same time, or took its number
            raise LoopChangedError(project.number) from error

    def evidence(self, digest: str) -> bytes | None:
        ours = (_EVIDENCE.c.centre == self._centre) & (_EVIDENCE.c.digest == digest)
        with self._connections.reading() as connection:
            found: bytes | None = connection.execute(select(_EVIDENCE.c.content).where(ours)).scalar()
        return found if found is not None and sha256(found).hexdigest() == digest else None

    def _found(self, such: ColumnElement[bool]) -> list[Project]:
        query = select(_PROJECT.c.content).where(such).order_by(_PROJECT.c.number)
        with self._connections.reading() as connection:
            return [filled(Project, content) for content in connection.execute(query).scalars()]

    def _proves_once(self, connection: Connection, project: Project) -> None:
        """Asked in the transaction: of two who bring one invoice to two projects at once, one comes too late."""
        brought = {one.digest for one in project.papers if one.what is Paper.INVOICE}
        others = (_PROJECT.c.centre == self._centre) & (_PROJECT.c.id != project.id)
        for content in connection.execute(select(_PROJECT.c.content).where(others)).scalars():
            other = filled(Project, content)
            if any(one.what is Paper.INVOICE and one.digest in brought for one in other.papers):
                raise LoopChangedError(project.number)

    def _replaced(self, connection: Connection, project: Project) -> Project | None:
        raised = replace(project, revision=project.revision + 1)
        ours = (_PROJECT.c.centre == self._centre) & (_PROJECT.c.id == project.id)
        seen = ours & (_PROJECT.c.revision == project.revision)
        written = connection.execute(update(_PROJECT).where(seen).values(self._row(raised)))
        return raised if written.rowcount else None

    def _inserted(self, connection: Connection, project: Project) -> Project:
        """Only the first revision is new: any other was read before, and is another one by now."""
        if project.revision != 1:
            raise LoopChangedError(project.number)
        connection.execute(insert(_PROJECT).values(self._row(project)))
        return project

    def _row(self, one: Project) -> dict[str, Any]:
        columns = {"centre": self._centre, "id": one.id, "number": one.number, "revision": one.revision}
        return columns | {"content": plain(one)}
