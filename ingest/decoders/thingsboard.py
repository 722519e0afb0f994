"""ThingsBoard: v1/devices/me/telemetry of one device, v1/gateway/telemetry of several; a bridge may put a prefix before.

"me" names nobody: such a topic stands for the one device whose bridge prefix it carries, or that is registered for it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_device
from ingest.decoders.instant import read_instant
from ingest.decoders.strict_json import read_json
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason, Sample
from models.centre import Centre

_DEVICE, _GATEWAY = "v1/devices/me/telemetry", "v1/gateway/telemetry"
_BODY = msgspec.json.Decoder(dict[str, Any] | list[dict[str, Any]])
_BODIES = msgspec.json.Decoder(dict[str, dict[str, Any] | list[dict[str, Any]]])


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of {key: value}, of {"ts": ms, "values": {...}}, or of a list of them; a gateway's by device."""
    samples: list[Sample] = []
    unknown: list[str] = []
    unset = False
    for device, record in _records(topic, payload):
        found, strange, undated = _read(profile, record, device)
        samples += found
        unknown += strange
        unset = unset or undated
    return Decoded(samples=samples, unknown_metrics=tuple(dict.fromkeys(unknown)), clock_unset=unset)


def _records(topic: str, payload: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Device ("" = the topic's) and record."""
    if _is(topic, _DEVICE):
        body = read_json(_BODY, payload)
        yield from (("", record) for record in (body if isinstance(body, list) else [body]))
    elif _is(topic, _GATEWAY):
        for name, told in read_json(_BODIES, payload).items():
            device = checked_device(name, "device")
            yield from ((device, record) for record in (told if isinstance(told, list) else [told]))
    else:
        text = f"topic {topic[:128]!r} does not end with {_DEVICE} or {_GATEWAY}"
        raise DecodeError(Reason.BAD_TOPIC, text)


def _is(topic: str, kind: str) -> bool:
    return topic == kind or topic.endswith("/" + kind)


def _read(
    profile: Profile, record: Mapping[str, Any], device: str
) -> tuple[list[Sample], tuple[str, ...], bool]:
    values = record.get("values")
    if not isinstance(values, dict):
        samples, unknown = read_fields(profile, record, None, device)
        return samples, unknown, False
    ts = record.get("ts")
    if isinstance(ts, bool) or not isinstance(ts, int | None):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"ts = {repr(ts)[:64]} is not in milliseconds")
    instant = read_instant(ts, "ts")
    samples, unknown = read_fields(profile, values, instant.at, device)
    return samples, unknown, instant.unset


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """Both topics, bare and behind one level of a bridge's prefix."""
    return (_DEVICE, _GATEWAY, "+/" + _DEVICE, "+/" + _GATEWAY)


def speaks_on(topic: str) -> bool:
    return _is(topic, _DEVICE) or _is(topic, _GATEWAY)


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """A gateway's devices by name, a bridge's device by its prefix; the bare device topic could be anybody."""
    body = read_loosely(payload)
    if _is(topic, _GATEWAY) and isinstance(body, dict):
        for name, told in list(body.items())[:100]:
            yield Introduction(topic=topic, device=name[:128], name=name[:128], keys=_keys(told))
    elif topic != _DEVICE and topic.endswith(_DEVICE):
        prefix = topic.removesuffix("/" + _DEVICE)
        yield Introduction(topic=topic, name=prefix.rpartition("/")[2][:128], keys=_keys(body))


def _keys(told: object) -> tuple[str, ...]:
    record = told[0] if isinstance(told, list) and told else told
    values = record.get("values", record) if isinstance(record, dict) else {}
    return paths(values)
