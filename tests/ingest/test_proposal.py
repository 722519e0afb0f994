"""What a stranger probably is, by what it says."""

import json

import pytest

from config.centre import load_centres
from ingest.profile import PROFILES
from ingest.proposal import STEPS_S, interval, introduced, key_of, place_of
from ingest.strangers import Stranger
from models.desk import Fit
from models.desk import Stranger as Quarantined
from tests.source import ROOT

CENTRES = load_centres([ROOT / "config" / "centres" / "shijiawan.toml"])
SECOND_NS = 10**9


def a_stranger(
    topic: str, payload: object, *, messages: int = 1, seconds: float = 0, device: str = ""
) -> Stranger:
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return Stranger(
        topic=topic.encode(),
        device=device,
        first_ns=10**18,
        last_ns=10**18 + int(seconds * SECOND_NS),
        messages=messages,
        payload=raw,
    )


def seen(topic: str, payload: object) -> Quarantined:
    (only,) = introduced(a_stranger(topic, payload), PROFILES, CENTRES)
    return only


def test_a_plug_is_proposed_as_a_machine() -> None:
    plug = seen(
        "zigbee2mqtt/shijiawan-dance-fan", {"state": "ON", "power": 40, "voltage": 229, "energy": 1.5}
    )
    best = plug.proposals[0]
    assert (best.envelope, best.profile, best.role, best.space) == (
        "zigbee2mqtt",
        "zigbee-plug",
        "machine",
        "dance",
    )
    assert plug.said["power"] == 40
    assert plug.centre == "shijiawan"


def test_a_model_that_the_network_names_is_sure() -> None:
    uplink = {
        "deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
        "time": "2026-11-20T08:00:00+00:00",
        "deviceInfo": {
            "deviceProfileName": "Milesight VS133",
            "deviceName": "dance camera",
            "devEui": "24e124136c19ffff",
        },
        "data": "A9INAAAABNIPAAAA",
        "fCnt": 3,
        "fPort": 85,
    }
    camera = seen("application/linli/device/24e124136c19ffff/event/up", uplink)
    best = camera.proposals[0]
    assert best.profile == "milesight-vs133"
    assert best.role == "flow"
    assert best.space == "dance"
    assert best.fit is Fit.SURE
    assert best.why[0].key == "proposal.model"


def test_what_several_models_fit_equally_is_a_guess() -> None:
    climate = seen("linli/shijiawan/craft/x/up", {"v": {"temperature": 21.5}})
    fits = {one.fit for one in climate.proposals if one.profile != climate.proposals[0].profile}
    assert fits <= {Fit.GUESS}
    assert climate.proposals[0].role == "climate"


@pytest.mark.parametrize("payload", [b"", b"\xff\xfe", b"[" * 9_000, b"null", b'{"v": {}}', b"{}"])
def test_rubbish_is_proposed_as_nothing(payload: bytes) -> None:
    rubbish = seen("linli/shijiawan/craft/x/up", payload)
    assert rubbish.proposals == []
    assert rubbish.said == {}
    assert rubbish.sample == payload


def test_a_side_topic_is_registered_by_its_main_one() -> None:
    assert seen("zigbee2mqtt/plug/availability", {"state": "online"}).topic == "zigbee2mqtt/plug"


@pytest.mark.parametrize(
    ("messages", "seconds", "expected"), [(2, 61, 60), (11, 3000, 300), (3, 10**6, 86_400)]
)
def test_the_interval_is_what_was_observed(messages: int, seconds: float, expected: int) -> None:
    stranger = a_stranger("t", {}, messages=messages, seconds=seconds)
    assert interval(stranger, PROFILES["zigbee-plug"]) == expected
    assert expected in STEPS_S


def test_of_a_single_message_the_interval_is_the_models() -> None:
    profile = PROFILES["milesight-vs121"]
    assert interval(a_stranger("t", {}), profile) == profile.interval_s


def test_a_key_names_topic_and_device() -> None:
    assert place_of(key_of('a/"b"', "健身房")) == ('a/"b"', "健身房")
    for wrong in ("", "x", "[1,2]", '["a"]', "{}"):
        with pytest.raises(ValueError, match="no stranger"):
            place_of(wrong)


def test_a_gateways_message_introduces_each_of_its_devices() -> None:
    telemetry = {
        "A": [{"ts": 1_700_000_000_000, "values": {"temperature": 21}}],
        "B": [{"ts": 1, "values": {}}],
    }
    gateway = introduced(a_stranger("v1/gateway/telemetry", telemetry), PROFILES, CENTRES)
    assert {one.device for one in gateway} == {"A", "B"}
    (known,) = [one for one in gateway if one.device == "A"]
    assert known.said == {"temperature": 21}
    assert known.proposals[0].role == "climate"
    child = a_stranger("v1/gateway/telemetry", telemetry, device="A")
    assert [one.device for one in introduced(child, PROFILES, CENTRES)] == ["A"]


def test_what_home_assistant_was_told_says_where_to_read() -> None:
    announced = {
        "name": "Canteen temperature",
        "state_topic": "diy/canteen/state",
        "value_template": "{{ value_json.air.t }}",
        "device_class": "temperature",
        "unit_of_measurement": "°C",
        "unique_id": "diy1",
    }
    (diy,) = introduced(a_stranger("homeassistant/sensor/diy1/config", announced), PROFILES, CENTRES)
    assert (diy.topic, diy.envelope, diy.proposals[0].space) == (
        "diy/canteen/state",
        "homeassistant",
        "canteen",
    )
    assert list(diy.proposals[0].reads) == ["air.t"]
