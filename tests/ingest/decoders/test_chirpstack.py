"""ChirpStack envelopes: what they say of the frame inside, and when they are refused."""

from datetime import UTC, datetime

import pytest

from ingest.decoders.chirpstack import decode, device_topic, read_uplink
from ingest.profile import PROFILES
from ingest.sample import DecodeError, Reason
from tests.ingest.payloads import chirpstack_up, expected, profile_for, raw, said, vector, vectors

TOPIC = "application/linli/device/24e124136c190001/event/up"
WITH_DEVICE = [row["id"] for row in vectors() if row["family"].startswith("chirpstack-v4+")]
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


def test_an_uplink_tells_its_number_and_how_it_was_heard() -> None:
    row = vector("chirpstack-v4-milesight-vs133-3")
    decoded = decode(PROFILES["milesight-vs133"], row["topic"], raw(row))
    assert (decoded.seq, decoded.seq_span) == (17, 0)
    assert decoded.vitals == {"rssi": -36.0, "snr": 10.5, "gateway": "0016c001f153a14c"}
    assert read_uplink(row["topic"], raw(row)).model == "VS133"


@pytest.mark.parametrize(
    "rx_info",
    [None, {}, [1], [{"rssi": "near"}], [{"rssi": True}], [{"gatewayId": "g"}], [{"rssi": 9999}]],
)
def test_radio_data_that_make_no_sense_do_not_cost_the_message(rx_info: object) -> None:
    decoded = decode(
        PROFILES["milesight-vs121"], TOPIC, chirpstack_up(bytes.fromhex("06CD05"), rxInfo=rx_info)
    )
    assert said(decoded) == {"occupancy_max": 5.0}
    assert decoded.vitals == {}


def test_a_counter_that_cannot_be_is_refused() -> None:
    assert refused(TOPIC, chirpstack_up(b"", fCnt=-1)) is Reason.UNEXPECTED_SHAPE


def test_what_the_network_decoded_is_read_where_it_sends_no_frame() -> None:
    payload = chirpstack_up(b"", object={"temperature": 21.5}, fCnt=3)
    decoded = decode(PROFILES["lorawan-climate"], TOPIC, payload)
    assert said(decoded) == {"temperature": 21.5}
    assert decoded.seq == 3


STATUS = TOPIC.replace("/up", "/status")


@pytest.mark.parametrize(
    ("told", "vitals"),
    [
        ({"margin": 7, "batteryLevel": 75.5}, {"battery": 75.5}),
        ({"margin": 7}, {"battery": 0.0}),
        ({"batteryLevelUnavailable": True}, {}),
        ({"externalPowerSource": True}, {}),
        ({"batteryLevel": 255}, {}),
    ],
)
def test_a_status_tells_of_the_battery_and_measures_nothing(
    told: dict[str, object], vitals: dict[str, float]
) -> None:
    decoded = decode(PROFILES["milesight-vs133"], STATUS, chirpstack_up(b"", **told))
    assert decoded.vitals == vitals
    assert (list(decoded.samples), decoded.seq) == ([], None)


def test_a_status_speaks_for_its_own_device_only() -> None:
    assert refused(STATUS, chirpstack_up(b"", eui="24e124136c190002")) is Reason.DEVICE_MISMATCH


def test_a_status_belongs_to_the_device_that_measures() -> None:
    assert device_topic(STATUS) == TOPIC
    assert device_topic(TOPIC) == TOPIC
    assert device_topic("x/event/status") == "x/event/status"
