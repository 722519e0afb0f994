"""A Sparkplug B payload: metrics with name or alias, datatype and value, out of Protocol Buffers and back.

Field numbers and datatypes: Sparkplug 3.0.0 specification, chapter 6 (sparkplug_b.proto). Templates, data sets, property sets
and every unknown field are passed over.
"""

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.decoders.protobuf import (
    BYTES,
    FIXED32,
    FIXED64,
    VARINT,
    Field,
    read_message,
    write_bytes,
    write_number,
)
from ingest.sample import DecodeError, Reason

MAX_NAME = 256
"""Characters of a metric's name."""

BOOLEAN = 11
_BITS = {1: 8, 2: 16, 3: 32, 4: 64}
"""Datatypes of signed integers, which travel as two's complement in an unsigned field, and their width."""

_UNSIGNED = frozenset({5, 6, 7, 8, 13})
_TIMESTAMP, _METRICS, _SEQ = 1, 2, 3
_NAME, _ALIAS, _AT, _DATATYPE, _HISTORICAL, _NULL = 1, 2, 3, 4, 5, 7
_INTEGERS = frozenset({10, 11})
_BOOLEAN_VALUE, _TEXT_VALUE = 14, 15

Value = bool | int | float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """name: "" = only the alias is given; at_ms: since 1970; datatype: 0 = not given.

    value: an integer as it travels, before its datatype says whether it is signed; None where it has none that is plain.
    raw: all of its bytes.
    """

    name: str = ""
    alias: int | None = None
    at_ms: int | None = None
    datatype: int = 0
    historical: bool = False
    null: bool = False
    value: Value = None
    whole: bool = False
    """The value is an integer, which means nothing without its datatype."""
    raw: bytes = b""

    @property
    def typed(self) -> bool:
        """Whether the value can be understood."""
        return not self.whole or self.datatype in _BITS or self.datatype in _UNSIGNED

    @property
    def plain(self) -> Value:
        """The value as it is meant: with its sign."""
        bits = _BITS.get(self.datatype)
        if bits is None or not self.whole or not isinstance(self.value, int):
            return self.value
        value: int = self.value & ((1 << bits) - 1)
        return value - (1 << bits) if value >> (bits - 1) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One message. others: its fields beside the metrics, as bytes."""

    at_ms: int | None = None
    metrics: Sequence[Metric] = ()
    seq: int | None = None
    others: bytes = b""


def read_payload(message: bytes) -> Payload:
    """Raises DecodeError."""
    at_ms, seq, others = None, None, b""
    metrics: list[Metric] = []
    for field in read_message(message):
        if (field.number, field.kind) == (_METRICS, BYTES):
            metrics.append(_metric(field.raw))
            continue
        if (field.number, field.kind) == (_TIMESTAMP, VARINT):
            at_ms = field.value
        elif (field.number, field.kind) == (_SEQ, VARINT):
            seq = field.value
        if field.kind == VARINT:
            others += write_number(field.number, field.value)
    if seq is not None and seq > 255:
        raise DecodeError(Reason.BAD_VALUE, f"seq {seq} is not a number of 0 to 255")
    return Payload(at_ms=at_ms, metrics=metrics, seq=seq, others=others)


def _metric(raw: bytes) -> Metric:
    metric = Metric(raw=raw)
    for field in read_message(raw):
        read = _READERS.get((field.number, field.kind))
        if read is not None:
            metric = read(metric, field)
    return metric


def _named(metric: Metric, field: Field) -> Metric:
    name = _text(field.raw)
    if len(name) > MAX_NAME or not name.isprintable():
        raise DecodeError(Reason.BAD_VALUE, f"metric {name[:64]!r} is not a name of 1-{MAX_NAME} signs")
    return replace(metric, name=name)


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise DecodeError(Reason.BAD_ENCODING, f"a text is not UTF-8: {error}") from error


def _float32(raw: bytes) -> float:
    """The shortest number that these four bytes stand for: 12.3 and not 12.300000190734863."""
    (value,) = struct.unpack("<f", raw)
    if not math.isfinite(value):
        return float(value)
    return next(
        short for digits in range(6, 10) if struct.pack("<f", short := float(f"{value:.{digits}g}")) == raw
    )


_READERS: Mapping[tuple[int, int], Callable[[Metric, Field], Metric]] = {
    (_NAME, BYTES): _named,
    (_ALIAS, VARINT): lambda metric, field: replace(metric, alias=field.value),
    (_AT, VARINT): lambda metric, field: replace(metric, at_ms=field.value),
    (_DATATYPE, VARINT): lambda metric, field: replace(metric, datatype=field.value),
    (_HISTORICAL, VARINT): lambda metric, field: replace(metric, historical=bool(field.value)),
    (_NULL, VARINT): lambda metric, field: replace(metric, null=bool(field.value)),
    **{
        (number, VARINT): lambda metric, field: replace(metric, value=field.value, whole=True)
        for number in _INTEGERS
    },
    (12, FIXED32): lambda metric, field: replace(metric, value=_float32(field.raw), whole=False),
    (13, FIXED64): lambda metric, field: replace(
        metric, value=struct.unpack("<d", field.raw)[0], whole=False
    ),
    (_BOOLEAN_VALUE, VARINT): lambda metric, field: replace(metric, value=bool(field.value), whole=False),
    (_TEXT_VALUE, BYTES): lambda metric, field: replace(metric, value=_text(field.raw), whole=False),
}
"""(field of a metric, wire type) -> what it adds. A known field of another type counts as unknown."""


def with_names(payload: Payload, names: Mapping[int, tuple[str, int]]) -> bytes:
    """The message with a name and a datatype added to some of its metrics, by their place: the last of a field counts."""
    written = payload.others
    for place, metric in enumerate(payload.metrics):
        name, datatype = names.get(place, ("", 0))
        added = (write_bytes(_NAME, name.encode()) if name else b"") + (
            write_number(_DATATYPE, datatype) if datatype else b""
        )
        written += write_bytes(_METRICS, metric.raw + added)
    return written


def with_values(payload: Payload, values: Mapping[int, str | None]) -> bytes:
    """The message with other texts in some of its metrics, by their place; None = the value is left out."""
    return payload.others + b"".join(
        write_bytes(_METRICS, _with_value(metric, values[place]) if place in values else metric.raw)
        for place, metric in enumerate(payload.metrics)
    )


def _with_value(metric: Metric, value: str | None) -> bytes:
    return (
        (write_bytes(_NAME, metric.name.encode()) if metric.name else b"")
        + (b"" if metric.alias is None else write_number(_ALIAS, metric.alias))
        + (b"" if metric.at_ms is None else write_number(_AT, metric.at_ms))
        + (write_number(_DATATYPE, metric.datatype) if metric.datatype else b"")
        + (write_number(_NULL, 1) if value is None else write_bytes(_TEXT_VALUE, value.encode()))
    )


def rebirth_command(at_ms: int) -> bytes:
    """The payload of an NCMD that asks a node to tell all of its names and values again."""
    metric = (
        write_bytes(_NAME, b"Node Control/Rebirth")
        + write_number(_AT, at_ms)
        + write_number(_DATATYPE, BOOLEAN)
        + write_number(_BOOLEAN_VALUE, 1)
    )
    return write_number(_TIMESTAMP, at_ms) + write_bytes(_METRICS, metric)
