"""A message as it came from the wire, and as it lies in the spool."""

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the network thread hands on. topic stays bytes: a broken one must not raise there.

    generation: the connection it came on; mid means nothing on any other.
    """

    generation: int
    mid: int
    qos: int
    topic: bytes
    payload: bytes
    retain: bool
    dup: bool
    received_ns: int


class Spooled(msgspec.Struct, frozen=True):
    """A message that is safe on disk. received_ns was fixed when it was committed and stays the same on every replay."""

    id: int
    received_ns: int
    topic: bytes
    payload: bytes
    retain: bool = False
    dup: bool = False
