"""What lies behind a number of people: the sensors that spoke, what was corrected, the messages themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.calendar import Window
from models.centre import SpaceId
from models.desk import RawMessage
from models.message import Message
from models.ports import Ports
from models.reading import Reading
from models.services.raw import between
from models.services.sensors import Hearing, SensorRow, sensors
from models.services.why import why
from models.why import Why

BACK = timedelta(hours=1)
"""How much of the past is laid open: what is older has gone into the count long ago."""

MESSAGES = 30
"""Raw messages that are shown, the newest."""

READINGS = 6
"""Readings of each measure that are shown, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A sensor of the space with its newest readings, oldest first."""

    row: SensorRow
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Why a number is so, with who witnessed it. silent: what the sensors that do not speak as they should mean for it."""

    why: Why
    capacity: int | None
    silent: Sequence[Message]
    witnesses: Sequence[Witness]

    @property
    def at(self) -> datetime:
        return self.why.at


def behind(ports: Ports, space: SpaceId, at: datetime) -> Behind:
    """What lies behind the number of a space now. Raises StoreError."""
    rows = sensors(ports, at).of(space)
    readings = ports.store.read([row.sensor.id for row in rows], Window(at - BACK, at))
    return Behind(
        why=why(ports, space, at),
        capacity=ports.centre.spaces[space].limit(ports.centre.day_of(at)),
        silent=list(_silent(rows)),
        witnesses=[
            Witness(row=row, readings=_newest([r for r in readings if r.sensor == row.sensor.id]))
            for row in rows
        ],
    )


def messages_behind(ports: Ports, found: Behind) -> Sequence[tuple[str, RawMessage]]:
    """The raw messages of the last hour, (sensor, message), newest first. Raises RefusedError."""
    window = Window(found.at - BACK, found.at)
    every = [
        (one.row.sensor.id, message)
        for one in found.witnesses
        for message in between(ports, one.row.sensor.id, window)
    ]
    return sorted(every, key=lambda pair: pair[1].received_at, reverse=True)[:MESSAGES]


def _silent(rows: Sequence[SensorRow]) -> Iterator[Message]:
    if not rows:
        yield Message("because.no_sensor")
    for row in rows:
        if row.hearing is not Hearing.ONLINE:
            meaning = f".{row.sensor.role}" if row.hearing is Hearing.OFFLINE else ""
            yield Message(f"because.{row.hearing}{meaning}", {"sensor": row.sensor.id})


def _newest(readings: Sequence[Reading]) -> Sequence[Reading]:
    """The last few of each measure, in order of time."""
    kept: dict[str, list[Reading]] = {}
    for reading in readings:
        kept.setdefault(reading.measure, []).append(reading)
    return [reading for line in kept.values() for reading in line[-READINGS:]]
