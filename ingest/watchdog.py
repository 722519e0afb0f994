"""Whether the ingestor really receives: a canary round trip through the broker, and what counts as sick or as dead."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.health import IngestHealth
from models.message import Message, Value

BEAT_S = 5.0
SILENT_S = 30.0
"""Connected but without a canary for so long: the process ends and its supervisor starts it again."""

HELD_S = 10.0
"""Not even looking around for so long: this process was held, or the machine slept, and silence proves nothing."""

AWAY_S = 300.0
"""A broker that cannot be reached is not cured by a restart, so that takes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the watchdog looks at. alive: thread -> whether it runs; refusal: what the broker said instead of yes."""

    connected: bool
    paused: bool
    alive: Mapping[str, bool]
    refusal: str = ""


class Watchdog:
    """Sends the canary and judges the signs; the caller acts."""

    def __init__(
        self, send: Callable[[bytes], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._send = send
        self._monotonic = monotonic
        self._sent_at = -BEAT_S
        self._back_at = self._changed_at = self._looked_at = monotonic()
        self._connected = False
        self.canary_at: datetime | None = None
        self.canary_ms: float | None = None

    def beat(self) -> None:
        """Send a canary when one is due. It carries the time at which it left."""
        now = self._monotonic()
        if now - self._looked_at > HELD_S:
            self._changed_at = now
        self._looked_at = now
        if now - self._sent_at >= BEAT_S:
            self._sent_at = now
            self._send(repr(now).encode())

    def returned(self, payload: bytes) -> None:
        """The canary came back; called on the network thread."""
        now = self._monotonic()
        left_at = _number(payload)
        if left_at is None or not self._sent_at <= left_at <= now:
            return  # a stranger's, or one from before a restart
        self._back_at = now
        self.canary_at = datetime.now(UTC)
        self.canary_ms = 1000 * (now - left_at)

    def verdict(self, signs: Signs) -> str:
        """Why the process must end now; "" = it may go on."""
        now = self._monotonic()
        if signs.connected != self._connected:
            self._connected, self._changed_at = signs.connected, now
        dead = [name for name, alive in signs.alive.items() if not alive]
        if dead:
            return f"thread {', '.join(dead)} ended unexpectedly"
        if not signs.connected:
            reason = f" ({signs.refusal})" if signs.refusal else ""
            return (
                f"no connection to the broker for {AWAY_S:.0f} s{reason}"
                if now - self._changed_at > AWAY_S
                else ""
            )
        silent = now - max(self._back_at, self._changed_at)
        if silent > SILENT_S and not signs.paused:
            return f"connected, but no canary came back for {SILENT_S:.0f} s"
        return ""


def _number(payload: bytes) -> float | None:
    try:
        return float(payload)
    except ValueError:
        return None


CANARY_LATE_S = 15.0

LAGGING_S = 60.0
"""A message that waits longer than this is not worked off as it should be."""

MISMATCH_TOLD = timedelta(hours=6)
"""How long after the last message of somebody else's device it is still told."""

FAULTS: Mapping[str, Callable[[IngestHealth], bool]] = {
    "not_connected": lambda h: not h.connected,
    "canary_late": lambda h: h.connected and not h.paused and _canary_age(h) > CANARY_LATE_S,
    "store_away": lambda h: bool(h.store_faults.keys() - h.stores_denied),
    "store_denied": lambda h: bool(h.stores_denied),
    "no_room": lambda h: h.paused,
    "lagging": lambda h: (
        h.oldest_spooled_at is not None and (h.at - h.oldest_spooled_at).total_seconds() > LAGGING_S
    ),
    "profile_broken": lambda h: bool(h.profile_faults),
    "unbalanced": lambda h: not h.accounting.balanced,
    "device_mismatch": lambda h: h.mismatch is not None and h.at - h.mismatch.at < MISMATCH_TOLD,
}
"""What can be wrong; the sentence of each is `ingest.fault.<key>` in the catalogue. All but ALARMS make /healthz say 503."""

TOLD: Mapping[str, Callable[[IngestHealth], Mapping[str, Value]]] = {
    "device_mismatch": lambda h: (
        {"topic": h.mismatch.topic, "claimed": h.mismatch.claimed} if h.mismatch else {}
    ),
}
"""What fills the blanks of a sentence that has some."""


def faults(health: IngestHealth) -> tuple[Message, ...]:
    """Everything that is wrong now."""
    return tuple(
        Message(f"ingest.fault.{key}", TOLD[key](health) if key in TOLD else {})
        for key, applies in FAULTS.items()
        if applies(health)
    )


def _canary_age(health: IngestHealth) -> float:
    return (health.at - (health.canary_at or health.started_at)).total_seconds()
