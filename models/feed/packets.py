"""MQTT packets cut out of a stream of bytes, plain PUBLISH packets taken apart at once (MQTT 5.0, 2.1 and 3.3; pure)."""

from typing import NamedTuple

PUBLISH, PUBACK = 0x30, 0x40
_KIND, _QOS_1, _QOS_2, _RETAIN, _DUP = 0xF0, 0x02, 0x04, 0x01, 0x08
SHORTEST = 2
"""Bytes of a packet at least: its kind, and the length of a body that is empty."""

_LENGTH_BYTES = 4
"""Bytes that a remaining length may take; a fifth breaks the protocol."""


class Publish(NamedTuple):
    """A message. flags: the low half of the packet's first byte; mid: 0 with QoS 0."""

    flags: int
    mid: int
    topic: bytes
    payload: bytes

    @property
    def qos(self) -> int:
        return 1 if self.flags & _QOS_1 else 0

    @property
    def dup(self) -> bool:
        return bool(self.flags & _DUP)

    @property
    def retain(self) -> bool:
        return bool(self.flags & _RETAIN)


class Packet(NamedTuple):
    """Anything else, left as it came. command: its first byte; body: what follows the remaining length."""

    command: int
    body: bytes


class BrokenStreamError(Exception):
    """The bytes are no MQTT."""


def cut(stream: bytes, *, properties: bool) -> tuple[list[Publish | Packet], int, int]:
    """The whole packets of a stream in order, where the rest of it begins, and how long that rest must become.

    properties: whether a PUBLISH carries properties, as MQTT 5 has them. Only a PUBLISH of QoS 0 or 1, with a topic and
    without properties, is taken apart; any other, malformed ones included, is left as it came. Raises BrokenStreamError
    when the stream begins with what is no packet; what comes before such a place is given first.
    """
    found: list[Publish | Packet] = []
    at, end = 0, len(stream)
    while end - at >= SHORTEST:
        command, length, start = stream[at], stream[at + 1], at + 2
        if length > 127:
            length, begins = _length(stream, at + 1)
            if begins is None:
                return found, at, end - at + 1
            if begins == 0:
                return _until_broken(found, stream, at)
            start = begins
        stop = start + length
        if stop > end:
            return found, at, stop - at
        publish = None
        if command & _KIND == PUBLISH and not command & _QOS_2:
            publish = _publish(command, stream, start, stop, properties)
        found.append(publish or Packet(command, stream[start:stop]))
        at = stop
    return found, at, SHORTEST


def acknowledgements(mids: list[int]) -> bytes:
    """PUBACK packets without a reason, which both versions read as success, one behind the other."""
    return b"".join([b"\x40\x02" + mid.to_bytes(2, "big") for mid in mids])


def _length(stream: bytes, at: int) -> tuple[int, int | None]:
    """A remaining length and where it ends; None = the stream ends before it does, 0 = it never ends."""
    value = 0
    for place, byte in enumerate(stream[at : at + _LENGTH_BYTES]):
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return value, at + place + 1
    return 0, 0 if len(stream) - at >= _LENGTH_BYTES else None


def _until_broken(
    found: list[Publish | Packet], stream: bytes, at: int
) -> tuple[list[Publish | Packet], int, int]:
    if not found:
        raise BrokenStreamError(f"no packet has such a length: {stream[at : at + 5].hex()}")
    return found, at, SHORTEST


def _publish(command: int, stream: bytes, start: int, stop: int, properties: bool) -> Publish | None:
    """None when it is not of the plain kind."""
    name = start + 2
    if name >= stop:
        return None
    body = topic_end = name + (stream[start] << 8 | stream[start + 1])
    mid = 0
    if command & _QOS_1:
        body += 2
        if body > stop:
            return None
        mid = stream[topic_end] << 8 | stream[topic_end + 1]
    if properties:
        if body >= stop or stream[body]:
            return None
        body += 1
    if body > stop or topic_end == name:
        return None
    return Publish(command & 0x0F, mid, stream[name:topic_end], stream[body:stop])
