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

FRAMES = "lorawan-frmpayload"

READ_BY: dict[str, tuple[str, str]] = {
    "chirpstack-v4": (
        "chirpstack",
        "",
    ),  # envelopes around bytes that nobody explains: opened in test_chirpstack
    "tts-v3": ("tts", "lorawan-climate"),
    "zigbee2mqtt": ("zigbee2mqtt", "zigbee-plug"),
    "z2m-wsdcgq01lm": ("zigbee2mqtt", "zigbee-climate"),
    "z2m-rtcgq01lm": ("zigbee2mqtt", "zigbee-motion"),
    "shelly-gen2": ("shelly", "shelly-gen2"),
    "tasmota": ("tasmota", "tasmota"),
    "senml": ("senml", "keyed"),
    "thingsboard": ("thingsboard", "keyed"),
    "home-assistant-discovery": ("homeassistant", "keyed"),
    "ha-discovery-abbrev": ("homeassistant", ""),  # announcements measure nothing: opened in test_discovery
    "ha-discovery-delete": ("homeassistant", ""),
    "sparkplug-b": ("sparkplug", ""),  # means something only after its birth: opened in test_sparkplug
    "cn-vending": ("vending", ""),  # measures nothing, it happened: opened in test_vending
    "huawei-vias": ("huawei-vias", "huawei-vias"),
    "axis-people-counter": ("axis", "axis-people-counter"),
    "milesight-vs125": ("milesight-ip", "milesight-vs125"),
    "milesight-vs121p": ("milesight-ip", "milesight-vs121p"),
}
"""Family, or the id of one vector -> its envelope and profile. A family that is not here is not read (yet); one of LoRaWAN
frames ("milesight-vs121", "tts-v3+milesight-vs132") has the profile of its own name."""

NETWORKS = {"chirpstack-v4": "chirpstack", "tts-v3": "tts"}

RENAMED = {
    "luminosity": "light_level",
    "urn:dev:ow:10e2073a01080063": "temperature",
    "urn:dev:ow:10e2073a0108006:voltage": "voltage",
    "urn:dev:ow:10e2073a0108006:current": "current",
}
"""What the vectors propose as a measure -> ours. Nothing says that the luminosity of the example is lux; a name of SenML
ends with the measure, or its unit tells it."""

MORE_THAN_THE_VECTOR = {
    "chirpstack-v4-milesight-vs121-2": {"occupancy_max": 5.0}
    | {f"presence.region{n}": float(n in (1, 6, 8)) for n in range(1, 9)},
    "chirpstack-v4-milesight-ws523-1": {"switch_on": 1.0},
    "milesight-vs360-1": {"battery": 100.0, "battery.node": 100.0},
    "milesight-vs370-1": {"light_level": 0.0},
    "milesight-am107-1": {"activity": 73.0, "illuminance": 28.0, "tvoc_parts": 7.0},
    "milesight-am308-1": {"light_level": 2.0, "tvoc_index": 0.37, "pm2_5": 32.0, "pm10": 48.0},
    "tts-v3-milesight-am307-1": {"light_level": 2.0, "tvoc_index": 0.37},
}
"""What we store although the proposal of the vector leaves it out; each agrees with its "fields"."""

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


def read_by(row: dict[str, Any]) -> tuple[str, str] | None:
    """The envelope and the profile of a vector, None = of a family that is not read yet."""
    network, _, model = row["family"].rpartition("+")
    if network or row["envelope"] == FRAMES:
        return NETWORKS[network or "chirpstack-v4"], model
    return READ_BY.get(row["id"]) or READ_BY.get(row["family"])


def profile_for(row: dict[str, Any]) -> str:
    found = read_by(row)
    return found[1] if found else row["family"]


def message_of(row: dict[str, Any]) -> tuple[str, bytes]:
    """Topic and payload of a vector as they would come; a bare frame comes through ChirpStack."""
    if row["envelope"] == FRAMES:
        return "application/a/device/24e124136c190001/event/up", chirpstack_up(frame_of(row))
    return row["topic"], raw(row)


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
    points = {
        RENAMED.get(point["metric"], point["metric"]): float(point["value"])
        for point in row["expected"].get("points", [])
    }
    return points | MORE_THAN_THE_VECTOR.get(row["id"], {})


Point = tuple[str, float, float | None]
"""Measure, value, and the seconds since 1970 of a kept record."""


def expected_points(row: dict[str, Any]) -> list[Point]:
    """Every point of a vector, also those of several records."""
    points = row["expected"].get("points", [])
    more = MORE_THAN_THE_VECTOR.get(row["id"], {})
    return sorted(
        [(RENAMED.get(p["metric"], p["metric"]), float(p["value"]), p.get("ts")) for p in points]
        + [(measure, value, None) for measure, value in more.items()],
        key=str,
    )


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
