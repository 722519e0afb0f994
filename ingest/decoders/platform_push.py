"""Passage records as Chinese door platforms push them: {"method": "UploadRecord", "data": "{...}"}, JSON inside a text.

Fields: recordNo (its identity), outInType 1 = in and 0 = out (2 with some makers), exceptionMode 0 = refused, addTime in local
time. A sensor's `device` is the record's deviceNo, "" where there is none. Encrypted data cannot be read.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from ingest.decoders.identity import checked_id
from ingest.decoders.passage import IN, OUT, Passage, read_passages
from ingest.decoders.strict_json import read_json
from ingest.decoders.zone_word import read_zoned
from ingest.introduction import Introduction
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError

_UPLOAD = "UploadRecord"
_WAYS = {"1": IN, "0": OUT, "2": OUT}


class _Push(msgspec.Struct):
    method: str
    data: str | dict[str, Any]


class _Record(msgspec.Struct, rename="camel"):
    record_no: str | int
    add_time: str | None = None
    out_in_type: str | int | None = None
    exception_mode: str | int | None = None
    people_no: str | int | None = None
    card_no: str | int | None = None
    device_no: str | int | None = None


_PUSH = msgspec.json.Decoder(_Push)
_RECORD = msgspec.json.Decoder(_Record)


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """One record; any other method says nothing about people."""
    push = read_json(_PUSH, payload)
    if push.method != _UPLOAD:
        return Decoded()
    record = _record(push)
    instant = read_zoned(record.add_time, profile.zone_info, "addTime")
    number = checked_id(str(record.record_no), "recordNo")
    passage = Passage(
        id=number,
        granted=str(record.exception_mode) != "0",
        at=instant.at,
        way=_WAYS.get(str(record.out_in_type), ""),
        card=record.card_no or record.people_no,
        device="" if record.device_no is None else checked_id(str(record.device_no), "deviceNo"),
    )
    read = read_passages(profile, [passage])
    return replace(read, about=frozenset({passage.device}), source_id=number, clock_unset=instant.unset)


def _record(push: _Push) -> _Record:
    inside = push.data.encode() if isinstance(push.data, str) else msgspec.json.encode(push.data)
    return read_json(_RECORD, inside)


def has_shape(body: object) -> bool:
    """Whether it uploads a record."""
    return isinstance(body, dict) and body.get("method") == _UPLOAD and "data" in body


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The device of a record."""
    try:
        push = read_json(_PUSH, payload)
        record = _record(push) if push.method == _UPLOAD else None
    except DecodeError:
        return
    if record is not None:
        device = "" if record.device_no is None else str(record.device_no)[:64]
        yield Introduction(topic=topic, device=device, name=device, keys=("in", "out"))
