"""What stateful decoders remember from message to message; it becomes durable together with what they made of them."""

from collections.abc import Callable, Mapping

from ingest.arrival import Spooled


class Memory:
    """Key -> bytes, as the spool last kept it, with what changed since then. One thread writes.

    A change may be kept before the message that caused it is settled: whoever writes here has to be able to read the same
    message again (the store was away, the process was killed) and to change nothing by it.
    """

    def __init__(self, kept: Mapping[str, bytes] | None = None) -> None:
        self._values = dict(kept or {})
        self._changed: dict[str, bytes | None] = {}

    def get(self, key: str) -> bytes | None:
        return self._values.get(key)

    def put(self, key: str, value: bytes) -> None:
        if self._values.get(key) != value:
            self._values[key] = self._changed[key] = value

    def drop(self, key: str) -> None:
        if self._values.pop(key, None) is not None:
            self._changed[key] = None

    def changes(self) -> dict[str, bytes | None]:
        """What the next settlement has to keep; None = to forget."""
        return dict(self._changed)

    def kept(self, changes: Mapping[str, bytes | None]) -> None:
        """A settlement that carried these changes is durable."""
        for key, value in changes.items():
            if self._changed.get(key) == value:
                self._changed.pop(key, None)


Conversation = Callable[[Memory, str, Spooled], bytes | None]
"""(memory, topic, message) -> the payload, made complete by what was said before; None = it says nothing any more.

Raises DecodeError and remembers nothing then.
"""
