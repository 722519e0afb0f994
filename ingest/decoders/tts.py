"""The Things Stack v3: v3/<application>@<tenant>/devices/<device>/up, a LoRaWAN frame in a JSON envelope.

Its broker speaks MQTT 3.1.1 and QoS 0 only: what is lost on the way is seen as a gap in f_cnt and never sent again.
"""

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

_FILTER = "v3/+/devices/+/up"
_LONGEST_SESSION = 64


class _Device(msgspec.Struct):
    device_id: str
    dev_eui: str = ""


class _Uplink(msgspec.Struct):
    """What is zero, false or empty is left out."""

    session_key_id: str = ""
    f_cnt: Annotated[int, msgspec.Meta(ge=0, lt=2**32)] = 0
    frm_payload: bytes = b""
    decoded_payload: dict[str, Any] | None = None
    received_at: str | None = None
    rx_metadata: msgspec.Raw = msgspec.Raw()
    last_battery_percentage: msgspec.Raw = msgspec.Raw()
    version_ids: msgspec.Raw = msgspec.Raw()


class _Up(msgspec.Struct):
    end_device_ids: _Device
    uplink_message: _Uplink
    received_at: str | None = None


class _Gateway(msgspec.Struct, frozen=True):
    gateway_id: str = ""


class _Heard(msgspec.Struct):
    gateway_ids: _Gateway = _Gateway()
    rssi: float | None = None
    snr: float = 0


class _Version(msgspec.Struct):
    """The row of the device repository that was chosen for the device."""

    model_id: str = ""


class _Battery(msgspec.Struct):
    value: float = 0


_UP = msgspec.json.Decoder(_Up)
_HEARD = msgspec.json.Decoder(list[_Heard])
_VERSION = msgspec.json.Decoder(_Version)
_BATTERY = msgspec.json.Decoder(_Battery)


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one uplink."""
    return read_frame_of(profile, read_uplink(topic, payload))


def read_uplink(topic: str, payload: bytes) -> Uplink:
    """The envelope, opened; dated by the network server, which hears before the application server. Raises DecodeError."""
    up = read_json(_UP, payload)
    ids, told = up.end_device_ids, up.uplink_message
    name = checked_id(ids.device_id, "device_id")
    same_device(name, _device(topic), "device_id")
    heard = read_aside(_HEARD, told.rx_metadata) or ()
    version = read_aside(_VERSION, told.version_ids)
    charge = read_aside(_BATTERY, told.last_battery_percentage)
    return Uplink(
        device=checked_id(ids.dev_eui, "dev_eui").lower() if ids.dev_eui else name,
        heard=read_instant(told.received_at or up.received_at, "received_at"),
        source_id=_source_id(told),
        frame=told.frm_payload,
        decoded=told.decoded_payload,
        seq=told.f_cnt,
        model=version.model_id if version else "",
        vitals={
            **radio(Reception(one.gateway_ids.gateway_id, one.rssi, one.snr) for one in heard),
            **battery(charge.value if charge else None),
        },
    )


def _source_id(told: _Uplink) -> str:
    """A counter is one message only within its session."""
    session = told.session_key_id
    if len(session) > _LONGEST_SESSION or not session.isprintable():
        raise DecodeError(Reason.BAD_DEVICE_ID, f"session_key_id {session[:64]!r} is not of 0-64 plain signs")
    return f"{session}:{told.f_cnt}" if session else ""


def _device(topic: str) -> str:
    match topic.split("/"):
        case ["v3", application, "devices", device, "up"] if application:
            return device
        case _:
            raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not like {_FILTER}")


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """One filter for all devices, so that an unknown one is noticed."""
    return (_FILTER,)


def speaks_on(topic: str) -> bool:
    return matches(_FILTER, topic)


def has_shape(body: object) -> bool:
    """Whether it is an uplink with the device that sent it."""
    return isinstance(body, dict) and {"end_device_ids", "uplink_message"} <= set(body)


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The device by the name and the model that the network knows."""
    body = read_loosely(payload)
    told = body if isinstance(body, dict) else {}
    uplink = told.get("uplink_message")
    values = uplink if isinstance(uplink, dict) else {}
    version = values.get("version_ids")
    model = version.get("model_id") if isinstance(version, dict) else None
    yield Introduction(
        topic=topic,
        name=topic.removesuffix("/up").rpartition("/")[2][:MAX_LENGTH] or topic,
        model=model[:MAX_LENGTH] if isinstance(model, str) else "",
        keys=paths(values.get("decoded_payload")),
    )
