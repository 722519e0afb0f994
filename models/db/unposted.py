"""The events that the book does not tell yet, in the database."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, Table, bindparam, delete, func, select

from models.centre import SensorId
from models.db.connection import Connections
from models.db.tables import EventRow, UnpostedEventRow
from models.event import Event, EventKind
from models.money.unposted import Unposted

_TABLE: Table = UnpostedEventRow.__table__  # type: ignore[assignment]
_EVENT: Table = EventRow.__table__  # type: ignore[assignment]
_KEY = ("centre", "sensor", "kind", "id")
_STRIKE = delete(_TABLE).where(*(_TABLE.c[name] == bindparam(f"{name}_") for name in (*_KEY, "token")))
_SAME = [_EVENT.c[name] == _TABLE.c[name] for name in _KEY]


class SqlUnpostedEvents:
    """Those of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def newest(self, limit: int) -> list[Unposted]:
        told = (_EVENT.c.at, _EVENT.c["values"])
        query = (
            select(_TABLE, *told)
            .join_from(_TABLE, _EVENT, _SAME[0] & _SAME[1] & _SAME[2] & _SAME[3], isouter=True)
            .where(_TABLE.c.centre == self._centre)
            .order_by(_EVENT.c.at.desc(), _TABLE.c.sensor, _TABLE.c.id)
            .limit(limit)
        )
        with self._connections.reading() as connection:
            return [_unposted(row) for row in connection.execute(query).mappings()]

    def strike(self, posted: Sequence[Unposted]) -> None:
        rows = [
            {"centre_": self._centre, "sensor_": one.sensor, "kind_": one.kind.value, "id_": one.id}
            | {"token_": one.token}
            for one in sorted(posted, key=lambda one: (one.sensor, one.kind, one.id))
        ]
        if rows:
            with self._connections.writing() as connection:
                connection.execute(_STRIKE, rows)

    def count(self) -> int:
        query = select(func.count()).select_from(_TABLE).where(_TABLE.c.centre == self._centre)
        with self._connections.reading() as connection:
            return connection.execute(query).scalar() or 0


def _unposted(row: RowMapping) -> Unposted:
    sensor, kind = SensorId(row["sensor"]), EventKind(row["kind"])
    event = None
    if row["at"] is not None:
        event = Event(sensor=sensor, kind=kind, id=row["id"], at=row["at"], values=row["values"])
    return Unposted(sensor=sensor, kind=kind, id=row["id"], token=row["token"], event=event)
