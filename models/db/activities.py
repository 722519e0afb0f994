"""Activities and volunteer work in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy import insert as inserting
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import ActivityRow, VolunteerWorkRow
from models.db.upsert import upsert
from models.document import filled, plain
from models.needs.activity import Activity, VolunteerWork
from models.needs.ports import LoopChangedError

_ACTIVITY: Table = ActivityRow.__table__  # type: ignore[assignment]
_WORK: Table = VolunteerWorkRow.__table__  # type: ignore[assignment]

_WORK_WORDS = ("id", "activity", "day", "volunteers", "minutes", "project", "by", "at")


class SqlActivities:
    """What was planned and held in one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> list[Activity]:
        query = select(_ACTIVITY.c.content).where(_ACTIVITY.c.centre == self._centre)
        with self._connections.reading() as connection:
            found = connection.execute(query.order_by(_ACTIVITY.c.day, _ACTIVITY.c.id)).scalars()
            return [filled(Activity, content) for content in found]

    def put(self, activity: Activity, told: AuditEntry) -> Activity:
        raised = replace(activity, revision=activity.revision + 1)
        row = {
            "day": raised.day,
            "session": raised.session or None,
            "revision": raised.revision,
            "content": plain(raised),
        }
        with _unchanged(activity), self._connections.writing() as connection:
            same = update(_ACTIVITY).where(*self._seen(activity))
            if not connection.execute(same.values(row)).rowcount:
                if activity.revision != 1:
                    raise LoopChangedError(activity.id)
                connection.execute(
                    inserting(_ACTIVITY).values({"centre": self._centre, "id": activity.id, **row})
                )
            append_to(connection, [told])
        return raised

    def remove(self, activity: Activity, told: AuditEntry) -> None:
        given = delete(_WORK).where(_WORK.c.centre == self._centre, _WORK.c.activity == activity.id)
        with self._connections.writing() as connection:
            if not connection.execute(delete(_ACTIVITY).where(*self._seen(activity))).rowcount:
                raise LoopChangedError(activity.id)
            connection.execute(given)
            append_to(connection, [told])

    def work(self) -> list[VolunteerWork]:
        query = select(*(_WORK.c[word] for word in _WORK_WORDS)).where(_WORK.c.centre == self._centre)
        with self._connections.reading() as connection:
            rows = connection.execute(query.order_by(_WORK.c.day, _WORK.c.id)).mappings()
            return [VolunteerWork(**row) for row in rows]

    def put_work(self, work: VolunteerWork, told: AuditEntry) -> None:
        row = {word: getattr(work, word) for word in _WORK_WORDS}
        with self._connections.writing() as connection:
            upsert(connection, _WORK, [[{"centre": self._centre, **row}[one.name] for one in _WORK.c]])
            append_to(connection, [told])

    def remove_work(self, key: str, told: AuditEntry) -> bool:
        with self._connections.writing() as connection:
            gone = delete(_WORK).where(_WORK.c.centre == self._centre, _WORK.c.id == key)
            was_there = connection.execute(gone).rowcount > 0
            append_to(connection, [told] if was_there else [])
        return was_there

    def _seen(self, activity: Activity) -> list[ColumnElement[bool]]:
        place = {"centre": self._centre, "id": activity.id, "revision": activity.revision}
        return [_ACTIVITY.c[name] == value for name, value in place.items()]


@contextmanager
def _unchanged(activity: Activity) -> Iterator[None]:
    """Somebody began it at the same time, or its session is another activity already."""
    try:
        yield
    except IntegrityError as error:
        raise LoopChangedError(activity.id) from error
