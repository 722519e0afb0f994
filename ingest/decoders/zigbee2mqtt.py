"""Zigbee2MQTT: <root>/<friendly name>, a flat object of what the device exposes; the name may hold "/"."""

from typing import Any

import msgspec

from ingest.decoders.availability import availability
from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id, same_device
from ingest.decoders.instant import read_instant
from ingest.decoders.strict_json import read_json
from ingest.decoders.vital import read_vitals
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason
from models.centre import Centre

_AVAILABILITY = "/availability"
_ROOT = "zigbee2mqtt/"
_VITALS = {"linkquality": "linkquality", "battery": "battery"}
_OBJECT = msgspec.json.Decoder(dict[str, Any])


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one state message, or what an availability message says."""
    name = _name(topic)
    if topic.endswith(_AVAILABILITY):
        return availability(payload)
    values = read_json(_OBJECT, payload)
    _check_speaker(values.get("device"), name)
    seen = values.get("last_seen")
    if not isinstance(seen, int | str | None) or isinstance(seen, bool):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"last_seen = {repr(seen)[:64]} is not an instant")
    instant = read_instant(seen, "last_seen")
    samples, unknown = read_fields(profile, values, instant.at)
    return Decoded(
        samples=samples,
        clock_unset=instant.unset,
        unknown_metrics=unknown,
        vitals=read_vitals(values, _VITALS),
    )


def _name(topic: str) -> str:
    registered = device_topic(topic)
    name = registered.removeprefix(_ROOT)
    if name == registered or not name:
        raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not that of a Zigbee2MQTT device")
    return _checked_name(name)


def _checked_name(name: str) -> str:
    return "/".join(checked_id(part, "friendly name") for part in name.split("/"))


def _check_speaker(device: object, name: str) -> None:
    """Only with `include_device_information` does a message say who the device is."""
    said = device.get("friendlyName") if isinstance(device, dict) else None
    if isinstance(said, str):
        same_device(_checked_name(said), name, "device.friendlyName")


def device_topic(topic: str) -> str:
    """zigbee2mqtt/<name>/availability -> zigbee2mqtt/<name>."""
    return topic.removesuffix(_AVAILABILITY) if topic.startswith(_ROOT) else topic


def topics(topic: str) -> tuple[str, ...]:
    """What to hear for a device that is registered, also one whose name holds "/"."""
    return (topic, topic + _AVAILABILITY)


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """All devices with a plain name, so that an unknown one is noticed.

    Not zigbee2mqtt/#: that brings the bridge's log and inventory and everybody's commands, none of it measured.
    """
    return (_ROOT + "+", _ROOT + "+" + _AVAILABILITY)


def speaks_on(topic: str) -> bool:
    return topic.startswith(_ROOT) and topic != _ROOT


def name_of(topic: str) -> str:
    """zigbee2mqtt/<name> -> the friendly name, with its "/"."""
    return topic.removeprefix(_ROOT)
