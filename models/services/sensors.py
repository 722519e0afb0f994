"""Which sensors does the centre have, which of them speak, and how well: the rows and the map of the sensors page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from models.after_hours import AfterHours
from models.calendar import business_date
from models.centre import Sensor, SensorId, SpaceId
from models.desk import DeskError, SensorCard
from models.health import Presence
from models.message import Message
from models.ports import Ports, StoreError
from models.sensor_quality import SensorQuality
from models.services.known_sensors import known_sensors
from models.services.sensor_quality import DAYS, drifts, passed_while_shut, sensor_qualities

LATE_INTERVALS = 1.5
"""A report may come half an interval late before anybody is told: radio repeats, and clocks of cheap devices wander."""

OFFLINE_INTERVALS = 3.0
"""A sensor that has been quiet for this many of its intervals is offline."""

LOW_BATTERY = 20.0
"""Per cent at which somebody should bring a new one."""


class Hearing(StrEnum):
    """Whether a sensor speaks as often as it should. Worst first, which is the order of the list."""

    OFFLINE = "offline"
    NEVER = "never"  # nothing has ever been heard of it
    LATE = "late"
    ONLINE = "online"


SILENT = frozenset({Hearing.OFFLINE, Hearing.NEVER})
"""Of these nothing is heard; who is late still speaks."""


def hearing(presence: Presence, interval_s: int, at: datetime) -> Hearing:
    """The state of a sensor that should report every `interval_s` seconds. Its own "offline" counts at once."""
    if presence.heard_at is None:
        return Hearing.NEVER
    if presence.online is False:
        return Hearing.OFFLINE
    silence, interval = at - presence.heard_at, timedelta(seconds=interval_s)
    if silence > interval * OFFLINE_INTERVALS:
        return Hearing.OFFLINE
    return Hearing.LATE if silence > interval * LATE_INTERVALS else Hearing.ONLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorRow:
    """One sensor as the page shows it. None = nothing known, never 0.

    battery: %; rssi: dBm; linkquality: 0..255; completeness: share of numbered messages that came; drift: persons that a door
    was off by on the last business day that could be closed, positive = too many inside; quality: 0..100.
    """

    sensor: Sensor
    hearing: Hearing
    presence: Presence
    model: str
    accepted: bool
    completeness: float | None
    drift: float | None = None
    quality: float | None = None
    quality_parts: Mapping[str, float] = field(default_factory=dict)
    """What the quality is made of, each 0..1, by name of models.sensor_quality.WEIGHTS."""

    @property
    def battery(self) -> float | None:
        return number(self.presence, "battery")

    @property
    def battery_low(self) -> bool:
        return self.battery is not None and self.battery <= LOW_BATTERY

    @property
    def rssi(self) -> float | None:
        return number(self.presence, "rssi")

    @property
    def linkquality(self) -> float | None:
        return number(self.presence, "linkquality")

    @property
    def firmware(self) -> str:
        return str(self.presence.vitals.get("firmware", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensors:
    """All sensors of a centre, the worst first. away: why the ingestor's desk said nothing; the rows then rest on its last
    report. shut: who passed the doors of a shut space in the last days, the newest first."""

    at: datetime
    rows: Sequence[SensorRow]
    away: Message | None = None
    shut: Sequence[AfterHours] = ()

    @property
    def counts(self) -> Mapping[Hearing, int]:
        counted = Counter(row.hearing for row in self.rows)
        return {one: counted[one] for one in Hearing}

    def of(self, space: SpaceId) -> list[SensorRow]:
        return [row for row in self.rows if row.sensor.space == space]

    def find(self, sensor: str) -> SensorRow | None:
        return next((row for row in self.rows if row.sensor.id == sensor), None)


def sensors(ports: Ports, at: datetime) -> Sensors:
    """The sensors of the centre file and the accepted ones, as the desk knows them or else as the ingestor last said."""
    cards, away = _cards(ports)
    said = ports.ingest()
    heard = said.sensors.get(ports.centre.id, {}) if said else {}
    scores, drifts, shut = _believed(ports, at)
    rows = [
        replace(
            _row(sensor, cards.get(key), heard.get(key, Presence()), at),
            quality=scores[key].score if key in scores else None,
            quality_parts=scores[key].parts if key in scores else {},
            drift=drifts.get(key),
        )
        for key, sensor in known_sensors(ports).items()
    ]
    worst_first = sorted(rows, key=lambda row: list(Hearing).index(row.hearing))
    return Sensors(at=at, rows=worst_first, away=away, shut=shut)


def _cards(ports: Ports) -> tuple[Mapping[SensorId, SensorCard], Message | None]:
    if ports.desk is None:
        return {}, Message("sensors.no_desk")
    try:
        cards: Iterable[SensorCard] = ports.desk.sensors(ports.centre.id)
    except DeskError as error:
        return {}, error.message
    return {card.sensor: card for card in cards}, None


def _believed(
    ports: Ports, at: datetime
) -> tuple[Mapping[SensorId, SensorQuality], Mapping[SensorId, float], Sequence[AfterHours]]:
    """The scores, the newest drifts and who passed while shut; none while the records are away, since who speaks can be told without them."""
    last = business_date(at, ports.centre.zone_info) - timedelta(days=1)
    try:
        scores = sensor_qualities(ports, at)
        doors = drifts(ports, last - timedelta(days=DAYS), last)
        shut = passed_while_shut(ports, last - timedelta(days=DAYS - 1), last)
    except StoreError:
        return {}, {}, ()
    return (
        scores,
        {door.sensor: door.persons for door in doors if door.complete},
        shut,
    )


def _row(sensor: Sensor, card: SensorCard | None, heard: Presence, at: datetime) -> SensorRow:
    presence = card.presence if card else heard
    interval_s = card.interval_s if card else sensor.interval_s
    return SensorRow(
        sensor=sensor,
        hearing=hearing(presence, interval_s, at),
        presence=presence,
        model=(card.model if card else "") or str(presence.vitals.get("model", "")),
        accepted=card.accepted if card else False,
        completeness=completeness(presence),
    )


def completeness(presence: Presence) -> float | None:
    """Share of the numbered messages that came; None when none of its messages carries a number."""
    numbered = presence.received + presence.missed
    return presence.received / numbered if numbered else None


def number(presence: Presence, vital: str) -> float | None:
    """A vital as a number; None when it is not known or is none."""
    value = presence.vitals.get(vital)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
