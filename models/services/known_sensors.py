"""The sensors of a centre, whether its file names them or people accepted them."""

from collections.abc import Mapping

from models.centre import Sensor, SensorId, SpaceId
from models.ports import Ports, StoreError


def known_sensors(ports: Ports) -> Mapping[SensorId, Sensor]:
    """Every sensor of the centre by id, in the order of its spaces."""
    everything: dict[SensorId, Sensor] = {**_accepted(ports), **ports.centre.sensors}
    order = {space: n for n, space in enumerate(ports.centre.spaces)}
    return dict(sorted(everything.items(), key=lambda item: order.get(item[1].space, len(order))))


def sensors_in(ports: Ports, space: SpaceId) -> list[Sensor]:
    """Every sensor of a space, whether the centre file or people let it in."""
    return [one for one in known_sensors(ports).values() if one.space == space]


def _accepted(ports: Ports) -> Mapping[SensorId, Sensor]:
    """The accepted ones whose space there still is; none while the records are away, since those of the file can be told."""
    try:
        kept = ports.accepted.all() if ports.accepted else ()
    except StoreError:
        return {}
    return {one.sensor.id: one.sensor for one in kept if one.sensor.space in ports.centre.spaces}
