"""The Things Stack v3: zero and false are left out, the network's clock dates, and a device speaks for itself only."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.tts import decode, has_shape, introduces, read_uplink, speaks_on, subscriptions
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.builders import a_centre
from tests.ingest.payloads import expected, profile_for, raw, said, vector, vectors

TOPIC = "v3/app@tenant/devices/door/up"
WITH_FRAMES = [row["id"] for row in vectors() if row["envelope"] == "tts-v3"]


def up(frame: str = "03D2BE000000", *, device: str = "door", ids: Any = (), **more: Any) -> bytes:
    uplink = {"frm_payload": b64encode(bytes.fromhex(frame)).decode()} | more
    return json.dumps(
        {"end_device_ids": {"device_id": device, **dict(ids)}, "uplink_message": uplink}
    ).encode()


def read(payload: bytes, profile: str = "milesight-vs132", topic: str = TOPIC) -> Decoded:
    return decode(PROFILES[profile], topic, payload)


def refused(payload: bytes, topic: str = TOPIC) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read(payload, topic=topic)
    return caught.value.reason


@pytest.mark.parametrize("key", WITH_FRAMES)
def test_a_recorded_uplink_says_what_its_vector_says(key: str) -> None:
    row = vector(key)
    profile = profile_for(row) if "+" in row["family"] else "lorawan-climate"
    decoded = decode(PROFILES[profile], row["topic"], raw(row))
    assert said(decoded) == expected(row)
    assert {sample.at for sample in decoded.samples} == {
        datetime(2020, 2, 12, 15, 15, 45, 789585, tzinfo=UTC)
    }
    assert read_uplink(row["topic"], raw(row)).device == row["expected"]["device_id"]


def test_the_documented_example_has_its_identity_its_counter_and_its_radio() -> None:
    row = vector("tts-v3-up-doc")
    decoded = decode(PROFILES["lorawan-climate"], row["topic"], raw(row))
    assert decoded.source_id == row["expected"]["dedupe_key"].partition("= ")[2]
    assert (decoded.seq, decoded.seq_span) == (1, 0)
    assert decoded.vitals == {"rssi": -35.0, "snr": 5.0, "gateway": "gtw1"}


def test_the_first_uplink_of_a_session_has_its_counter_left_out() -> None:
    decoded = read(up(session_key_id="AX/+=="))
    assert (decoded.seq, decoded.source_id) == (0, "AX/+==:0")


def test_without_a_session_there_is_no_identity() -> None:
    assert read(up(f_cnt=7)).source_id == ""


def test_a_device_of_another_topic_is_refused() -> None:
    assert refused(up(device="window")) is Reason.DEVICE_MISMATCH


@pytest.mark.parametrize("topic", [TOPIC.replace("/up", "/join"), "v3//devices/door/up", "v3/a/devices/up"])
def test_another_topic_is_refused(topic: str) -> None:
    assert refused(up(), topic) is Reason.BAD_TOPIC


@pytest.mark.parametrize("session", ["a" * 65, "a\u0000"])
def test_a_session_that_is_no_plain_word_is_refused(session: str) -> None:
    assert refused(up(session_key_id=session)) is Reason.BAD_DEVICE_ID


@pytest.mark.parametrize("counter", [-1, 2**32, 1.5, "7"])
def test_a_counter_that_cannot_be_is_refused(counter: Any) -> None:
    assert refused(up(f_cnt=counter)) is Reason.UNEXPECTED_SHAPE


def test_an_address_that_is_no_name_is_refused() -> None:
    assert refused(up(ids={"dev_eui": "a/b"})) is Reason.BAD_DEVICE_ID


def test_a_device_without_an_address_is_known_by_its_name() -> None:
    assert read_uplink(TOPIC, up()).device == "door"


def test_what_the_network_knows_of_battery_and_model_is_taken_and_nonsense_is_left_out() -> None:
    told = up(last_battery_percentage={"f_cnt": 2, "value": 64.5}, version_ids={"model_id": "vs132"})
    assert read(told).vitals == {"battery": 64.5}
    assert read_uplink(TOPIC, told).model == "vs132"
    for nonsense in (150, -1, "full", None):
        assert read(up(last_battery_percentage={"value": nonsense}, version_ids=[1])).vitals == {}


def test_a_frame_goes_before_what_the_network_made_of_it() -> None:
    assert said(read(up(decoded_payload={"people": 99}))) == {"people_in_total": 190.0}


def test_what_only_the_network_understood_is_read_by_the_keys_of_the_profile() -> None:
    decoded = read(up("8241DE", decoded_payload={"temperature": 1.5, "mood": 3}), "lorawan-climate")
    assert said(decoded) == {"temperature": 1.5}
    assert decoded.unknown_metrics == ("mood",)


def test_strangers_are_heard_and_introduced_in_every_centre() -> None:
    assert subscriptions(a_centre()) == ("v3/+/devices/+/up",)
    told = b'{"uplink_message":{"version_ids":{"model_id":"vs132"},"decoded_payload":{"temperature":1}}}'
    (one,) = introduces(TOPIC, told)
    assert (one.topic, one.name, one.model, one.keys) == (
        TOPIC,
        TOPIC.split("/")[3],
        "vs132",
        ("temperature",),
    )
    assert speaks_on(TOPIC)
    assert has_shape({"end_device_ids": {}, "uplink_message": {}})
    assert not has_shape({"uplink_message": {}})
