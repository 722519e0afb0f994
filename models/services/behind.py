"""What lies behind a number of people: the sensors that spoke, what was corrected, the messages themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.calendar import Window
from models.centre import SpaceId
from models.desk import RawMessage
from models.live import SpaceState
from models.message import Message
from models.ports import Ports
from models.reading import Quality, Reading
from models.services.raw import between
from models.services.sensors import Hearing, SensorRow, sensors

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
    """Why a number is so. people: None = no data; low, high: what it may be, None = not known; said: how it came about, in
    order."""

    space: SpaceId
    at: datetime
    people: float | None
    capacity: int
    said: Sequence[Message]
    witnesses: Sequence[Witness]
    low: float | None = None
    high: float | None = None


def behind(ports: Ports, space: SpaceId, at: datetime) -> Behind:
    """What lies behind the number of a space now. Raises StoreError."""
    known = sensors(ports, at)
    state = ports.live.states().get(space)
    rows = known.of(space)
    readings = ports.store.read([row.sensor.id for row in rows], Window(at - BACK, at))
    return Behind(
        space=space,
        at=at,
        people=state.people if state else None,
        capacity=ports.centre.spaces[space].capacity(ports.centre.day_of(at)),
        said=list(_said(state, rows)),
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


def _said(state: SpaceState | None, rows: Sequence[SensorRow]) -> Iterator[Message]:
    """What the state itself tells of how it came about."""
    if not rows:
        yield Message("because.no_sensor")
    if state is None:
        yield Message("because.no_state")
        return
    if state.entries or state.exits:
        yield Message("because.counted", {"entries": state.entries, "exits": state.exits})
    if round(state.drift):
        yield Message("because.drift", {"n": abs(round(state.drift))})
    if not state.open:
        yield Message("because.closed")
    if state.quality is not Quality.GOOD:
        yield Message("because.uncertain")
    for row in rows:
        if row.hearing is not Hearing.ONLINE:
            yield Message(f"because.{row.hearing}", {"sensor": row.sensor.id})


def _newest(readings: Sequence[Reading]) -> Sequence[Reading]:
    """The last few of each measure, in order of time."""
    kept: dict[str, list[Reading]] = {}
    for reading in readings:
        kept.setdefault(reading.measure, []).append(reading)
    return [reading for line in kept.values() for reading in line[-READINGS:]]
