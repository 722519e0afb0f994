"""Announcements to Home Assistant become hints: places that are plain, measures that are known, reasons for all else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.homeassistant import decode
from ingest.discovery import Announcement, announced, announcements, is_announcement, is_own
from ingest.profile import PROFILES
from tests.ingest.payloads import raw, said, vector

TOPIC = "homeassistant/sensor/bedroom/config"
SENSOR = {
    "name": "Temperature",
    "device_class": "temperature",
    "state_topic": "home/bedroom",
    "unit_of_measurement": "°C",
    "value_template": "{{ value_json.air.temperature }}",
}


def read(body: object, topic: str = TOPIC) -> Announcement:
    told = announced(topic, json.dumps(body).encode())
    assert told is not None
    return told


def without(*keys: str, **more: Any) -> dict[str, Any]:
    return {key: value for key, value in SENSOR.items() if key not in keys} | more


def refusal(body: object, topic: str = TOPIC) -> str:
    told = read(body, topic)
    assert told.states == {}
    (text,) = told.refused
    return text


def test_a_sensor_tells_where_and_what_it_measures() -> None:
    told = read(without(device={"identifiers": ["z9"], "name": "Bedroom", "model": "TH1"}))
    assert (told.device, told.name, told.model, told.refused) == ("z9", "Bedroom", "TH1", ())
    assert (told.state_topic, told.reads) == ("home/bedroom", {"air.temperature": "temperature"})


def test_what_it_told_is_what_the_envelope_then_reads() -> None:
    told = read(
        without(
            "value_template", val_tpl="{{ value_json.e }}", device_class="energy", unit_of_measurement="kWh"
        )
    )
    profile = PROFILES["keyed"].reading(told.reads)
    assert said(decode(profile, told.state_topic, b'{"e": 1.5}')) == {"energy_total": 1500}


def test_short_keys_and_the_stem_are_written_out() -> None:
    row = vector("ha-discovery-abbrev")
    told = read(row["input"]["value"], row["topic"])
    assert told.states == {"homeassistant/switch/irrigation/state": {"state": "switch_on"}}
    assert read(
        {"~": "a/b", "stat_t": "c/~", "dev_cla": "door"}, "homeassistant/binary_sensor/d/config"
    ).states == {"c/a/b": {"state": "contact_open"}}


def test_an_empty_payload_takes_the_announcement_back() -> None:
    row = vector("ha-discovery-delete")
    assert announced(row["topic"], raw(row)) == Announcement(device="garden", removed=True)
    assert list(announcements(row["topic"], raw(row))) == []


def test_a_whole_device_tells_its_parts_and_what_they_share() -> None:
    body = {
        "dev": {"ids": "d1", "name": "Gate", "mdl": "G2"},
        "o": {"name": "firm"},
        "stat_t": "gate/state",
        "cmps": {
            "t": {
                "p": "sensor",
                "dev_cla": "temperature",
                "unit_of_meas": "°C",
                "val_tpl": "{{ value_json.t }}",
            },
            "o": {"p": "binary_sensor", "dev_cla": "motion", "stat_t": "gate/motion"},
            "b": {"p": "button", "cmd_t": "gate/cmd"},
        },
    }
    told = read(body, "homeassistant/device/node/d1/config")
    assert told.states == {"gate/state": {"t": "temperature"}, "gate/motion": {"state": "presence"}}
    assert told.refused == ("b: a button measures nothing that is kept here",)
    (one, other) = announcements("homeassistant/device/node/d1/config", json.dumps(body).encode())
    assert (one.topic, one.name, one.model, one.envelope, dict(one.reads)) == (
        "gate/state",
        "Gate",
        "G2",
        "homeassistant",
        {"t": "temperature"},
    )
    assert other.topic == "gate/motion"


@pytest.mark.parametrize(
    "template",
    [
        "{{ value_json.a | float }}",
        "{{ value_json['a'] }}",
        "{% if value_json.a %}1{% endif %}",
        "{{ states('sensor.x') }}",
        "{{ value_json.a.__class__() }}",
        "{{ value_json }}",
        "{{ value_json.a }}{{ now() }}",
        "",
        5,
    ],
)
def test_a_template_that_is_more_than_a_place_is_refused_and_told(template: object) -> None:
    assert "is more than a place such as {{ value_json.a.b }}" in refusal(without(value_template=template))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (without(device_class="aqi"), "device_class 'aqi' in '°C' is no measure that is kept here"),
        (without(unit_of_measurement="°F"), "temperature in '°F' cannot be made Cel"),
        (without("device_class", unit_of_measurement="%"), "device_class '' in '%' is no measure"),
        (without("state_topic"), "state_topic '' is not one topic"),
        (without(state_topic="a/#"), "state_topic 'a/#' is not one topic"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_its_reason(body: object, text: str) -> None:
    assert text in refusal(body)


def test_words_for_yes_and_no_must_be_words_for_yes_and_no() -> None:
    topic = "homeassistant/binary_sensor/x/config"
    door = {"dev_cla": "door", "stat_t": "x", "pl_on": False, "pl_off": True}
    assert "payload_on 'False' and payload_off 'True'" in refusal(door, topic)
    assert read(door | {"pl_on": True, "pl_off": False}, topic).reads == {"state": "contact_open"}
    assert "device_class 'smoke'" in refusal({"dev_cla": "smoke", "stat_t": "x"}, topic)


def test_humidity_in_percent_and_people_without_a_class_are_known() -> None:
    assert read(without(device_class="humidity", unit_of_measurement="%")).reads == {
        "air.temperature": "humidity"
    }
    people = without("device_class", "value_template", unit_of_measurement="people")
    assert read(people).reads == {"state": "occupancy_count"}


def test_our_own_announcements_are_not_strangers() -> None:
    own = "homeassistant/device/linli_shijiawan_gym/config"
    assert is_own(own)
    assert announced(own, b"{}") is None
    assert not is_own(TOPIC)
    assert not is_own("linli/linli_x/config")


@pytest.mark.parametrize(
    "topic", ["homeassistant/status", "homeassistant/sensor/config", "home/sensor/x/config"]
)
def test_other_topics_announce_nothing(topic: str) -> None:
    assert not is_announcement(topic)
    assert announced(topic, b"{}") is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["~", "dev", "ids", "cmps", "p", "stat_t", "dev_cla", "unit_of_meas", "val_tpl", "pl_on"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(["sensor", "binary_sensor", "switch", "device", "light"]),
)
def test_any_announcement_is_read_or_refused_and_nothing_else(body: object, component: str) -> None:
    told = announced(f"homeassistant/{component}/x/config", json.dumps(body).encode())
    assert told is None or all(isinstance(one, str) for one in told.refused)


@pytest.mark.parametrize("payload", [b"{", b"\xff", b"[1]", b"[" * 60_000])
def test_what_is_no_object_announces_nothing(payload: bytes) -> None:
    assert announced(TOPIC, payload) is None
