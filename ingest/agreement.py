"""What every shard knows of accepted sensors, so that their messages always have a keeper."""

import logging
import secrets
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from config.shards import named
from ingest.decoders import device_topic
from ingest.whole_file import replaced

log = logging.getLogger(__name__)

ADOPTED = "adopted.json"
"""In a shard's spool folder: where the sensors hang that it took up beside those of the centre files."""

Belief = Mapping[str, str]
"""Topic of an accepted sensor -> "centre/space"; what is not in it is a stranger's."""


class Agreement:
    """Shards hear of accepted sensors at different times, and a shard that starts while the records are away hears late.

    Whoever is the keeper by what any shard believes goes on keeping, until no shard believes it any more and a message to
    itself, sent after that, came back: a session gives what it holds in order. What a shard believed before its end holds
    until it has read the records again. All methods may be called from any thread.
    """

    def __init__(self, folder: Path, index: int, count: int) -> None:
        self._file = folder / ADOPTED
        self._others = [folder.parent / named("spool", n) / ADOPTED for n in range(count) if n != index]
        self._lock = threading.Lock()
        self._own = _read(self._file)
        self._is_written = True
        self._present: tuple[Belief, ...] = ()
        self._target: tuple[Belief, ...] = ()
        self._token = b""
        self._held: tuple[Belief, ...] = ()
        self.look()

    def spots(self, topic: str) -> set[str | None]:
        """Where the sensor of a topic hangs by every belief that still holds; None = it is a stranger."""
        registered = device_topic(topic)
        return {one.get(topic, one.get(registered)) for one in self._held}

    def adopt(self, belief: Belief) -> None:
        """This shard reads messages by it from now on."""
        with self._lock:
            if belief != self._own:
                self._own, self._is_written = belief, False
        self.look()

    def look(self) -> bool:
        """Say what we believe and hear what the others do; whether a belief came up. Call it again and again."""
        with self._lock:
            self._is_written = self._is_written or _write(self._file, self._own)
            self._present = _distinct([self._own, *map(_read, self._others)])
            held = _distinct([*self._held, *self._present])
            if len(held) == len(self._held):
                return False
            self._held, self._token = held, b""
            return True

    def next_fence(self) -> bytes | None:
        """What to send to ourselves so that beliefs which nobody has any more can go, None = there are none."""
        with self._lock:
            if all(one in self._present for one in self._held):
                self._token = b""
                return None
            if not self._token or self._target != self._present:
                self._target, self._token = self._present, f"adopted {secrets.token_hex(8)}".encode()
            return self._token

    def fence_returned(self, payload: bytes) -> bool:
        """Whether it was ours: from here on only the beliefs count that somebody had when it was sent."""
        with self._lock:
            if not self._token or payload != self._token:
                return False
            self._held, self._token = self._target, b""
            return True


def _distinct(beliefs: list[Belief]) -> tuple[Belief, ...]:
    return tuple(one for n, one in enumerate(beliefs) if one not in beliefs[:n])


def _read(file: Path) -> Belief:
    """A shard that has never said anything knows the centre files only."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}


def _write(file: Path, belief: Belief) -> bool:
    """Whether it could be written; on a full disk the others go on keeping, and it is tried again."""
    return replaced(file, msgspec.json.encode(belief))
