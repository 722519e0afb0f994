"""Zigbee2MQTT messages: units, words and inverted contacts, names with "/", availability."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.centre import load_centre
from ingest.decoders import filters
from ingest.decoders.zigbee2mqtt import decode, device_topic, subscriptions
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import expected, profile_for, raw, said, vector, vectors

RECORDED = [row["id"] for row in vectors() if row["envelope"] == "zigbee2mqtt"]
CENTRE = Path(__file__).parents[3] / "config" / "centres" / "shijiawan.toml"


def read(body: object, profile: str, topic: str = "zigbee2mqtt/d") -> Decoded:
    return decode(PROFILES[profile], topic, json.dumps(body).encode())


@pytest.mark.parametrize("key", RECORDED)
def test_a_recorded_message_says_what_its_vector_says(key: str) -> None:
    row = vector(key)
    decoded = decode(PROFILES[profile_for(row)], row["topic"], raw(row))
    assert said(decoded) == expected(row)
    assert decoded.online == {"offline": False}.get(row["expected"].get("status"))
    assert device_topic(row["topic"]) == "zigbee2mqtt/" + row["expected"]["device_id"]


def test_contact_false_is_an_open_door() -> None:
    assert said(read({"contact": False, "battery": 97}, "zigbee-contact")) == {
        "contact_open": 1,
        "battery": 97,
    }
    assert said(read({"contact": True}, "zigbee-contact")) == {"contact_open": 0}


def test_signal_and_battery_are_told_about_the_device() -> None:
    decoded = read(
        {"occupancy": True, "linkquality": 140, "battery": 97, "update": {"state": "idle"}}, "zigbee-motion"
    )
    assert decoded.vitals == {"linkquality": 140, "battery": 97}
    assert decoded.unknown_metrics == ()


def test_a_state_out_of_the_cache_keeps_the_instant_at_which_it_was_seen() -> None:
    seen = {"occupancy": True, "last_seen": 1_693_606_312_000}
    first, again = (read(seen | {"illuminance": lux}, "zigbee-motion") for lux in (28, 31))
    assert first.samples == again.samples  # the same reading twice is one reading


def test_kilowatt_hours_become_watt_hours_without_a_rounding_tail() -> None:
    assert said(read({"energy": 0.57, "state": "OFF"}, "zigbee-plug")) == {
        "energy_total": 570,
        "switch_on": 0,
    }


def test_a_word_that_a_switch_does_not_know_is_refused() -> None:
    with pytest.raises(DecodeError, match="state = 'TOGGLE' is not one of ON, OFF") as caught:
        read({"state": "TOGGLE"}, "zigbee-plug")
    assert caught.value.reason is Reason.BAD_VALUE


@pytest.mark.parametrize("seen", ["2023-09-01T18:11:52-04:00", 1_693_606_312_000])
def test_last_seen_dates_the_message(seen: object) -> None:
    decoded = read({"occupancy": True, "last_seen": seen, "linkquality": 3, "colour": "red"}, "zigbee-motion")
    assert decoded.samples[0].at == datetime(2023, 9, 1, 22, 11, 52, tzinfo=UTC)
    assert decoded.unknown_metrics == ("colour",)


@pytest.mark.parametrize("seen", [[], {"a": 1}, 1.5, True, "yesterday", "2023-09-01T18:11:52"])
def test_a_last_seen_that_is_no_instant_is_refused(seen: object) -> None:
    with pytest.raises(DecodeError) as caught:
        read({"occupancy": True, "last_seen": seen}, "zigbee-motion")
    assert caught.value.reason is Reason.UNEXPECTED_SHAPE


@pytest.mark.parametrize(
    ("payload", "online"), [(b'{"state":"online"}', True), (b"offline", False), (b"", None)]
)
def test_availability_says_whether_the_device_is_there(payload: bytes, online: bool | None) -> None:
    topic = "zigbee2mqtt/kitchen/plug/availability"
    assert decode(PROFILES["zigbee-plug"], topic, payload) == Decoded(online=online)
    assert device_topic(topic) == "zigbee2mqtt/kitchen/plug"


@pytest.mark.parametrize("topic", ["zigbee2mqtt", "zigbee2mqtt/", "elsewhere/plug"])
def test_a_topic_of_no_device_is_refused(topic: str) -> None:
    with pytest.raises(DecodeError) as caught:
        read({}, "zigbee-plug", topic)
    assert caught.value.reason is Reason.BAD_TOPIC


def test_the_filters_leave_the_bridge_and_the_commands_out_and_hold_nested_names() -> None:
    centre = load_centre(CENTRE)
    plain = ("zigbee2mqtt/+", "zigbee2mqtt/+/availability")
    assert subscriptions(centre) == plain
    key, sensor = next((k, s) for k, s in centre.sensors.items() if s.envelope == "zigbee2mqtt")
    nested = replace(centre, sensors={key: replace(sensor, topic="zigbee2mqtt/hall/plug")})
    assert set(filters(nested)) - set(filters(centre)) == {
        "zigbee2mqtt/hall/plug",
        "zigbee2mqtt/hall/plug/availability",
    }
