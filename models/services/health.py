"""Is every message accounted for, does every sensor speak, and does the calendar reach far enough?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.centre import Sensor, SensorId
from models.health import IngestHealth, Presence
from models.ports import Ports
from models.services.housekeeping import JOBS
from models.services.known_sensors import known_sensors

SILENT_INTERVALS = 3
"""A sensor that has been quiet for this many of its intervals counts as silent."""

INGEST_AGE = timedelta(seconds=30)
"""The ingestor speaks every few seconds; after this its word is old."""

CALENDAR_DAYS = 60
"""How far ahead the calendar should rest on official notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One fate of messages. reason: for dead letters and shed messages, "" elsewhere."""

    fate: str
    reason: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorLine:
    """One sensor. heard_at: its newest evidence, None = never; silent: longer ago than its interval explains."""

    sensor: Sensor
    heard_at: datetime | None
    online: bool | None
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What the health page shows. ingest: None = it never spoke to this process; fresh: whether its word is recent.

    store_away: whether the store of this centre refuses; what it said is in the log, since it names hosts.
    jobs_good_at: when a job of the house last went well, None = never; jobs_bad: names of those that fail or are late.
    """

    at: datetime
    ingest: IngestHealth | None
    fresh: bool
    columns: tuple[Column, ...]
    sensors: tuple[SensorLine, ...]
    provisional_days: int
    facts_from: datetime | None
    facts_to: datetime | None
    store_away: bool
    jobs_good_at: datetime | None
    jobs_bad: tuple[str, ...]

    @property
    def silent(self) -> int:
        return sum(line.silent for line in self.sensors)

    @property
    def backlog(self) -> timedelta:
        """How long the oldest message on disk has been waiting."""
        oldest = self.ingest.oldest_spooled_at if self.ingest else None
        return self.at - oldest if oldest else timedelta(0)


def health(ports: Ports, at: datetime) -> Health:
    """The health of one centre and of the ingestor that serves it."""
    ingest, span = ports.ingest(), ports.slots.span()
    runs = ports.jobs.runs() if ports.jobs else ()
    present = ingest.sensors.get(ports.centre.id, {}) if ingest else {}
    return Health(
        at=at,
        ingest=ingest,
        fresh=ingest is not None and at - ingest.at <= INGEST_AGE,
        columns=columns(ingest) if ingest else (),
        sensors=tuple(_line(sensor, present.get(key, Presence()), at) for key, sensor in _sensors(ports)),
        provisional_days=ports.calendar.provisional_days(ports.centre.day_of(at), CALENDAR_DAYS),
        facts_from=span.start if span else None,
        facts_to=span.end if span else None,
        store_away=ingest is not None and ports.centre.id in ingest.store_faults,
        jobs_good_at=max((run.good_at for run in runs if run.good_at), default=None),
        jobs_bad=tuple(
            run.job for run in runs if run.job in JOBS and (run.failures or run.late(JOBS[run.job].every, at))
        ),
    )


def columns(ingest: IngestHealth) -> tuple[Column, ...]:
    """Where the received messages went: the right side of the conservation equation, in reading order."""
    books = ingest.accounting
    plain = (("stored", books.stored), ("duplicate", books.duplicate), ("spooled", books.spooled))
    reasoned = (("dead", books.dead), ("shed", books.shed))
    return (
        *(Column(fate=fate, reason="", messages=count) for fate, count in plain),
        *(
            Column(fate=fate, reason=reason, messages=count)
            for fate, reasons in reasoned
            for reason, count in sorted(reasons.items())
            if count
        ),
    )


def _sensors(ports: Ports) -> list[tuple[SensorId, Sensor]]:
    """The sensors in the order of their spaces, those that people accepted among them."""
    return [*known_sensors(ports).items()]


def _line(sensor: Sensor, presence: Presence, at: datetime) -> SensorLine:
    patience = timedelta(seconds=sensor.interval_s) * SILENT_INTERVALS
    heard = presence.heard_at
    quiet = heard is None or at - heard > patience
    return SensorLine(
        sensor=sensor, heard_at=heard, online=presence.online, silent=quiet or presence.online is False
    )
