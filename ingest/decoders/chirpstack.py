"""ChirpStack v4: application/<application>/device/<devEui>/event/up, a LoRaWAN frame in a JSON envelope, and .../status."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from ingest.decoders.identity import MAX_LENGTH, checked_id, same_device
from ingest.decoders.instant import read_instant
from ingest.decoders.lorawan import Reception, Uplink, battery, radio, read_aside
from ingest.decoders.lorawan import read_uplink as read_frame_of
from ingest.decoders.strict_json import read_json
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason
from ingest.topic import matches
from models.centre import Centre

_FILTER = "application/+/device/+/event/up"
_UP_EVENT, _STATUS_EVENT = "/event/up", "/event/status"


class _Device(msgspec.Struct, rename="camel"):
    dev_eui: str
    device_profile_name: str = ""


class _Event(msgspec.Struct, rename="camel"):
    """Protobuf-JSON leaves out what is zero, false or empty, so only the device itself is required."""

    device_info: _Device
    deduplication_id: str = ""
    time: str | None = None


class _Up(_Event, rename="camel"):
    data: bytes = b""
    object: dict[str, Any] | None = None
    f_cnt: Annotated[int, msgspec.Meta(ge=0, lt=2**32)] = 0
    rx_info: msgspec.Raw = msgspec.Raw()


class _Status(_Event, rename="camel"):
    battery_level: float = 0
    battery_level_unavailable: bool = False
    external_power_source: bool = False


class _RxInfo(msgspec.Struct, rename="camel"):
    gateway_id: str = ""
    rssi: float | None = None
    snr: float = 0


_UP = msgspec.json.Decoder(_Up)
_STATUS = msgspec.json.Decoder(_Status)
_RX_INFO = msgspec.json.Decoder(list[_RxInfo])


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one uplink, or the battery of which a status event tells."""
    if topic.endswith(_STATUS_EVENT):
        return _status(topic, payload)
    return read_frame_of(profile, read_uplink(topic, payload))


def read_uplink(topic: str, payload: bytes) -> Uplink:
    """The envelope, opened. Raises DecodeError when it speaks for another device than its topic."""
    up = read_json(_UP, payload)
    device, source_id = _identity(up, topic)
    return Uplink(
        device=device,
        heard=read_instant(up.time, "time"),
        source_id=source_id,
        frame=up.data,
        decoded=up.object,
        seq=up.f_cnt,
        model=up.device_info.device_profile_name,
        vitals=radio(
            Reception(one.gateway_id, one.rssi, one.snr) for one in read_aside(_RX_INFO, up.rx_info) or ()
        ),
    )


def _status(topic: str, payload: bytes) -> Decoded:
    """Said by the network of a device that it asked; a device on mains or one that does not know has no battery."""
    status = read_json(_STATUS, payload)
    _, source_id = _identity(status, topic)
    unknown = status.battery_level_unavailable or status.external_power_source
    return Decoded(source_id=source_id, vitals={} if unknown else battery(status.battery_level))


def _identity(event: _Event, topic: str) -> tuple[str, str]:
    device = checked_id(event.device_info.dev_eui, "devEui").lower()
    same_device(device, _device(topic), "devEui")
    return device, checked_id(event.deduplication_id, "deduplicationId") if event.deduplication_id else ""


def _device(topic: str) -> str:
    match topic.split("/"):
        case ["application", _, "device", device, "event", "up" | "status"]:
            return device.lower()
        case _:
            raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not like {_FILTER}")


def speaks_on(topic: str) -> bool:
    return matches(_FILTER, device_topic(topic))


def has_shape(body: object) -> bool:
    """Whether it is an uplink with the device that sent it."""
    device = body.get("deviceInfo") if isinstance(body, dict) else None
    return isinstance(device, dict) and "devEui" in device


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The device by the name and the model that the network knows."""
    body = read_loosely(payload)
    device = body.get("deviceInfo") if isinstance(body, dict) else None
    told = device if isinstance(device, dict) else {}
    name, model = told.get("deviceName"), told.get("deviceProfileName")
    decoded = body.get("object") if isinstance(body, dict) else None
    yield Introduction(
        topic=device_topic(topic),
        name=str(name or told.get("devEui") or "")[:MAX_LENGTH],
        model=str(model or "")[:MAX_LENGTH],
        keys=paths(decoded),
    )


def device_topic(topic: str) -> str:
    """application/<application>/device/<devEui>/event/status -> .../event/up."""
    is_status = topic.startswith("application/") and topic.endswith(_STATUS_EVENT)
    return topic.removesuffix(_STATUS_EVENT) + _UP_EVENT if is_status else topic


def topics(topic: str) -> tuple[str, ...]:
    """What to hear for a registered device."""
    return (topic, topic.removesuffix(_UP_EVENT) + _STATUS_EVENT)


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """Uplinks and statuses of all devices, so that an unknown one is noticed."""
    return topics(_FILTER)
