"""ChirpStack v4: application/<application>/device/<devEui>/event/up, a LoRaWAN frame in a JSON envelope."""

from dataclasses import dataclass

import msgspec

from ingest.decoders.frame import read_frame
from ingest.decoders.identity import checked_id, same_device
from ingest.decoders.instant import Instant, read_instant
from ingest.decoders.strict_json import read_json
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason
from models.centre import Centre

_FILTER = "application/+/device/+/event/up"


class _Device(msgspec.Struct, rename="camel"):
    dev_eui: str


class _Up(msgspec.Struct, rename="camel"):
    """Protobuf-JSON leaves out what is zero, false or empty, so only the device itself is required."""

    device_info: _Device
    deduplication_id: str = ""
    time: str | None = None
    data: bytes = b""


_UP = msgspec.json.Decoder(_Up)


@dataclass(frozen=True, slots=True)
class Uplink:
    """What the envelope says about one frame."""

    device: str
    heard: Instant
    source_id: str
    frame: bytes


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one uplink."""
    uplink = read_uplink(topic, payload)
    samples, unset, _ = read_frame(profile, uplink.frame, uplink.heard)
    return Decoded(samples=samples, source_id=uplink.source_id, clock_unset=unset)


def read_uplink(topic: str, payload: bytes) -> Uplink:
    """The envelope, opened. Raises DecodeError when it speaks for another device than its topic."""
    up = read_json(_UP, payload)
    device = checked_id(up.device_info.dev_eui, "devEui").lower()
    same_device(device, _device(topic), "devEui")
    source_id = checked_id(up.deduplication_id, "deduplicationId") if up.deduplication_id else ""
    return Uplink(device, read_instant(up.time, "time"), source_id, up.data)


def _device(topic: str) -> str:
    match topic.split("/"):
        case ["application", _, "device", device, "event", "up"]:
            return device.lower()
        case _:
            raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not like {_FILTER}")


def subscriptions(centre: Centre) -> tuple[str, ...]:
    """One filter for all devices, so that an unknown one is noticed; none in a centre without LoRaWAN."""
    return (_FILTER,) if any(s.envelope == "chirpstack" for s in centre.sensors.values()) else ()
