"""Axis People Counter: the live sum of one door since its local midnight, as a bridge posts it, on any topic."""

from collections.abc import Iterator
from typing import Any

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_device
from ingest.decoders.instant import read_local
from ingest.decoders.strict_json import read_json
from ingest.introduction import Introduction, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded

_TOTALS = ("in", "out")


class _LiveSum(msgspec.Struct):
    serial: str
    timestamp: str
    entered: Any = msgspec.field(name="in")
    left: Any = msgspec.field(name="out")


_LIVE_SUM = msgspec.json.Decoder(_LiveSum)


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """Both totals of one message. Its time is local to the camera and has no zone: that of the profile counts."""
    told = read_json(_LIVE_SUM, payload)
    device = checked_device(told.serial, "serial")
    instant = read_local(told.timestamp, profile.zone_info, "timestamp")
    samples, _ = read_fields(profile, {"in": told.entered, "out": told.left}, instant.at, device)
    return Decoded(samples=samples, clock_unset=instant.unset, vitals={"serial": device[:64]})


def has_shape(body: object) -> bool:
    """Whether it is a live sum."""
    return isinstance(body, dict) and {"serial", "timestamp", *_TOTALS} <= set(body)


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The camera, by the name that its owner gave it."""
    body = read_loosely(payload)
    if has_shape(body) and isinstance(body, dict):
        serial, name = str(body["serial"])[:128], str(body.get("name") or body["serial"])[:128]
        yield Introduction(topic=topic, device=serial, name=name, model="Axis People Counter", keys=_TOTALS)
