"""Huawei video analytics (VIAS): how many people crossed each line of a stream since the last message, on any topic."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import msgspec

from ingest.decoders.fields import channel_of, read_fields
from ingest.decoders.identity import checked_device, checked_id
from ingest.decoders.instant import from_seconds
from ingest.decoders.strict_json import read_json
from ingest.introduction import Introduction, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded, Sample

_SIDES = ("side1_count", "side2_count")


_Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class _Line(msgspec.Struct):
    line_id: Annotated[int, msgspec.Meta(ge=0, le=1_000)]
    side1_count: _Count
    side2_count: _Count


class _Crossings(msgspec.Struct):
    event_set: list[_Line]


class _Message(msgspec.Struct):
    stream_id: str
    timestamp: int
    data: _Crossings
    message_id: str = ""


_MESSAGE = msgspec.json.Decoder(_Message)


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """Samples of one message. They are amounts: message_id keeps a repeat from counting twice."""
    told = read_json(_MESSAGE, payload)
    device = checked_device(told.stream_id, "stream_id")
    instant = from_seconds(told.timestamp, "timestamp")
    samples: list[Sample] = []
    for line in told.data.event_set:
        counts = {key: getattr(line, key) for key in _SIDES}
        found, _ = read_fields(profile, counts, instant.at, device)
        samples += [replace(one, measure=channel_of(one.measure, f"line{line.line_id}")) for one in found]
    return Decoded(
        samples=samples,
        source_id=checked_id(told.message_id, "message_id") if told.message_id else "",
        clock_unset=instant.unset,
    )


def has_shape(body: object) -> bool:
    """Whether it counts the crossings of a stream's lines."""
    told = body.get("data") if isinstance(body, dict) else None
    return isinstance(body, dict) and "stream_id" in body and isinstance(told, dict) and "event_set" in told


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The stream, which is a camera."""
    body = read_loosely(payload)
    if isinstance(body, dict) and isinstance(body.get("stream_id"), str):
        name = body["stream_id"][:128]
        yield Introduction(topic=topic, device=name, name=name, model="Huawei VIAS", keys=_SIDES)
