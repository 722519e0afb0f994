"""JetLinks: reports with the sender's own id, events, presence, and devices that speak for themselves only."""

import json
from datetime import UTC, datetime

import pytest

from ingest.decoders.jetlinks import decode, device_topic, introduces, topics
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import said

KEYED = PROFILES["keyed"]
TOPIC = "/hall-sensor/d1/properties/report"


def read(body: object, topic: str = TOPIC, reads: dict[str, str] | None = None) -> Decoded:
    return decode(KEYED.reading(reads or {}), topic, json.dumps(body).encode())


def test_a_report_is_dated_and_has_the_sender_s_identity() -> None:
    body = {
        "timestamp": 1_700_000_000_123,
        "messageId": "m7",
        "deviceId": "d1",
        "properties": {"temp": 36.8, "x": 1},
    }
    decoded = read(body)
    assert said(decoded) == {"temperature": 36.8}
    assert decoded.samples[0].at == datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)
    assert decoded.source_id == "m7"
    assert decoded.unknown_metrics == ("x",)


def test_an_event_is_read_by_its_own_name_or_not_at_all() -> None:
    body = {"data": {"level": 41.5}}
    assert read(body, "/p/d1/event/alarm") == Decoded(samples=[])
    named = read(body, "/p/d1/event/alarm", reads={"alarm.level": "temperature"})
    assert said(named) == {"temperature": 41.5}


@pytest.mark.parametrize(("word", "online"), [("online", True), ("offline", False)])
def test_presence_is_in_the_topic(word: str, online: bool) -> None:
    assert decode(KEYED, f"/p/d1/{word}", b'{"timestamp":1}') == Decoded(online=online)


@pytest.mark.parametrize(
    ("body", "topic", "reason"),
    [
        ({"deviceId": "d2", "properties": {}}, TOPIC, Reason.DEVICE_MISMATCH),
        ({"properties": []}, TOPIC, Reason.UNEXPECTED_SHAPE),
        ({"timestamp": "now"}, TOPIC, Reason.UNEXPECTED_SHAPE),
        ({"messageId": "a\u0000"}, TOPIC, Reason.BAD_DEVICE_ID),
        ({"properties": {"temp": "36"}}, TOPIC, Reason.BAD_VALUE),
        ({}, "/p/d1/properties/read", Reason.BAD_TOPIC),
        ({}, "p/d1/properties/report", Reason.BAD_TOPIC),
        ({}, "//d1/properties/report", Reason.BAD_DEVICE_ID),
    ],
)
def test_a_message_of_another_shape_is_refused(body: object, topic: str, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read(body, topic)
    assert caught.value.reason is reason


def test_all_topics_of_a_device_belong_to_its_reports() -> None:
    assert {device_topic(one.replace("+", "fire")) for one in topics(TOPIC)} == {TOPIC}
    assert device_topic("p/d1/online") == "p/d1/online"


def test_a_stranger_is_introduced_with_its_product() -> None:
    (one,) = introduces("/p/d1/online", b"{}")
    assert (one.topic, one.name, one.model) == ("/p/d1/properties/report", "d1", "p")
