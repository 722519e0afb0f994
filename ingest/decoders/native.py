"""Linli's own formats: linli/<centre>/<zone>/<device>/up, .../lwt, .../sale, .../delivery, and .../raw for those of others."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from ingest.decoders.availability import availability
from ingest.decoders.delivery import delivery
from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id, same_device
from ingest.decoders.instant import INT64, Instant, read_instant
from ingest.decoders.sale import sale
from ingest.decoders.strict_json import read_json
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason
from models.centre import Centre

RAW = "raw"
"""linli/<centre>/<zone>/<device>/raw: anything that a bridge posts, read by the envelope that the sensor names."""

_Instant = int | str | None


class _Up(msgspec.Struct):
    """{"ts": ms, "seq": n, "v": {...}}; "values" stands for "v", and "device" may repeat the topic's device."""

    ts: _Instant = None
    seq: int | None = None
    device: str | None = None
    v: dict[str, Any] | None = None
    values: dict[str, Any] | None = None


_UP = msgspec.json.Decoder(_Up)


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one message of a native device."""
    device, kind = _address(topic)
    return _KINDS[kind](profile, device, payload)


@lru_cache(maxsize=4096)
def _address(topic: str) -> tuple[str, str]:
    match topic.split("/"):
        case ["linli", _, _, device, kind] if kind in _KINDS:
            return checked_id(device, "device of the topic"), kind
        case _:
            text = (
                f"topic {topic[:128]!r} is not linli/<centre>/<zone>/<device>/ and one of {', '.join(_KINDS)}"
            )
            raise DecodeError(Reason.BAD_TOPIC, text)


def _uplink(profile: Profile, device: str, payload: bytes) -> Decoded:
    up = read_json(_UP, payload)
    said = None if up.device is None else checked_id(up.device, "device")
    instant = read_instant(up.ts, "ts")
    if said is not None:
        same_device(said, device, "device")
    samples, unknown = read_fields(profile, _values(up), instant.at)
    return Decoded(
        samples=samples,
        source_id=_source_id(up, instant),
        clock_unset=instant.unset,
        unknown_metrics=unknown,
        seq=up.seq,
    )


def _values(up: _Up) -> Mapping[str, Any]:
    values = up.values if up.v is None else up.v
    if values is None or (up.v is not None and up.values is not None):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, 'a message has either "v" or "values"')
    return values


def _source_id(up: _Up, instant: Instant) -> str:
    """ "ts:seq". A clock that was never set gives the same pair after each restart, so it is no identity."""
    if up.seq is None:
        return ""
    if up.seq < 0 or up.seq not in INT64:
        raise DecodeError(Reason.BAD_VALUE, f"seq {up.seq} is not a number of 0 to 2^63 - 1")
    if instant.at is None:
        return ""
    return f"{up.ts if isinstance(up.ts, int) else instant.at.isoformat()}:{up.seq}"


def _last_will(_profile: Profile, _device: str, payload: bytes) -> Decoded:
    return availability(payload)


def _sale(profile: Profile, _device: str, payload: bytes) -> Decoded:
    return sale(profile, payload)


def _delivery(profile: Profile, _device: str, payload: bytes) -> Decoded:
    return delivery(profile, payload)


_KINDS: Mapping[str, Callable[[Profile, str, bytes], Decoded]] = {
    "up": _uplink,
    "sale": _sale,
    "delivery": _delivery,
    "lwt": _last_will,
}
"""By the last level of the topic."""


def device_topic(topic: str) -> str:
    """linli/<centre>/<zone>/<device>/lwt -> .../up: a last will belongs to the device that measures."""
    if topic.startswith("linli/") and topic.endswith("/lwt"):
        return topic.removesuffix("lwt") + "up"
    return topic


def side_topics(topic: str) -> tuple[str, ...]:
    """A registered topic of any kind -> where the same device's last will lies."""
    return (topic.rpartition("/")[0] + "/lwt",) if topic.startswith("linli/") else ()


def subscriptions(centre: Centre) -> tuple[str, ...]:
    """Every native device of the centre, known or not, and whatever a bridge posts for a device of another make."""
    return tuple(f"linli/{centre.id}/+/+/{kind}" for kind in (*_KINDS, RAW))


def speaks_on(topic: str) -> bool:
    """Whether it is a native topic. What comes on .../raw is told by its shape alone."""
    parts = topic.split("/")
    return len(parts) == 5 and parts[0] == "linli" and parts[-1] in _KINDS


def name_of(topic: str) -> str:
    """linli/<centre>/<zone>/<device>/up -> the device."""
    return topic.rpartition("/")[0].rpartition("/")[2] or topic
