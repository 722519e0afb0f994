"""Meetings in the database, with the numbers of their decisions; no number is taken twice, by two at once neither."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import DecisionRow, MeetingRow
from models.document import filled, plain
from models.needs.meeting import Meeting
from models.needs.ports import LoopChangedError
from models.needs.sitting import Numbers

_MEETING: Table = MeetingRow.__table__  # type: ignore[assignment]
_DECISION: Table = DecisionRow.__table__  # type: ignore[assignment]

_TRIES = 20
"""How often a number may be snatched away before we give up."""


class SqlMeetings:
    """The meetings of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> list[Meeting]:
        query = select(_MEETING.c.content).where(_MEETING.c.centre == self._centre)
        ordered = query.order_by(_MEETING.c.at.desc(), _MEETING.c.id)
        with self._connections.reading() as connection:
            return [filled(Meeting, content) for content in connection.execute(ordered).scalars()]

    def find(self, key: str) -> Meeting | None:
        query = select(_MEETING.c.content).where(_MEETING.c.centre == self._centre, _MEETING.c.id == key)
        with self._connections.reading() as connection:
            content = connection.execute(query).scalar()
        return filled(Meeting, content) if content is not None else None

    def put(self, meeting: Meeting, told: AuditEntry) -> Meeting:
        try:
            with self._connections.writing() as connection:
                kept = self._replaced(connection, meeting)
                if kept is None:
                    connection.execute(insert(_MEETING).values(self._row(meeting)))
                append_to(connection, [told])
        except IntegrityError as error:  # the id is known, with another revision
            raise LoopChangedError(meeting.id) from error
        return kept or meeting

    def close(
        self, meeting: Meeting, year: int, told: AuditEntry, end: Callable[[Numbers], Meeting]
    ) -> Meeting:
        for _ in range(_TRIES):
            try:
                with self._connections.writing() as connection:
                    return self._closed(connection, meeting, year, told, end)
            except IntegrityError:  # another meeting took the number first
                continue
        raise LoopChangedError(meeting.id)

    def _closed(
        self,
        connection: Connection,
        meeting: Meeting,
        year: int,
        told: AuditEntry,
        end: Callable[[Numbers], Meeting],
    ) -> Meeting:
        ours = (_DECISION.c.centre == self._centre) & (_DECISION.c.year == year)
        last = connection.execute(select(func.max(_DECISION.c.n)).where(ours)).scalar() or 0
        numbers = Numbers(year, last + 1)
        kept = self._replaced(connection, end(numbers))
        if kept is None:
            raise LoopChangedError(meeting.id)
        taken = range(last + 1, numbers.next)
        rows = [{"centre": self._centre, "year": year, "n": n, "meeting": meeting.id} for n in taken]
        if rows:
            connection.execute(insert(_DECISION), rows)
        append_to(connection, [told])
        return kept

    def _replaced(self, connection: Connection, meeting: Meeting) -> Meeting | None:
        """The kept meeting with its next revision; None where there is none of this revision."""
        raised = replace(meeting, revision=meeting.revision + 1)
        ours = (_MEETING.c.centre == self._centre) & (_MEETING.c.id == meeting.id)
        same = ours & (_MEETING.c.revision == meeting.revision)
        found = connection.execute(update(_MEETING).where(same).values(self._row(raised))).rowcount
        return raised if found else None

    def _row(self, meeting: Meeting) -> dict[str, Any]:
        return {
            "centre": self._centre,
            "id": meeting.id,
            "revision": meeting.revision,
            "at": meeting.at,
            "content": plain(meeting),
        }
