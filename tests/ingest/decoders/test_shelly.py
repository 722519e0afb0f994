"""Shelly Gen2: partial updates, prefixes with "/", components with numbers, messages that measure nothing."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.decoders.shelly import decode, device_topic, introduces, topics
from ingest.profile import PROFILES, Profile
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import a_sensor, expected, raw, said, vector

SHELLY = PROFILES["shelly-gen2"]
RPC = "shellypro4pm-f008d1d8b8b8/events/rpc"


def read(body: object, topic: str = RPC, profile: Profile = SHELLY) -> Decoded:
    return decode(profile, topic, json.dumps(body).encode())


def notified(components: object, method: str = "NotifyStatus", **more: object) -> Decoded:
    return read({"method": method, "params": components, **more})


def refused(body: object, topic: str = RPC) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read(body, topic)
    return caught.value.reason


def test_the_recorded_status_of_a_plug_says_what_its_vector_says() -> None:
    row = vector("shelly-status-switch0-b")
    decoded = decode(SHELLY, "hall/left/plug/status/switch:0", raw(row))
    assert said(decoded) == expected(row)
    assert decoded.unknown_metrics == ()


def test_a_message_about_the_cloud_measures_nothing_and_is_no_fault() -> None:
    row = vector("shelly-notifystatus-cloud")
    assert decode(SHELLY, row["topic"], raw(row)) == Decoded(samples=[])


def test_what_is_absent_stays_and_what_is_null_is_gone() -> None:
    partial = notified({"ts": 1631186545.04, "switch:0": {"id": 0, "output": True, "source": "button"}})
    assert said(partial) == {"switch_on.0": 1}
    assert partial.samples[0].at == datetime(2021, 9, 9, 11, 22, 25, 40_000, tzinfo=UTC)
    gone = {"switch:0": None, "temperature:1": {"id": 1, "tC": None, "tF": None}, "humidity:0": {"rh": 41.5}}
    assert said(notified(gone)) == {"humidity.0": 41.5}
    assert notified(gone).unknown_metrics == ()


def test_a_battery_device_tells_room_and_battery_apart_from_its_own_heat() -> None:
    full = {
        "ts": 1.5,
        "temperature:100": {"id": 100, "tC": 21.3, "tF": 70.3},
        "switch:1": {"temperature": {"tC": 60.1}},
        "devicepower:0": {"battery": {"V": 5.9, "percent": 92}, "external": {"present": False}},
        "wifi": {"rssi": -61},
        "sys": {"uptime": 77, "mac": "AABB"},
    }
    decoded = notified(full, method="NotifyFullStatus")
    assert said(decoded) == {"temperature.100": 21.3, "battery.0": 92}
    assert decoded.vitals == {"rssi": -61, "uptime_s": 77, "battery": 92}
    assert decoded.clock_unset
    assert {one.at for one in decoded.samples} == {None}


def test_a_sensor_may_name_one_component_by_itself() -> None:
    sensor = replace(a_sensor("shelly-gen2"), reads={"bthomesensor:200.value": "presence"})
    profile = SHELLY.reading(sensor.reads)
    decoded = read({"id": 200, "value": True}, "p/status/bthomesensor:200", profile)
    assert said(decoded) == {"presence": 1}
    assert read({"id": 200, "value": True}, "p/status/bthomesensor:200").unknown_metrics == ("bthomesensor",)


def test_a_button_is_an_event_and_nothing_measured() -> None:
    assert notified({"ts": 1.0, "events": [{"event": "single_push"}]}, method="NotifyEvent") == Decoded()


def test_a_message_of_another_device_than_its_topic_is_refused() -> None:
    told = {"method": "NotifyStatus", "params": {}, "src": "shellypro4pm-000000000001"}
    assert refused(told) is Reason.DEVICE_MISMATCH
    assert read(told, "hall/plug/events/rpc") == Decoded(
        samples=[]
    )  # a prefix that somebody chose names no device


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"method": "Shelly.Reboot", "params": {}}, Reason.UNEXPECTED_SHAPE),
        ({"params": {}}, Reason.UNEXPECTED_SHAPE),
        ([], Reason.UNEXPECTED_SHAPE),
        ({"method": "NotifyStatus", "params": {"ts": True}}, Reason.UNEXPECTED_SHAPE),
        ({"method": "NotifyStatus", "params": {"ts": 1e300}}, Reason.TS_OUT_OF_RANGE),
        ({"method": "NotifyStatus", "params": {"switch:0": {"apower": "7"}}}, Reason.BAD_VALUE),
        ({"method": "NotifyStatus", "params": {"switch:0": {"output": 1}}}, Reason.BAD_VALUE),
    ],
)
def test_a_notification_of_another_shape_is_refused(body: object, reason: Reason) -> None:
    assert refused(body) is reason


@pytest.mark.parametrize(("payload", "online"), [(b"true", True), (b"false", False), (b"", None)])
def test_online_says_whether_the_device_is_there(payload: bytes, online: bool | None) -> None:
    assert decode(SHELLY, "hall/plug/online", payload) == Decoded(online=online)


def test_online_knows_no_other_words() -> None:
    with pytest.raises(DecodeError, match="online = b'yes' is not true or false"):
        decode(SHELLY, "hall/plug/online", b"yes")


@pytest.mark.parametrize(
    "topic", ["events/rpc", "/events/rpc", "a/status/", "a/status/b/c", "a//events/rpc", "a"]
)
def test_a_topic_of_no_device_is_refused(topic: str) -> None:
    assert refused({"method": "NotifyStatus"}, topic) in (Reason.BAD_TOPIC, Reason.BAD_DEVICE_ID)


def test_all_topics_of_a_device_belong_to_its_notifications() -> None:
    registered = "hall/plug/events/rpc"
    assert topics(registered) == (registered, "hall/plug/status/+", "hall/plug/online")
    assert device_topic("hall/plug/status/switch:0") == device_topic("hall/plug/online") == registered
    assert device_topic(registered) == registered
    assert device_topic("/product/device/online") == "/product/device/online"


def test_a_stranger_is_introduced_by_its_own_id_whatever_its_prefix() -> None:
    body = {"src": "shellyplusplugs-a0dd6c", "method": "NotifyStatus", "params": {"switch:0": {"apower": 1}}}
    (one,) = introduces("hall/plug/events/rpc", json.dumps(body).encode())
    assert (one.topic, one.name, one.model) == (
        "hall/plug/events/rpc",
        "shellyplusplugs-a0dd6c",
        "shellyplusplugs",
    )
    assert one.keys == ("switch.apower",)
