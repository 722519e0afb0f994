"""The alarm that somebody spoke for a device that was not his, remembered until long after the last time."""

import msgspec

from ingest.arrival import Spooled
from ingest.memory import Memory
from models.calendar import from_ns
from models.health import Mismatch

KEY = "alarm/device_mismatch"
MAX_TOPIC = 128

_KEPT = msgspec.json.Decoder(Mismatch)


def raise_alarm(memory: Memory, message: Spooled, claimed: str) -> None:
    """Remember the newest such message; one that is read again or replayed changes nothing."""
    at = from_ns(message.received_ns)
    before = last_mismatch(memory)
    if before is None or before.at < at:
        topic = message.topic.decode("utf-8", "replace")[:MAX_TOPIC]
        memory.put(KEY, msgspec.json.encode(Mismatch(at=at, topic=topic, claimed=claimed[:MAX_TOPIC])))


def last_mismatch(memory: Memory) -> Mismatch | None:
    """The newest one; None = there was none yet."""
    kept = memory.get(KEY)
    return _KEPT.decode(kept) if kept else None
