"""Accepted sensors in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Table, delete, select

from models.accepted_sensor import AcceptedSensor
from models.centre import Sensor, SensorId, SensorRole, SpaceId
from models.db.connection import Connections
from models.db.tables import AcceptedSensorRow
from models.db.upsert import upsert

_TABLE: Table = AcceptedSensorRow.__table__  # type: ignore[assignment]


class SqlAcceptedSensors:
    """The sensors of one centre that its people accepted."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, accepted: AcceptedSensor) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, [_row(self._centre, accepted)])

    def all(self) -> Sequence[AcceptedSensor]:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre).order_by(_TABLE.c.id)
        with self._connections.reading() as connection:
            return [_accepted(row) for row in connection.execute(query).mappings()]

    def remove(self, sensor: SensorId) -> None:
        with self._connections.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.id == sensor))


def _row(centre: str, accepted: AcceptedSensor) -> tuple[Any, ...]:
    sensor = accepted.sensor
    options = {
        "channels": sorted(sensor.channels),
        "reads": dict(sensor.reads),
        "reversed": sensor.reversed,
        "counter_bits": sensor.counter_bits,
        "in_use_above": sensor.in_use_above,
    }
    place = (centre, sensor.id, sensor.space, sensor.role.value, sensor.topic, sensor.device)
    return (*place, sensor.envelope, sensor.profile, sensor.interval_s, options, accepted.by, accepted.at)


def _accepted(row: RowMapping) -> AcceptedSensor:
    options = row["options"] | {"channels": frozenset(row["options"]["channels"])}
    sensor = Sensor(
        id=SensorId(row["id"]),
        space=SpaceId(row["space"]),
        role=SensorRole(row["role"]),
        topic=row["topic"],
        device=row["device"],
        envelope=row["envelope"],
        profile=row["profile"],
        interval_s=row["interval_s"],
        **options,
    )
    return AcceptedSensor(sensor=sensor, by=row["accepted_by"], at=row["accepted_at"])
