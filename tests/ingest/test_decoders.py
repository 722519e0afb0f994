"""The table of envelopes: limits, hostile inputs, fuzz, filters, and every sensor of every centre."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.centre import load_centre
from ingest.decoders import DECODERS, ENVELOPES, SUBSCRIPTIONS, device_topic, faults, filters
from ingest.profile import PROFILES, profile_of
from ingest.sample import Decoded, DecodeError, Reason
from ingest.topic import matches, overlaps
from models.centre import Centre, Sensor, SensorId, SensorRole
from tests.ingest.access_records import RECORDS
from tests.ingest.edge_node import NODE_TOPIC, a_birth, a_metric, a_payload
from tests.ingest.payloads import (
    FRAMES,
    Point,
    a_sensor,
    chirpstack_up,
    expected_points,
    hostile,
    message_of,
    raw,
    read_by,
    vectors,
)
from tests.source import ROOT

CENTRES = sorted((Path(__file__).parents[2] / "config" / "centres").glob("*.toml"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOPICS = {
    "native": "linli/c1/gym/dev/up",
    "chirpstack": "application/a/device/24e124136c190001/event/up",
    "tts": "v3/a@t/devices/dev1/up",
    "zigbee2mqtt": "zigbee2mqtt/plug",
    "shelly": "shellyplugs-a0dd6c27b2f4/events/rpc",
    "tasmota": "tele/plug/SENSOR",
    "senml": "linli/c1/gym/dev/raw",
    "thingsboard": "v1/gateway/telemetry",
    "jetlinks": "/p1/d1/properties/report",
    "homeassistant": "homeassistant/sensor/bedroom/state",
    "huawei-vias": "linli/c1/gym/cam/raw",
    "axis": "linli/c1/gym/cam/raw",
    "milesight-ip": "linli/c1/gym/cam/raw",
    "sparkplug": NODE_TOPIC,
    "uhppoted": "uhppoted/gateway/events",
    "dejaos": "access_device/v1/event/access",
    "platform-push": "linli/c1/hall/platform/raw",
    "vending": "vending/869825041439183",
}
SIDE_TOPICS = (
    "application/a/device/24e124136c190001/event/status",
    "shellyplugs-a0dd6c27b2f4/status/switch:0",
    "shellyplugs-a0dd6c27b2f4/online",
    "tele/plug/STATE",
    "tele/plug/LWT",
    "stat/plug/STATUS8",
    "bus/v1/devices/me/telemetry",
    "/p1/d1/event/alarm",
    "/p1/d1/online",
)
"""Other topics of the same sensors, which their envelopes read too."""
SHORT = [
    row["id"]
    for row in hostile()
    if row["input"]["encoding"] == "hex" and row["expected"]["reason"] == "short_frame"
]
MESSAGES = [row["id"] for row in hostile() if row["id"] not in SHORT]
A_SENSOR = {
    "native": a_sensor("linli-sensor", TOPICS["native"], "native"),
    "chirpstack": a_sensor("milesight-vs133", TOPICS["chirpstack"]),
    "tts": a_sensor("milesight-vs132", TOPICS["tts"], "tts"),
    "zigbee2mqtt": a_sensor("zigbee-plug", TOPICS["zigbee2mqtt"], "zigbee2mqtt"),
    "shelly": a_sensor("shelly-gen2", TOPICS["shelly"], "shelly"),
    "tasmota": a_sensor("tasmota", TOPICS["tasmota"], "tasmota"),
    **{
        key: a_sensor("keyed", TOPICS[key], key)
        for key in ("senml", "thingsboard", "jetlinks", "homeassistant")
    },
    "huawei-vias": a_sensor("huawei-vias", TOPICS["huawei-vias"], "huawei-vias"),
    "axis": a_sensor("axis-people-counter", TOPICS["axis"], "axis"),
    "milesight-ip": a_sensor("milesight-vs125", TOPICS["milesight-ip"], "milesight-ip"),
    "sparkplug": a_sensor("sparkplug", TOPICS["sparkplug"], "sparkplug"),
    "uhppoted": a_sensor("access-controller", TOPICS["uhppoted"], "uhppoted"),
    "dejaos": a_sensor("access-entrance", TOPICS["dejaos"], "dejaos"),
    "platform-push": a_sensor("access-controller", TOPICS["platform-push"], "platform-push"),
    "vending": a_sensor("vending-cn", TOPICS["vending"], "vending"),
}


def attempt(sensor: Sensor, topic: str, payload: bytes) -> Reason | Decoded:
    try:
        return DECODERS[sensor.envelope](profile_of(sensor), topic, payload)
    except DecodeError as error:
        return error.reason


def hostile_bytes(key: str) -> tuple[bytes, Reason]:
    row = next(row for row in hostile() if row["id"] == key)
    return raw(row), Reason(row["expected"]["reason"])


READ = [row for row in vectors() if (found := read_by(row)) and found[1]]


def _told(sensor: Sensor, topic: str, payload: bytes, kept: bool) -> list[Point]:
    decoded = attempt(sensor, topic, payload)
    assert isinstance(decoded, Decoded), decoded
    return sorted(
        [
            (sample.measure, sample.value, sample.at.timestamp() if kept and sample.at else None)
            for sample in decoded.samples
        ],
        key=str,
    )


@pytest.mark.parametrize("row", READ, ids=lambda row: row["id"])
def test_a_recorded_message_says_what_its_vector_says(row: dict[str, Any]) -> None:
    envelope, profile = read_by(row) or ("", "")
    topic, payload = message_of(row)
    kept = any("ts" in point for point in row["expected"].get("points", []))
    told = _told(a_sensor(profile, topic, envelope), topic, payload, kept)
    assert told == [pytest.approx(point) if point[2] is None else point for point in expected_points(row)]


def test_the_readme_counts_the_recorded_messages_of_every_family() -> None:
    rows = re.findall(r"^\| ([^|`]+?) \| (\d+) \| (\d+) \|$", README, re.MULTILINE)
    counted = Counter(_kind(row) for row in vectors())
    read = Counter(_kind(row) for row in vectors() if read_by(row))
    assert rows == [(kind, str(read[kind]), str(counted[kind])) for kind in sorted(counted)]


def _kind(row: dict[str, Any]) -> str:
    network, _, model = row["family"].rpartition("+")
    maker = "Milesight frames" if model.startswith("milesight") and row["envelope"] == FRAMES else model
    return f"{network} with frames" if network else maker


@pytest.mark.parametrize("key", MESSAGES)
def test_a_hostile_message_is_refused_with_its_reason(key: str) -> None:
    payload, reason = hostile_bytes(key)
    assert attempt(A_SENSOR["native"], TOPICS["native"], payload) is reason


@pytest.mark.parametrize("key", SHORT)
def test_a_hostile_frame_is_refused_with_its_reason(key: str) -> None:
    frame, reason = hostile_bytes(key)
    assert attempt(A_SENSOR["chirpstack"], TOPICS["chirpstack"], chirpstack_up(frame)) is reason


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_a_message_of_more_than_64_kib_is_refused_unread_in_every_envelope(envelope: str) -> None:
    sensor = A_SENSOR[envelope]
    assert attempt(sensor, sensor.topic, b" " * 65_537) is Reason.TOO_LARGE
    assert attempt(sensor, sensor.topic, b" " * 65_536) in (
        Reason.NOT_JSON,
        Reason.TOO_MANY_METRICS,
    )


def test_a_frame_may_not_hold_a_thousand_samples() -> None:
    # 201 frames' worth of one channel: few metrics, too many samples
    payload = chirpstack_up(bytes.fromhex("0FE302100709") * 251)
    assert attempt(A_SENSOR["chirpstack"], TOPICS["chirpstack"], payload) is Reason.TOO_MANY_METRICS


def test_a_profile_that_does_not_exist_is_a_fault_of_the_decoder() -> None:
    sensor = a_sensor("no-such-model", TOPICS["chirpstack"])
    assert attempt(sensor, sensor.topic, chirpstack_up(b"")) is Reason.DECODER_FAULT


@pytest.mark.parametrize("envelope", ENVELOPES)
@given(
    side=st.sampled_from(SIDE_TOPICS),
    payload=st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "ts",
                            "v",
                            "device",
                            "state",
                            "power",
                            "last_seen",
                            "deviceInfo",
                            "devEui",
                            "data",
                            "event",
                            "action",
                            "method",
                            "time",
                            "method",
                            "params",
                            "switch:0",
                            "Time",
                            "ENERGY",
                            "bn",
                            "n",
                            "v",
                            "t",
                            "values",
                            "properties",
                            "stream_id",
                            "device_info",
                            "device_sn",
                            "time_info",
                            "region",
                            "rxInfo",
                            "object",
                            "end_device_ids",
                            "device_id",
                            "uplink_message",
                            "frm_payload",
                        ]
                    ),
                    inner,
                    max_size=6,
                )
            ),
            max_leaves=12,
        ).map(
            lambda body: repr(body).replace("'", '"').replace("True", "true").replace("None", "null").encode()
        ),
    ),
)
def test_any_bytes_are_read_or_refused_and_nothing_else(envelope: str, payload: bytes, side: str) -> None:
    sensor = A_SENSOR[envelope]
    for topic in (sensor.topic, side):
        assert isinstance(attempt(sensor, topic, payload), Reason | Decoded)


@given(st.text(max_size=60), st.sampled_from(sorted(ENVELOPES)))
def test_any_topic_is_read_or_refused_and_nothing_else(topic: str, envelope: str) -> None:
    assert isinstance(attempt(A_SENSOR[envelope], topic, b'{"v":{}}'), Reason | Decoded)
    assert device_topic(device_topic(topic)) is not None


def _recorded() -> Iterator[tuple[Sensor, str, bytes]]:
    for row in READ:
        envelope, profile = read_by(row) or ("", "")
        topic, payload = message_of(row)
        yield a_sensor(profile, topic, envelope), topic, payload
    up = b'{"ts":1795000000123,"seq":7,"v":{"temperature":21.5,"presence":true}}'
    yield A_SENSOR["native"], TOPICS["native"], up
    metrics = (a_metric(21.5, "temperature", 1, 10), a_metric(-3, "humidity", 2, 2))
    yield A_SENSOR["sparkplug"], NODE_TOPIC, a_birth(metrics=metrics)
    yield A_SENSOR["sparkplug"], NODE_TOPIC, a_payload(*metrics, seq=1)
    for envelope, record in RECORDS.items():
        yield A_SENSOR[envelope], TOPICS[envelope], record
    sale = (
        b'{"id":"a1","ts":1795000000123,"meal":"lunch","lines":[{"sku":"s","qty":1,"fen":5}],"total_fen":5}'
    )
    yield a_sensor("linli-till", "linli/c1/canteen/till/sale", "native"), "linli/c1/canteen/till/sale", sale


def _mutated(draw: random.Random, payload: bytes) -> bytes:
    body = bytearray(payload)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(body) + 1)
        match draw.randrange(4):
            case 0:
                body[place : place + draw.randint(1, 8)] = b""
            case 1:
                body[place:place] = draw.randbytes(draw.randint(1, 4))
            case 2:
                body[place : place + 1] = draw.choice(
                    [b"9" * 20, b"-", b"null", b"{", b'"', b"\\u0000", b"\xff", b"1e9"]
                )
            case _:
                body[place : place + 1] = bytes([draw.randrange(256)])
    return bytes(body)


def test_a_hundred_thousand_damaged_messages_are_read_or_refused() -> None:
    draw = random.Random(2)
    known = list(_recorded())
    outcomes = set()
    for _ in range(100_000):
        sensor, topic, payload = draw.choice(known)
        outcome = attempt(sensor, topic, _mutated(draw, payload))
        outcomes.add(outcome if isinstance(outcome, Reason) else Decoded)
    assert {Decoded, Reason.NOT_JSON, Reason.SHORT_FRAME, Reason.BAD_ENCODING, Reason.BAD_VALUE} <= outcomes


@pytest.mark.parametrize("file", CENTRES, ids=lambda file: file.stem)
def test_every_sensor_of_a_shipped_centre_can_be_read_and_fits_its_role(file: Path) -> None:
    assert faults(load_centre(file)) == []


@pytest.mark.parametrize("file", CENTRES, ids=lambda file: file.stem)
def test_every_sensor_of_a_shipped_centre_is_subscribed_to(file: Path) -> None:
    centre = load_centre(file)
    for sensor in centre.sensors.values():
        assert any(_matches(one, sensor.topic) for one in SUBSCRIPTIONS[sensor.envelope](centre))
        assert any(_matches(one, sensor.topic) for one in filters(centre))


def _matches(pattern: str, topic: str) -> bool:
    wanted, given_ = pattern.split("/"), topic.split("/")
    return len(wanted) == len(given_) and all(w in ("+", g) for w, g in zip(wanted, given_, strict=True))


@pytest.fixture
def centre() -> Centre:
    return load_centre(CENTRES[0])


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            {"envelope": "pigeon"},
            f"envelope 'pigeon' is not one of {', '.join(ENVELOPES)}",
        ),
        ({"profile": "vs999"}, "profile 'vs999' is not one of"),
        ({"profile": "zigbee-plug"}, "profile 'zigbee-plug' does not come in envelope 'chirpstack'"),
        ({"role": SensorRole.TILL}, "role 'till' does not fit profile 'milesight-vs133'"),
        ({"counter_bits": 16}, "counter_bits 16 is not the 32 of its profile"),
    ],
)
def test_a_sensor_that_cannot_work_is_named(centre: Centre, change: dict[str, str], text: str) -> None:
    key, sensor = next((k, s) for k, s in centre.sensors.items() if s.profile == "milesight-vs133")
    (fault,) = faults(replace(centre, sensors={key: replace(sensor, **change)}))
    assert f"centre '{centre.id}': sensor.{key}." in fault
    assert text in fault


def test_what_a_sensor_reads_by_its_own_words_must_exist(centre: Centre) -> None:
    key, sensor = next((k, s) for k, s in centre.sensors.items() if s.envelope == "zigbee2mqtt")
    for chosen, wrong in (
        ("power@kW", ""),
        ("energy_total.1@kWh", ""),
        ("mood", "mood"),
        ("power@kWh", "power@kWh"),
    ):
        found = faults(replace(centre, sensors={key: replace(sensor, reads={"a.b": chosen})}))
        assert [f"sensor.{key}.reads.a.b = '{wrong}'" in fault for fault in found] == (
            [True] if wrong else []
        )


def _filters(*sensors: Sensor) -> tuple[str, ...]:
    centre = load_centre(CENTRES[0])
    return filters(replace(centre, sensors={one.id: one for one in sensors}))


def _registered(envelope: str, topic: str) -> Sensor:
    return replace(A_SENSOR[envelope], id=SensorId(f"{envelope}-{topic}"), topic=topic)


NESTED = (
    ("zigbee2mqtt", "zigbee2mqtt/hall/plug"),
    ("shelly", "shellyplus1pm-a0dd6c27b2f4/events/rpc"),
    ("shelly", "hall/left/plug/events/rpc"),
    ("tasmota", "tele/hall/plug/SENSOR"),
    ("senml", "some/where/else"),
    ("thingsboard", "bridge/7/v1/devices/me/telemetry"),
    ("homeassistant", "hall/temperature"),
    ("axis", "cameras/east"),
)


def test_strangers_of_every_envelope_are_heard_in_a_centre_without_sensors(centre: Centre) -> None:
    until_registered = ("/status/switch:0", "plugs-a0dd6c27b2f4/online", "/state", "vending/869825041439183")
    for topic in (*TOPICS.values(), *SIDE_TOPICS, "homeassistant/sensor/x/config"):
        here = topic.replace("linli/c1/", f"linli/{centre.id}/")
        assert sum(matches(one, here) for one in _filters()) == int(not here.endswith(until_registered)), here


@pytest.mark.parametrize("row", NESTED, ids=lambda row: row[1])
def test_a_registered_sensor_that_no_wildcard_brings_is_subscribed_to_with_its_side_topics(
    row: tuple[str, str],
) -> None:
    sensor = _registered(*row)
    for topic in ENVELOPES[sensor.envelope].topics(sensor.topic):
        example = topic.replace("+", "switch:0")
        assert sum(matches(one, example) for one in _filters(sensor)) == 1
        assert device_topic(example) == sensor.topic


def test_no_two_filters_bring_the_same_message() -> None:
    subscribed = _filters(*(_registered(*row) for row in NESTED), *A_SENSOR.values())
    assert [pair for pair in combinations(subscribed, 2) if overlaps(*pair)] == []


def test_filters_that_would_bring_a_message_twice_are_a_fault_of_the_centre(centre: Centre) -> None:
    odd = _registered("shelly", "zigbee2mqtt/events/rpc")
    found = faults(replace(centre, sensors={odd.id: replace(odd, space=next(iter(centre.spaces)))}))
    assert (
        f"centre '{centre.id}': filters 'zigbee2mqtt/+/availability' and 'zigbee2mqtt/status/+' would bring one message twice"
        in found
    )


def test_every_profile_comes_in_an_envelope_that_exists() -> None:
    assert {profile.carrier for profile in PROFILES.values()} == {row.carrier for row in ENVELOPES.values()}


def test_a_side_topic_belongs_to_its_device_and_any_other_to_itself() -> None:
    assert device_topic("zigbee2mqtt/hall/plug/availability") == "zigbee2mqtt/hall/plug"
    assert device_topic("linli/c/z/d/lwt") == "linli/c/z/d/up"
    assert device_topic("application/a/device/b/event/up") == "application/a/device/b/event/up"
