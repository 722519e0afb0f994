"""The recorded device payloads, and sensors to read them with."""

import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ingest.sample import Decoded
from models.centre import Sensor, SensorId, SensorRole, SpaceId

FILE = Path(__file__).parents[1] / "fixtures" / "payloads" / "device_vectors.json"

PROFILE_OF = {
    "milesight-vs135": "milesight-vs133",  # one README table holds for both
    "z2m-wsdcgq01lm": "zigbee-climate",
    "z2m-plug-ts011f": "zigbee-plug",
    "z2m-rtcgq01lm": "zigbee-motion",
    "z2m-availability-legacy": "zigbee-plug",
    "z2m-friendly-slash": "zigbee-plug",
    "senml": "keyed",
    "thingsboard": "keyed",
    "home-assistant-discovery": "keyed",
}

ENVELOPE_OF = {
    "zigbee2mqtt": "zigbee2mqtt",
    "shelly-gen2": "shelly",
    "tasmota": "tasmota",
    "senml": "senml",
    "thingsboard": "thingsboard",
    "ha-discovery": "homeassistant",
    "vias-json": "huawei-vias",
    "axis-json": "axis",
    "milesight-json": "milesight-ip",
}
"""How a vector's envelope is called here; every other one comes through ChirpStack."""

MORE_THAN_THE_VECTOR = {
    "chirpstack-v4-milesight-vs121-2": {"occupancy_max": 5.0},
    "chirpstack-v4-milesight-ws523-1": {"switch_on": 1.0},
}
"""What we store although the proposal of the vector leaves it out."""

GENERATED = {
    # 64 KiB is our limit, so the nesting is as deep as fits; the 200 kB original is refused for its size.
    "deep-list": b"[" * 30_000 + b"]" * 30_000,
    "size-bomb": b"a" * (1024 * 1024 + 1),
    "cardinality": json.dumps({"values": {f"k{i}": 1 for i in range(500)}}).encode(),
}


@cache
def vectors() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8"))["vectors"]


@cache
def hostile() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8"))["hostile"]


def vector(key: str) -> dict[str, Any]:
    return next(row for row in vectors() if row["id"] == key)


def raw(row: dict[str, Any]) -> bytes:
    """The bytes of a vector or a hostile input."""
    encoding, value = row["input"]["encoding"], row["input"]["value"]
    if encoding == "generated":
        return GENERATED[row["id"]]
    if encoding == "hex":
        return bytes.fromhex(value)
    return value.encode() if encoding == "text" else json.dumps(value).encode()


def profile_for(row: dict[str, Any]) -> str:
    family = row["family"].removeprefix("chirpstack-v4+")
    return PROFILE_OF.get(row["id"]) or PROFILE_OF.get(family, family)


def a_sensor(
    profile: str, topic: str = "", envelope: str = "chirpstack", role: SensorRole = SensorRole.CLIMATE
) -> Sensor:
    return Sensor(
        id=SensorId("s1"),
        space=SpaceId("gym"),
        role=role,
        topic=topic,
        envelope=envelope,
        profile=profile,
        interval_s=300,
    )


def expected(row: dict[str, Any]) -> dict[str, float]:
    points = {point["metric"]: float(point["value"]) for point in row["expected"].get("points", [])}
    return points | MORE_THAN_THE_VECTOR.get(row["id"], {})


def said(decoded: Decoded) -> dict[str, float]:
    """Measure -> value; a measure said twice fails."""
    measures = [sample.measure for sample in decoded.samples]
    assert len(measures) == len(set(measures))
    return {sample.measure: sample.value for sample in decoded.samples}


def spoken(decoded: Decoded) -> dict[tuple[str, str, datetime | None], float]:
    """(device, measure, instant) -> value; what is said twice fails."""
    told = {(one.device, one.measure, one.at): one.value for one in decoded.samples}
    assert len(told) == len(decoded.samples)
    return told


def points(row: dict[str, Any], device: str | None = None) -> dict[tuple[str, str, datetime | None], float]:
    """The same of what a vector expects. device: whose the points without a device are."""
    whole = row["expected"].get("ts")
    return {
        (point.get("device", device or ""), point["metric"], _at(point.get("ts", whole))): float(
            point["value"]
        )
        for point in row["expected"]["points"]
    }


def _at(told: float | str | None) -> datetime | None:
    if told is None:
        return None
    return datetime.fromtimestamp(told, UTC) if isinstance(told, float) else datetime.fromisoformat(told)


def chirpstack_up(frame: bytes | str, eui: str = "24e124136c190001", **more: Any) -> bytes:
    """A ChirpStack message around a frame (bytes, or base64 as text)."""
    data = frame if isinstance(frame, str) else b64encode(frame).decode()
    body = {
        "deduplicationId": "00000000-0000-4000-8000-000000000001",
        "deviceInfo": {"devEui": eui},
        "data": data,
    }
    return json.dumps(body | more).encode()


def frame_of(row: dict[str, Any]) -> bytes:
    """The device's own bytes, with or without an envelope around them."""
    if row["input"]["encoding"] == "hex":
        return bytes.fromhex(row["input"]["value"])
    return b64decode(row["input"]["value"]["data"])
