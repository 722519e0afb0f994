"""Sensors that people accepted join those of the centre file: names, collisions, and what stands in the way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.centre import Centre, CentreId, Sensor
from models.message import Message

SENSOR_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""What a sensor may be called, in a centre file as on the web."""

LONGEST_TOPIC = 512
LONGEST_INTERVAL_S = 172_800

Part = tuple[str, str, str]
"""What a sensor claims of its topic: topic, device, channel; "" = all of it."""


def parts(sensor: Sensor) -> frozenset[Part]:
    """What a sensor claims of its topic: all of it, one device of a gateway, or some lines of a device."""
    return frozenset((sensor.topic, sensor.device, channel) for channel in sensor.channels or [""])


def obstacle(
    sensor: Sensor, centre: Centre, others: Iterable[Centre] = (), *, sharded: bool = False
) -> Message | None:
    """Why a sensor cannot be accepted in a centre, as a message `accept.*`; None = it can.

    centre: with everything that is known in it; others: the deployment's other centres, for topics can be claimed only once.
    sharded: whether several ingest processes share the spaces.
    """
    centres = [centre, *others]
    reason = _misspelt(sensor) or _misplaced(sensor, centre) or _claimed(sensor, centres)
    return reason or (torn(sensor, centre.id, centres) if sharded else None)


def torn(sensor: Sensor, centre: CentreId, centres: Iterable[Centre]) -> Message | None:
    """Why its topic would be torn between ingest processes: it carries sensors already, and none of them in its space.

    Spaces are shared out by the centre files: whether two of them went to the same process by chance shall not matter.
    """
    there = [
        (one.id, known) for one in centres for known in one.sensors.values() if known.topic == sensor.topic
    ]
    if not there or any((key, known.space) == (centre, sensor.space) for key, known in there):
        return None
    key, known = there[0]
    return Message("accept.torn_topic", {"topic": sensor.topic, "sensor": f"{key}/{known.id}"})


def _misspelt(sensor: Sensor) -> Message | None:
    if not SENSOR_ID.fullmatch(sensor.id):
        return Message("accept.bad_id", {"id": sensor.id})
    if not 0 < len(sensor.topic) <= LONGEST_TOPIC or any(sign in sensor.topic for sign in "+#\0"):
        return Message("accept.bad_topic", {"topic": sensor.topic[:LONGEST_TOPIC]})
    if not 0 < sensor.interval_s <= LONGEST_INTERVAL_S:
        return Message("accept.bad_interval", {"seconds": sensor.interval_s})
    return None


def _misplaced(sensor: Sensor, centre: Centre) -> Message | None:
    if sensor.space not in centre.spaces:
        return Message("accept.no_space", {"space": sensor.space})
    if sensor.id in centre.sensors:
        return Message("accept.taken_id", {"id": sensor.id})
    return None


def _claimed(sensor: Sensor, centres: Iterable[Centre]) -> Message | None:
    wanted = parts(sensor)
    for centre in centres:
        for known in centre.sensors.values():
            if wanted & parts(known):
                return Message(
                    "accept.taken_topic", {"topic": sensor.topic, "sensor": f"{centre.id}/{known.id}"}
                )
    return None


def joined(
    centres: Mapping[CentreId, Centre],
    accepted: Mapping[CentreId, Iterable[Sensor]],
    *,
    sharded: bool = False,
) -> tuple[Mapping[CentreId, Centre], list[Message]]:
    """The centres with what was accepted in them, and why some of it could not be taken up.

    The centre file stands above: an accepted sensor that a file holds by now, by its id or its topic, is left out.
    """
    found, obstacles = dict(centres), []
    for key in centres:
        for sensor in accepted.get(key, ()):
            others = [centre for other, centre in found.items() if other != key]
            reason = obstacle(sensor, found[key], others, sharded=sharded)
            if reason is None:
                found[key] = replace(found[key], sensors={**found[key].sensors, sensor.id: sensor})
            else:
                obstacles.append(reason)
    return found, obstacles
