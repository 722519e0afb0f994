"""What leaves the house, in the database: recipients, schedules and the outbox."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import ReportDeliveryRow, ReportRecipientRow, ReportScheduleRow
from models.db.upsert import insert_missing, upsert
from models.document import filled, plain
from models.sending.delivery import Delivery, DeliveryState
from models.sending.ports import SendingChangedError
from models.sending.recipient import Recipient
from models.sending.schedule import ReportKind, Schedule

_RECIPIENT: Table = ReportRecipientRow.__table__  # type: ignore[assignment]
_SCHEDULE: Table = ReportScheduleRow.__table__  # type: ignore[assignment]
_DELIVERY: Table = ReportDeliveryRow.__table__  # type: ignore[assignment]


class SqlMailroom:
    """What leaves one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def recipients(self) -> Sequence[Recipient]:
        query = select(_RECIPIENT.c.content).where(_RECIPIENT.c.centre == self._centre)
        with self._connections.reading() as connection:
            found = [filled(Recipient, content) for content in connection.execute(query).scalars()]
        return sorted(found, key=lambda one: (one.name, one.id))

    def put_recipient(self, recipient: Recipient, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _RECIPIENT, [(self._centre, recipient.id, plain(recipient))])
            append_to(connection, [told])

    def remove_recipient(self, recipient: str, told: AuditEntry) -> bool:
        gone = delete(_RECIPIENT).where(_RECIPIENT.c.centre == self._centre, _RECIPIENT.c.id == recipient)
        with self._connections.writing() as connection:
            was_there = connection.execute(gone).rowcount > 0
            if was_there:
                append_to(connection, [told])
        return was_there

    def schedule(self, kind: ReportKind) -> Schedule | None:
        query = select(_SCHEDULE.c.content).where(
            _SCHEDULE.c.centre == self._centre, _SCHEDULE.c.kind == kind.value
        )
        with self._connections.reading() as connection:
            content = connection.execute(query).scalar()
        return filled(Schedule, content) if content is not None else None

    def put_schedule(self, schedule: Schedule, told: AuditEntry | None = None) -> Schedule:
        raised = replace(schedule, revision=schedule.revision + 1)
        key = {"kind": schedule.kind.value}
        self._put(_SCHEDULE, key, schedule.revision, {"content": plain(raised)}, told)
        return raised

    def add(self, deliveries: Sequence[Delivery], told: AuditEntry | None = None) -> int:
        with self._connections.writing() as connection:
            known = select(_DELIVERY.c.id).where(
                _DELIVERY.c.centre == self._centre, _DELIVERY.c.id.in_([one.id for one in deliveries])
            )
            there = set(connection.execute(known).scalars())
            new = {one.id: one for one in deliveries if one.id not in there}
            insert_missing(connection, _DELIVERY, [self._row(one) for one in new.values()])
            append_to(connection, [told] if told and new else [])
        return len(new)

    def move(self, delivery: Delivery, told: AuditEntry | None = None) -> Delivery:
        raised = replace(delivery, revision=delivery.revision + 1)
        columns = {"state": raised.state.value, "next_at": raised.next_at, "content": plain(raised)}
        self._put(_DELIVERY, {"id": delivery.id}, delivery.revision, columns, told, is_new=False)
        return raised

    def due(self, at: datetime) -> Sequence[Delivery]:
        query = (
            select(_DELIVERY.c.content)
            .where(_DELIVERY.c.centre == self._centre, _DELIVERY.c.next_at <= at)
            .order_by(_DELIVERY.c.next_at, _DELIVERY.c.id)
        )
        with self._connections.reading() as connection:
            return [filled(Delivery, content) for content in connection.execute(query).scalars()]

    def delivery(self, key: str) -> Delivery | None:
        query = select(_DELIVERY.c.content).where(_DELIVERY.c.centre == self._centre, _DELIVERY.c.id == key)
        with self._connections.reading() as connection:
            content = connection.execute(query).scalar()
        return filled(Delivery, content) if content is not None else None

    def deliveries(self, most: int) -> Sequence[Delivery]:
        newest = (
            select(_DELIVERY.c.id)
            .where(_DELIVERY.c.centre == self._centre)
            .order_by(_DELIVERY.c.made_at.desc(), _DELIVERY.c.id)
            .limit(most)
        )
        query = (
            select(_DELIVERY.c.content)
            .where(_DELIVERY.c.centre == self._centre)
            .where(or_(_DELIVERY.c.id.in_(newest), _DELIVERY.c.state == DeliveryState.DEAD.value))
            .order_by(_DELIVERY.c.made_at.desc(), _DELIVERY.c.id)
        )
        with self._connections.reading() as connection:
            return [filled(Delivery, content) for content in connection.execute(query).scalars()]

    def _put(
        self,
        table: Table,
        key: dict[str, str],
        seen: int,
        columns: dict[str, Any],
        told: AuditEntry | None,
        *,
        is_new: bool = True,
    ) -> None:
        """Replace the row whose revision was seen; is_new: or begin it, where what was seen is the first."""
        place = {"centre": self._centre, **key}
        same = [table.c[name] == value for name, value in {**place, "revision": seen}.items()]
        try:
            with self._connections.writing() as connection:
                raised = {**columns, "revision": seen + 1}
                if not connection.execute(update(table).where(*same).values(raised)).rowcount:
                    if not is_new or seen != 1:
                        raise SendingChangedError(str(place))
                    connection.execute(insert(table).values({**place, **raised}))
                append_to(connection, [told] if told else [])
        except IntegrityError as error:  # somebody began it at the same time, or moved it on
            raise SendingChangedError(str(place)) from error

    def _row(self, one: Delivery) -> tuple[Any, ...]:
        return (self._centre, one.id, one.revision, one.state.value, one.made_at, one.next_at, plain(one))
