"""The wire format of Protocol Buffers, read and written by hand: only what a bounded, flat message needs.

Source of the format: protobuf.dev, "Encoding". Nothing here recurses, so no payload can be nested too deeply.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ingest.sample import DecodeError, Reason

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
MAX_FIELDS = 20_000
"""Fields of one message; a message of 64 KiB that means something has far fewer."""

_VARINT_BYTES = 10
_SIZES = {FIXED64: 8, FIXED32: 4}


class Field(NamedTuple):
    """number: of the field; kind: its wire type; value: of a varint; raw: the bytes of any other kind."""

    number: int
    kind: int
    value: int
    raw: bytes


def read_message(message: bytes) -> Iterator[Field]:
    """The fields in their order, unknown ones too. Raises DecodeError when the bytes are no such message."""
    place, count = 0, 0
    while place < len(message):
        count += 1
        if count > MAX_FIELDS:
            raise DecodeError(Reason.TOO_MANY_METRICS, f"message has more than {MAX_FIELDS} fields")
        key, place = _varint(message, place)
        number, kind = key >> 3, key & 7
        if number == 0 or number >= 2**29:
            raise DecodeError(Reason.UNEXPECTED_SHAPE, f"byte {place}: {number} is no number of a field")
        field, place = _field(message, place, number, kind)
        yield field


def _field(message: bytes, place: int, number: int, kind: int) -> tuple[Field, int]:
    if kind == VARINT:
        value, place = _varint(message, place)
        return Field(number, kind, value, b""), place
    if kind == BYTES:
        size, place = _varint(message, place)
    elif kind in _SIZES:
        size = _SIZES[kind]
    else:  # groups went out of use before anything that we read was written
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"byte {place}: field {number} is of kind {kind}")
    end = place + size
    if end > len(message):
        left = len(message) - place
        raise DecodeError(Reason.SHORT_FRAME, f"field {number} should have {size} bytes, {left} are left")
    return Field(number, kind, 0, message[place:end]), end


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for index in range(_VARINT_BYTES):
        if place + index >= len(message):
            raise DecodeError(Reason.SHORT_FRAME, f"byte {place}: a number is cut off")
        byte = message[place + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            if value >= 2**64:
                raise DecodeError(Reason.BAD_VALUE, f"byte {place}: a number of more than 64 bits")
            return value, place + index + 1
    raise DecodeError(Reason.BAD_VALUE, f"byte {place}: a number of more than {_VARINT_BYTES} bytes")


def write_varint(value: int) -> bytes:
    """A number of 0 to 2^64 - 1."""
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def write_number(number: int, value: int) -> bytes:
    """A field that holds a varint."""
    return write_varint(number << 3 | VARINT) + write_varint(value)


def write_bytes(number: int, raw: bytes) -> bytes:
    """A field that holds text, bytes or a message."""
    return write_varint(number << 3 | BYTES) + write_varint(len(raw)) + raw
