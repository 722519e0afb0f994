"""JetLinks: /<product>/<device>/properties/report, .../event/<event>, .../online and .../offline."""

from collections.abc import Iterator
from typing import Any

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id, same_device
from ingest.decoders.instant import read_instant
from ingest.decoders.strict_json import read_json
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason
from ingest.topic import matches
from models.centre import Centre

_REPORT = ("properties", "report")
_PRESENCE = {"online": True, "offline": False}
_FILTERS = ("/+/+/properties/report", "/+/+/event/+", "/+/+/online", "/+/+/offline")


class _Message(msgspec.Struct, rename="camel"):
    properties: dict[str, Any] = {}
    data: Any = None
    timestamp: int | None = None
    message_id: str | int = ""
    device_id: str = ""


_MESSAGE = msgspec.json.Decoder(_Message)


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one report. An event is read by the fields "<event>.<key>"; one that nobody named says nothing."""
    device, kind = _address(topic)
    if kind[0] in _PRESENCE:
        body = read_loosely(payload)  # often empty: the topic says it all
        _check_speaker(body.get("deviceId") if isinstance(body, dict) else None, device)
        return Decoded(online=_PRESENCE[kind[0]])
    told = read_json(_MESSAGE, payload)
    _check_speaker(told.device_id, device)
    instant = read_instant(told.timestamp, "timestamp")
    event = kind[1] if kind != _REPORT else ""
    values = {event: told.data} if event else told.properties
    samples, unknown = read_fields(profile, values, instant.at)
    number = str(told.message_id)
    return Decoded(
        samples=samples,
        source_id=checked_id(number, "messageId") if number else "",
        clock_unset=instant.unset,
        unknown_metrics=() if event else unknown,
    )


def _check_speaker(said: object, device: str) -> None:
    if said and isinstance(said, str):
        same_device(checked_id(said, "deviceId"), device, "deviceId")


def _address(topic: str) -> tuple[str, tuple[str, ...]]:
    """The device, and what stands behind it."""
    if not speaks_on(topic):
        raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not one of {', '.join(_FILTERS)}")
    _, product, device, *kind = topic.split("/")
    checked_id(product, "product")
    return checked_id(device, "device of the topic"), tuple(kind)


def device_topic(topic: str) -> str:
    """Every topic of a device -> that of its reports."""
    return "/".join([*topic.split("/")[:3], *_REPORT]) if speaks_on(topic) else topic


def topics(topic: str) -> tuple[str, ...]:
    """What to hear for a registered device."""
    device = topic.removesuffix("/properties/report")
    return tuple(device + one.removeprefix("/+/+") for one in _FILTERS)


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """Every device of every product."""
    return _FILTERS


def speaks_on(topic: str) -> bool:
    return any(matches(one, topic) for one in _FILTERS)


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The device, with its product as the model."""
    body = read_loosely(payload)
    parts = topic.split("/")
    if speaks_on(topic):
        keys = paths(body.get("properties")) if isinstance(body, dict) else ()
        yield Introduction(topic=device_topic(topic), name=parts[2][:128], model=parts[1][:64], keys=keys)
