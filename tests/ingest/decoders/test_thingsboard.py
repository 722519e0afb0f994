"""ThingsBoard telemetry: all shapes of one device, several devices of a gateway, and that "me" is nobody."""

import json

import pytest

from ingest.decoders.thingsboard import decode, introduces
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import points, raw, spoken, vector

KEYED = PROFILES["keyed"]
DEVICE, GATEWAY = "bridge-7/v1/devices/me/telemetry", "v1/gateway/telemetry"


def read(body: object, topic: str = DEVICE) -> Decoded:
    return decode(KEYED, topic, json.dumps(body).encode())


@pytest.mark.parametrize("key", ["thingsboard-ts", "thingsboard-gateway"])
def test_a_recorded_message_says_what_its_vector_says(key: str) -> None:
    row = vector(key)
    assert spoken(decode(KEYED, row["topic"], raw(row))) == points(row)


def test_the_shapes_without_an_instant_are_of_now() -> None:
    assert spoken(read({"temperature": 22.5})) == {("", "temperature", None): 22.5}
    assert spoken(read([{"temperature": 22.5}, {"humidity": 40}])) == {
        ("", "temperature", None): 22.5,
        ("", "humidity", None): 40,
    }
    assert read({"mood": 1, "ts": 5}).unknown_metrics == ("mood", "ts")


def test_a_clock_that_was_never_set_is_told() -> None:
    decoded = read({"ts": 0, "values": {"temperature": 1}})
    assert decoded.clock_unset
    assert decoded.samples[0].at is None


@pytest.mark.parametrize(
    ("body", "topic", "reason"),
    [
        ("text", DEVICE, Reason.UNEXPECTED_SHAPE),
        ([1], DEVICE, Reason.UNEXPECTED_SHAPE),
        ({"ts": "2020", "values": {}}, DEVICE, Reason.UNEXPECTED_SHAPE),
        ({"ts": 10**17, "values": {}}, DEVICE, Reason.TS_OUT_OF_RANGE),
        ({"temperature": "22"}, DEVICE, Reason.BAD_VALUE),
        ({"A": 5}, GATEWAY, Reason.UNEXPECTED_SHAPE),
        ({"a\u0000b": {}}, GATEWAY, Reason.BAD_DEVICE_ID),
        ({}, "v1/devices/me/attributes", Reason.BAD_TOPIC),
    ],
)
def test_a_message_of_another_shape_is_refused(body: object, topic: str, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read(body, topic)
    assert caught.value.reason is reason


def test_a_gateway_introduces_its_devices_a_bridge_its_own_and_me_nobody() -> None:
    told = list(introduces(GATEWAY, raw(vector("thingsboard-gateway"))))
    assert [(one.device, one.keys) for one in told] == [
        ("Device A", ("temperature", "humidity")),
        ("Device B", ("temperature", "humidity")),
    ]
    (one,) = introduces("hall/" + DEVICE, b'{"temperature":1}')
    assert (one.name, one.device, one.keys) == ("bridge-7", "", ("temperature",))
    assert list(introduces("v1/devices/me/telemetry", b'{"temperature":1}')) == []
