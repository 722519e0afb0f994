"""A Sparkplug node that says what a test wants it to say."""

import struct
from dataclasses import dataclass

from ingest.arrival import Spooled
from ingest.decoders.protobuf import FIXED32, FIXED64, write_bytes, write_number, write_varint

GROUP, NODE = "house", "hall"
NODE_TOPIC = f"spBv1.0/{GROUP}/NDATA/{NODE}"
BORN_MS = 1_795_000_000_000
INT8, INT16, INT32, INT64, UINT32, UINT64, FLOAT, DOUBLE, BOOLEAN, STRING = 1, 2, 3, 4, 7, 8, 9, 10, 11, 12


def a_topic(kind: str, device: str = "") -> str:
    return f"spBv1.0/{GROUP}/{kind}/{NODE}" + (f"/{device}" if device else "")


def a_value(value: object) -> bytes:
    """The field of a metric that carries the value; an integer goes as 64 bits when 32 do not hold it."""
    match value:
        case None:
            return write_number(7, 1)
        case bool():
            return write_number(14, value)
        case int():
            return (
                write_number(10, value & 0xFFFFFFFF)
                if -(2**31) <= value < 2**32
                else write_number(11, value & (2**64 - 1))
            )
        case float():
            return write_varint(13 << 3 | FIXED64) + struct.pack("<d", value)
        case str():
            return write_bytes(15, value.encode())
        case _:
            assert isinstance(value, bytes)
            return write_bytes(18, value)  # a template


def a_float(value: float) -> bytes:
    return write_varint(12 << 3 | FIXED32) + struct.pack("<f", value)


def a_metric(
    value: object = 1.0,
    name: str = "",
    alias: int | None = None,
    datatype: int = 0,
    at_ms: int | None = None,
    historical: bool = False,
) -> bytes:
    written = write_bytes(1, name.encode()) if name else b""
    written += b"" if alias is None else write_number(2, alias)
    written += b"" if at_ms is None else write_number(3, at_ms)
    written += write_number(4, datatype) if datatype else b""
    written += write_number(5, 1) if historical else b""
    return written + a_value(value)


def a_payload(*metrics: bytes, seq: int | None = None, at_ms: int | None = BORN_MS) -> bytes:
    written = b"" if at_ms is None else write_number(1, at_ms)
    written += b"".join(write_bytes(2, metric) for metric in metrics)
    return written + (b"" if seq is None else write_number(3, seq))


def a_birth(bd_seq: int = 0, at_ms: int = BORN_MS, metrics: tuple[bytes, ...] = ()) -> bytes:
    return a_payload(a_metric(bd_seq, "bdSeq", datatype=UINT64), *metrics, seq=0, at_ms=at_ms)


def a_will(bd_seq: int = 0) -> bytes:
    return a_payload(a_metric(bd_seq, "bdSeq", datatype=UINT64), at_ms=None)


@dataclass
class Wire:
    """Messages as they come out of the spool, a millisecond apart."""

    now_ns: int = BORN_MS * 10**6

    def message(self, topic: str, payload: bytes) -> Spooled:
        self.now_ns += 10**6
        return Spooled(1, self.now_ns, topic.encode(), payload)
