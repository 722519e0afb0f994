"""One sensor in depth: its newest messages, its last day in the store, and where that day has holes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.calendar import Window
from models.centre import SensorId
from models.desk import DeskError, RawMessage
from models.ports import Ports, StoreError
from models.reading import Reading
from models.services.known_sensors import known_sensors
from models.services.sensors import Hearing, SensorRow
from models.services.strangers import RefusedError, desk_of, refusal

DAY = timedelta(days=1)
"""How far back raw points are ever read for a page."""

NEWEST = 50
"""Messages that a page asks for at once."""

READ = frozenset({"stored", "duplicate", "waiting", "spooled", ""})
"""Outcomes of messages that were read, or that may yet be."""

SHORTEST_PART = timedelta(minutes=30)

Point = tuple[datetime, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the day. share: of the reports that were due in it, how many came, at most 1; None = the sensor was
    not yet there."""

    window: Window
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorDay:
    """The last 24 hours of one sensor: its readings by measure, and how many of the due reports came."""

    window: Window
    lines: Mapping[str, Sequence[Point]]
    parts: Sequence[Part]

    @property
    def share(self) -> float | None:
        """Of all due reports since it was there; None when there is not one."""
        shares = [part.share for part in self.parts if part.share is not None]
        return sum(shares) / len(shares) if shares else None


def newest(ports: Ports, sensor: str, after: int = 0) -> Sequence[RawMessage]:
    """Messages of the sensor that came after the one with that id, newest first. Raises RefusedError."""
    known = _known(ports, sensor)
    try:
        return desk_of(ports).raw(ports.centre.id, known, after=max(0, after), limit=NEWEST)
    except DeskError as error:
        raise RefusedError(error.message) from error


def unread(ports: Ports, row: SensorRow) -> RawMessage | None:
    """The newest message of a sensor that speaks but of which nothing was ever stored; None for every other, and while
    the desk is away."""
    if row.hearing is not Hearing.NEVER:
        return None
    try:
        said = newest(ports, row.sensor.id)
    except RefusedError:
        return None
    return said[0] if said and all(one.outcome not in READ for one in said) else None


def between(ports: Ports, sensor: str, window: Window) -> Sequence[RawMessage]:
    """Its messages that were received inside the window: what lies behind a number. Raises RefusedError."""
    known = _known(ports, sensor)
    try:
        return desk_of(ports).raw_between(ports.centre.id, known, window.start, window.end)
    except DeskError as error:
        raise RefusedError(error.message) from error


def sensor_day(ports: Ports, sensor: str, at: datetime) -> SensorDay:
    """The 24 hours before an instant. Raises StoreError."""
    known = known_sensors(ports)[_known(ports, sensor)]
    window = Window(at - DAY, at)
    readings = ports.store.read([known.id], window)
    there = _there_since(ports, known.id, window, readings)
    lines: dict[str, list[Point]] = defaultdict(list)
    for reading in readings:
        lines[reading.measure].append((reading.at, reading.value))
    return SensorDay(window=window, lines=dict(lines), parts=parts(readings, window, known.interval_s, there))


def _there_since(
    ports: Ports, sensor: SensorId, window: Window, readings: Sequence[Reading]
) -> datetime | None:
    """When it was let in or first heard, whatever is older; None = it was there all along, or nobody knows."""
    if ports.store.latest([sensor], window.start):
        return None
    try:
        kept = ports.accepted.all() if ports.accepted else ()
    except StoreError:
        kept = ()
    let_in = (one.at for one in kept if one.sensor.id == sensor)
    return min([*let_in, *(one.at for one in readings)], default=None)


def parts(
    readings: Sequence[Reading], window: Window, interval_s: int, there: datetime | None = None
) -> Sequence[Part]:
    """The window in equal pieces, each long enough for two reports; empty when the sensor speaks too rarely for that.

    there: since when the sensor is there; pieces before it owe nothing, and the piece of that instant owes its rest.
    """
    count = int(window.length / max(SHORTEST_PART, 2 * timedelta(seconds=interval_s)))
    if count < 2:
        return []
    length = window.length / count
    came: list[set[datetime]] = [set() for _ in range(count)]
    for reading in readings:
        came[min(count - 1, int((reading.at - window.start) / length))].add(reading.at)
    pieces = [Window(window.start + n * length, window.start + (n + 1) * length) for n in range(count)]
    interval = timedelta(seconds=interval_s)
    return [
        Part(piece, _share(len(instants), piece, interval, there))
        for piece, instants in zip(pieces, came, strict=True)
    ]


def _share(came: int, piece: Window, interval: timedelta, there: datetime | None) -> float | None:
    """A piece that is too young for a report owes none yet, unless one came."""
    owed = (piece.end - max(piece.start, there or piece.start)) / interval
    if owed <= 0 or (owed < 1 and not came):
        return None
    return min(1.0, came / owed)


def _known(ports: Ports, sensor: str) -> SensorId:
    if sensor not in known_sensors(ports):
        raise refusal("no_sensor", name=sensor[:64])
    return SensorId(sensor)
