"""ChirpStack envelopes: what they say of the frame inside, and when they are refused."""

from datetime import UTC, datetime

import pytest

from ingest.decoders.chirpstack import decode, read_uplink
from ingest.profile import PROFILES
from ingest.sample import DecodeError, Reason
from tests.ingest.payloads import chirpstack_up, expected, profile_for, raw, said, vector, vectors

TOPIC = "application/linli/device/24e124136c190001/event/up"
WITH_DEVICE = [
    row["id"] for row in vectors() if row["family"].startswith("chirpstack-v4+") and "vs350" not in row["id"]
]
BARE = [row["id"] for row in vectors() if row["family"] == "chirpstack-v4"]
SIX_O_CLOCK = datetime(2026, 11, 20, 6, 0, 0, 123456, tzinfo=UTC)


def refused(topic: str, payload: bytes) -> Reason:
    with pytest.raises(DecodeError) as caught:
        decode(PROFILES["milesight-vs133"], topic, payload)
    return caught.value.reason


@pytest.mark.parametrize("key", WITH_DEVICE)
def test_a_recorded_uplink_says_what_its_vector_says(key: str) -> None:
    row = vector(key)
    decoded = decode(PROFILES[profile_for(row)], row["topic"], raw(row))
    assert said(decoded) == expected(row)
    assert decoded.source_id == row["expected"]["dedupe_key"]
    assert {sample.at for sample in decoded.samples} == {SIX_O_CLOCK}
    assert not decoded.clock_unset


@pytest.mark.parametrize("key", BARE)
def test_an_envelope_opens_although_zero_counters_are_left_out(key: str) -> None:
    row = vector(key)
    device = row["input"]["value"]["deviceInfo"]["devEui"]
    uplink = read_uplink(f"application/a/device/{device}/event/up", raw(row))
    assert uplink.device == row["expected"]["device_id"]
    assert uplink.frame.hex() == row["expected"]["payload_hex"]
    assert uplink.heard.at == datetime.fromisoformat(row["expected"]["ts"])


def test_an_upper_case_device_is_the_same_device() -> None:
    payload = chirpstack_up(bytes.fromhex("0FE302100709"), eui="24E124136C190001")
    assert said(decode(PROFILES["milesight-vs133"], TOPIC, payload))["occupancy_count.region2"] == 16


def test_a_message_that_speaks_for_another_device_is_refused() -> None:
    assert refused(TOPIC, chirpstack_up(b"", eui="24e124136c190002")) is Reason.DEVICE_MISMATCH


def test_a_device_with_a_control_character_is_refused() -> None:
    assert refused(TOPIC, chirpstack_up(b"", eui="24e1\u0000")) is Reason.BAD_DEVICE_ID


def test_another_event_of_the_device_is_refused() -> None:
    assert refused(TOPIC.replace("/up", "/join"), chirpstack_up(b"")) is Reason.BAD_TOPIC


def test_data_that_is_not_base64_is_refused() -> None:
    assert refused(TOPIC, chirpstack_up("A*==")) is Reason.UNEXPECTED_SHAPE


def test_an_uplink_without_data_measures_nothing() -> None:
    payload = b'{"deviceInfo":{"devEui":"24e124136c190001"}}'
    decoded = decode(PROFILES["milesight-vs133"], TOPIC, payload)
    assert (decoded.samples, decoded.source_id) == ([], "")


def test_the_device_clock_goes_before_the_network_clock() -> None:
    frame = bytes.fromhex("04C9030800A1") + bytes.fromhex("0F85") + (1_795_000_000).to_bytes(4, "little")
    payload = chirpstack_up(frame, time="2026-11-20T06:00:00Z")
    decoded = decode(PROFILES["milesight-vs121"], TOPIC, payload)
    assert decoded.samples[0].at == datetime.fromtimestamp(1_795_000_000, UTC)


def test_a_network_clock_that_was_never_set_is_told_and_not_used() -> None:
    payload = chirpstack_up(bytes.fromhex("06CD05"), time="1970-01-01T00:00:12Z")
    decoded = decode(PROFILES["milesight-vs121"], TOPIC, payload)
    assert decoded.clock_unset
    assert decoded.samples[0].at is None
