"""Axis People Counter: totals of the day in local time, under the serial of the camera."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.axis import decode, has_shape, introduces
from ingest.profile import PROFILES
from ingest.sample import DecodeError, Reason
from tests.ingest.payloads import expected, raw, said, vector

PROFILE = PROFILES["axis-people-counter"]
ROW = vector("axis-people-counter-live")


def changed(**more: Any) -> bytes:
    return json.dumps(json.loads(raw(ROW)) | more).encode()


def test_the_recorded_message_says_what_its_vector_says() -> None:
    decoded = decode(PROFILE, "any", raw(ROW))
    assert said(decoded) == expected(ROW)
    assert {one.device for one in decoded.samples} == {ROW["expected"]["device_id"]}
    assert {one.at for one in decoded.samples} == {
        datetime(2017, 5, 3, 3, 27, 56, tzinfo=UTC)
    }  # 11:27:56 in Shanghai
    lund = replace(PROFILE, zone="Europe/Stockholm")
    assert decode(lund, "any", raw(ROW)).samples[0].at == datetime(2017, 5, 3, 9, 27, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"serial": "a\u0000"}, Reason.BAD_DEVICE_ID),
        ({"timestamp": "2017050311275"}, Reason.UNEXPECTED_SHAPE),
        ({"timestamp": "20171303112756"}, Reason.UNEXPECTED_SHAPE),
        ({"timestamp": 5}, Reason.UNEXPECTED_SHAPE),
        ({"in": "12"}, Reason.BAD_VALUE),
        ({"in": True}, Reason.BAD_VALUE),
    ],
)
def test_a_message_of_another_shape_is_refused(more: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(PROFILE, "any", changed(**more))
    assert caught.value.reason is reason


def test_a_camera_that_counts_again_from_zero_each_day_is_expected_to() -> None:
    assert PROFILE.counter is not None
    assert PROFILE.counter.reset == "scheduled"


def test_it_is_known_by_its_shape_and_introduces_the_camera_by_its_name() -> None:
    assert has_shape(json.loads(raw(ROW)))
    assert not has_shape({"serial": "x", "in": 1})
    (one,) = introduces("cams/1", raw(ROW))
    assert (one.topic, one.device, one.name) == ("cams/1", "00408CAC512B", "Exit south")
