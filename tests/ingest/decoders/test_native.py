"""Linli's own messages: values, identity, last will, and what is refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.native import decode, device_topic
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import said

TOPIC = "linli/shijiawan/seniors/door-1/up"
AT_MS = 1_795_000_000_123
AT = datetime.fromtimestamp(AT_MS // 1000, UTC).replace(microsecond=123_000)


def read(body: object, profile: str = "linli-counter", topic: str = TOPIC) -> Decoded:
    payload = body if isinstance(body, bytes) else json.dumps(body).encode()
    return decode(PROFILES[profile], topic, payload)


def refused(body: object, profile: str = "linli-counter", topic: str = TOPIC) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read(body, profile, topic)
    return caught.value.reason


def test_a_counter_says_its_totals_at_its_own_instant() -> None:
    decoded = read({"ts": AT_MS, "seq": 7, "v": {"in": 103, "out": 95}})
    assert said(decoded) == {"people_in_total": 103, "people_out_total": 95}
    assert {sample.at for sample in decoded.samples} == {AT}
    assert decoded.source_id == f"{AT_MS}:7"


@pytest.mark.parametrize("body", [{"v": {"in": 1}}, {"values": {"in": 1}}])
def test_v_and_values_are_the_same_word(body: dict[str, Any]) -> None:
    decoded = read(body)
    assert said(decoded) == {"people_in_total": 1}
    assert decoded.samples[0].at is None
    assert decoded.source_id == ""


def test_a_message_with_both_words_or_none_is_refused() -> None:
    assert refused({"ts": AT_MS}) is Reason.UNEXPECTED_SHAPE
    assert refused({"v": {}, "values": {}}) is Reason.UNEXPECTED_SHAPE


def test_an_instant_may_be_iso_text_and_is_cut_to_microseconds() -> None:
    decoded = read({"ts": "2026-11-20T14:00:00.123456789+08:00", "seq": 1, "v": {"in": 1}})
    assert decoded.samples[0].at == datetime(2026, 11, 20, 6, 0, 0, 123456, tzinfo=UTC)
    assert decoded.source_id == "2026-11-20T06:00:00.123456+00:00:1"


def test_unknown_words_are_named_and_not_stored() -> None:
    decoded = read({"v": {"in": 1, "mood": "good", "firmware": "1.2"}})
    assert decoded.unknown_metrics == ("mood",)


def test_null_is_no_measurement() -> None:
    assert read({"v": {"in": None, "out": 4}}).samples[0].measure == "people_out_total"


def test_a_sensor_of_another_kind_speaks_in_the_names_of_the_measures() -> None:
    decoded = read({"v": {"temperature": 21.5, "presence": True}}, "linli-sensor")
    assert said(decoded) == {"temperature": 21.5, "presence": 1}


@pytest.mark.parametrize("value", ["12", True, [1], 2**63, {"a": 1}])
def test_a_total_that_is_not_a_number_of_64_bits_is_refused(value: object) -> None:
    assert refused({"v": {"in": value}}) is Reason.BAD_VALUE


def test_a_number_where_a_yes_or_no_belongs_is_refused() -> None:
    assert refused({"v": {"presence": 1}}, "linli-sensor") is Reason.BAD_VALUE


def test_a_message_that_speaks_for_another_device_is_refused() -> None:
    assert refused({"device": "door-2", "v": {"in": 1}}) is Reason.DEVICE_MISMATCH


def test_one_name_in_two_unicode_forms_is_one_device() -> None:
    decoded = read({"device": "cafe\u0301", "v": {"in": 1}}, topic="linli/c/z/caf\u00e9/up")
    assert said(decoded) == {"people_in_total": 1}


@pytest.mark.parametrize("name", ["", "a\u0000b", "a\nb", "x" * 65, "a/b"])
def test_a_bad_device_name_is_refused(name: str) -> None:
    assert refused({"device": name, "v": {"in": 1}}) is Reason.BAD_DEVICE_ID


@pytest.mark.parametrize("seq", [-1, 2**63])
def test_a_sequence_number_outside_64_bits_is_refused(seq: int) -> None:
    assert refused({"ts": AT_MS, "seq": seq, "v": {"in": 1}}) is Reason.BAD_VALUE


def test_a_clock_that_was_never_set_gives_neither_instant_nor_identity() -> None:
    decoded = read({"ts": 12_000, "seq": 0, "v": {"in": 1}})
    assert decoded.clock_unset
    assert decoded.samples[0].at is None
    assert decoded.source_id == ""


@pytest.mark.parametrize(
    "topic", ["linli/c/z/d/state", "linli/c/d/up", "other/c/z/d/up", "linli/c/z/d/e/up", ""]
)
def test_another_topic_is_refused(topic: str) -> None:
    assert refused({"v": {}}, topic=topic) is Reason.BAD_TOPIC


@pytest.mark.parametrize(
    ("payload", "online"),
    [(b"online", True), (b"offline", False), (b'{"state":"offline"}', False), (b"", None)],
)
def test_a_last_will_says_whether_the_device_is_there(payload: bytes, online: bool | None) -> None:
    assert read(payload, topic=TOPIC.replace("/up", "/lwt")) == Decoded(online=online)


def test_a_last_will_belongs_to_the_device_that_measures() -> None:
    assert device_topic("linli/c/z/d/lwt") == "linli/c/z/d/up"
    assert device_topic("linli/c/z/d/sale") == "linli/c/z/d/sale"
    assert device_topic("elsewhere/lwt") == "elsewhere/lwt"
