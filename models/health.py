"""Whether every message is accounted for, which sensors speak, and what is wrong with the ingestor now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.centre import CentreId, SensorId
from models.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounting:
    """Messages since the spool was made, read in one transaction. shed and dead: by reason.

    stored: all that the message said is kept; spooled: safe on disk, not yet worked off.
    """

    received: int = 0
    stored: int = 0
    duplicate: int = 0
    spooled: int = 0
    dead: Mapping[str, int] = field(default_factory=dict)
    shed: Mapping[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """Messages that no column owns up to: 0 unless the program is wrong."""
        owned = (
            self.stored + self.duplicate + self.spooled + sum(self.dead.values()) + sum(self.shed.values())
        )
        return self.received - owned

    @property
    def balanced(self) -> bool:
        return self.missing == 0


VITALS: Mapping[str, type] = {
    "firmware": str,
    "hardware": str,
    "serial": str,
    "model": str,
    "battery": float,  # %
    "rssi": float,  # dBm
    "snr": float,  # dB
    "linkquality": float,  # 0..255
    "uptime_s": float,
    "gateway": str,
}
"""What a device may say about itself; the last word of each is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When a sensor was last heard, and what its availability message said (None = it sends none).

    vitals: the last word of each key of VITALS; received, missed: messages with a running number that came, and that the
    numbers show to be missing.
    """

    heard_at: datetime | None = None
    online: bool | None = None
    vitals: Mapping[str, str | float] = field(default_factory=dict)
    received: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Somebody spoke for another device than the one whose topic it was: a spoof, or two devices set up alike."""

    at: datetime
    topic: str
    claimed: str


ALARMS = frozenset({"ingest.fault.device_mismatch"})
"""Faults that somebody has to look at and that no restart would cure: /healthz stays at 200."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestHealth:
    """The ingestor about itself, every few seconds.

    canary_at, canary_ms: the last round trip through the broker and how long it took; faults: why /healthz says 503, as
    messages `ingest.fault.*`; store_faults: centre -> what its store said, only while it refuses; stores_denied: those that
    do not let us in; profile_faults: what is wrong with the device models, each naming file and line; possible_gaps: times that
    the broker had forgotten our session; passed_over: messages of other ingest processes' sensors since the start;
    oldest_spooled_at: receipt of the oldest message still waiting; strangers: topics on which somebody speaks whom nobody
    let in or dismissed.
    """

    at: datetime
    started_at: datetime
    accounting: Accounting
    connected: bool
    canary_at: datetime | None = None
    canary_ms: float | None = None
    oldest_spooled_at: datetime | None = None
    spool_bytes: int = 0
    spool_limit_bytes: int = 0
    disk_free_bytes: int = 0
    possible_gaps: int = 0
    passed_over: int = 0
    quarantined: int = 0
    strangers: int = 0
    paused: bool = False
    store_faults: Mapping[CentreId, str] = field(default_factory=dict)
    stores_denied: frozenset[CentreId] = frozenset()
    profile_faults: tuple[str, ...] = ()
    mismatch: Mismatch | None = None
    faults: tuple[Message, ...] = ()
    sensors: Mapping[CentreId, Mapping[SensorId, Presence]] = field(default_factory=dict)

    @property
    def healthy(self) -> bool:
        return not self.sick

    @property
    def sick(self) -> tuple[Message, ...]:
        """The faults that make it unhealthy."""
        return tuple(fault for fault in self.faults if fault.key not in ALARMS)
