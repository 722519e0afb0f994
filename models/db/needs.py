"""Topics and needs in the database, each change with its audit entry."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.parts import batched, parts
from models.db.tables import NeedRow, NeedTopicRow, ProviderMatchRow
from models.db.upsert import upsert
from models.document import filled, plain
from models.needs.likeness import said_as
from models.needs.need import DROPPED, Need, NeedStatus, Topic
from models.needs.ports import LoopChangedError, MatchedError
from models.needs.provider import HOLDING, Match

_NEED: Table = NeedRow.__table__  # type: ignore[assignment]
_TOPIC: Table = NeedTopicRow.__table__  # type: ignore[assignment]
_MATCH: Table = ProviderMatchRow.__table__  # type: ignore[assignment]


class SqlNeeds:
    """The topics and needs of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def topics(self) -> list[Topic]:
        query = select(_TOPIC.c.content).where(_TOPIC.c.centre == self._centre).order_by(_TOPIC.c.key)
        with self._connections.reading() as connection:
            return [filled(Topic, content) for content in connection.execute(query).scalars()]

    def put_topic(self, topic: Topic, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TOPIC, [(self._centre, topic.key, plain(topic))])
            append_to(connection, [told])

    def find(self, ids: Collection[str]) -> list[Need]:
        with self._connections.reading() as connection:
            return [one for some in parts(ids) for one in self._such(connection, _NEED.c.id.in_(some))]

    def by_number(self, number: str) -> Need | None:
        with self._connections.reading() as connection:
            return next(iter(self._such(connection, _NEED.c.number == number)), None)

    def same(self, need: Need) -> list[Need]:
        such = (_NEED.c.said == said_as(need), _NEED.c.id != need.id)
        with self._connections.reading() as connection:
            return self._such(connection, *such)

    def of(
        self, statuses: Collection[NeedStatus] = tuple(NeedStatus), since: datetime | None = None
    ) -> list[Need]:
        such: list[ColumnElement[bool]] = [_NEED.c.status.in_([one.value for one in statuses])]
        if since is not None:
            such.append(_NEED.c.received_at >= since)
        with self._connections.reading() as connection:
            return self._such(connection, *such)

    def put(self, needs: Sequence[Need], told: AuditEntry) -> list[Need]:
        """A need that is there under its source's number is returned as it is; where all are, nothing is told."""
        with self._connections.writing() as connection:
            kept = self._kept(connection, needs)
            fresh = 0
            written: list[Need] = []
            for need in needs:
                same = kept.get((need.source, need.external)) if need.external else None
                is_there = same is not None and same.id != need.id
                written.append(same if same and is_there else self._write(connection, need, kept))
                fresh += not is_there
            self._unmatched(connection, [one.id for one in needs if one.status in DROPPED])
            if fresh:
                append_to(connection, [told])
            return written

    def remove(self, need: Need, told: AuditEntry) -> None:
        ours = (_NEED.c.centre == self._centre) & (_NEED.c.id == need.id)
        with self._connections.writing() as connection:
            repeats = self._such(connection, _NEED.c.status == NeedStatus.DUPLICATE.value)
            if any(one.of == need.id for one in repeats):
                raise LoopChangedError(need.id)
            gone = delete(_NEED).where(ours & (_NEED.c.revision == need.revision))
            if not connection.execute(gone).rowcount:
                raise LoopChangedError(need.id)
            append_to(connection, [told])

    def _kept(self, connection: Connection, needs: Sequence[Need]) -> dict[object, Need]:
        """By id, and by source and number there."""
        found: dict[object, Need] = {}
        for some in batched(needs):
            named = [(one.source, one.external) for one in some if one.external]
            ours = or_(
                _NEED.c.id.in_([one.id for one in some]), tuple_(_NEED.c.source, _NEED.c.external).in_(named)
            )
            for old in self._such(connection, ours):
                found[old.id] = found[old.source, old.external] = old
        return found

    def _write(self, connection: Connection, need: Need, kept: dict[object, Need]) -> Need:
        old = kept.get(need.id)
        written = need if old is None else replace(need, revision=need.revision + 1)
        if (old is None and need.revision != 1) or (old is not None and old.revision != need.revision):
            raise LoopChangedError(need.id)
        if old is None:
            self._begin(connection, written)
        else:
            ours = (_NEED.c.centre == self._centre) & (_NEED.c.id == need.id)
            same = ours & (_NEED.c.revision == need.revision)
            if not connection.execute(update(_NEED).where(same).values(self._row(written))).rowcount:
                raise LoopChangedError(need.id)
        kept[written.id] = kept[written.source, written.external] = written
        return written

    def _unmatched(self, connection: Connection, dropped: Sequence[str]) -> None:
        """Raises MatchedError. After the needs were written: who agrees on a match at the same time waits for that."""
        ours = (_MATCH.c.centre == self._centre, _MATCH.c.status.in_(HOLDING))
        for some in parts(dropped):
            query = select(_MATCH.c.content).where(*ours, _MATCH.c.need.in_(some)).order_by(_MATCH.c.id)
            if (held := connection.execute(query.limit(1)).scalar()) is not None:
                raise MatchedError(filled(Match, held))

    def _begin(self, connection: Connection, need: Need) -> None:
        try:
            connection.execute(insert(_NEED).values(self._row(need)))
        except IntegrityError as error:  # somebody began it, or one of its number, at the same time
            raise LoopChangedError(need.id) from error

    def _such(self, connection: Connection, *such: ColumnElement[bool]) -> list[Need]:
        query = select(_NEED.c.content).where(_NEED.c.centre == self._centre, *such)
        ordered = query.order_by(_NEED.c.received_at, _NEED.c.id)
        return [filled(Need, content) for content in connection.execute(ordered).scalars()]

    def _row(self, need: Need) -> dict[str, Any]:
        return {
            "centre": self._centre,
            "id": need.id,
            "number": need.number,
            "received_at": need.received_at,
            "status": need.status.value,
            "said": said_as(need),
            "source": need.source,
            "external": need.external or None,
            "revision": need.revision,
            "content": plain(need),
        }
