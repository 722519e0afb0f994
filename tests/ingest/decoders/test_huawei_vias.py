"""Huawei VIAS: what crossed since the last message, by line, once for each message id."""

import json
from typing import Any

import pytest

from ingest.decoders.huawei_vias import decode, has_shape, introduces
from ingest.profile import PROFILES
from ingest.sample import DecodeError, Reason
from tests.ingest.payloads import points, raw, spoken, vector

PROFILE = PROFILES["huawei-vias"]
ROW = vector("huawei-vias-line")


def changed(**more: Any) -> bytes:
    return json.dumps(json.loads(raw(ROW)) | more).encode()


def test_the_recorded_message_says_what_its_vector_says() -> None:
    decoded = decode(PROFILE, "any", raw(ROW))
    assert spoken(decoded) == points(ROW, ROW["expected"]["device_id"])
    assert decoded.source_id == ROW["expected"]["dedupe_key"]


def test_each_line_has_its_own_amounts() -> None:
    lines = [{"line_id": n, "side1_count": n, "side2_count": 2 * n} for n in (1, 2)]
    told = spoken(decode(PROFILE, "any", changed(data={"interval": 2, "event_set": lines})))
    assert {(measure, value) for (_, measure, _), value in told.items()} == {
        ("people_in_period.line1", 1),
        ("people_out_period.line1", 2),
        ("people_in_period.line2", 2),
        ("people_out_period.line2", 4),
    }


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"stream_id": ""}, Reason.BAD_DEVICE_ID),
        ({"stream_id": 5}, Reason.UNEXPECTED_SHAPE),
        ({"timestamp": "now"}, Reason.UNEXPECTED_SHAPE),
        ({"timestamp": 10**15}, Reason.TS_OUT_OF_RANGE),
        ({"data": {}}, Reason.UNEXPECTED_SHAPE),
        (
            {"data": {"event_set": [{"line_id": -1, "side1_count": 1, "side2_count": 1}]}},
            Reason.UNEXPECTED_SHAPE,
        ),
        (
            {"data": {"event_set": [{"line_id": 1, "side1_count": -1, "side2_count": 1}]}},
            Reason.UNEXPECTED_SHAPE,
        ),
        ({"data": {"event_set": [{"line_id": 1}]}}, Reason.UNEXPECTED_SHAPE),
    ],
)
def test_a_message_of_another_shape_is_refused(more: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(PROFILE, "any", changed(**more))
    assert caught.value.reason is reason


def test_it_is_known_by_its_shape_and_introduces_its_stream() -> None:
    assert has_shape(json.loads(raw(ROW)))
    assert not has_shape({"stream_id": "x", "data": 1})
    (one,) = introduces("linli/c/z/cam/raw", raw(ROW))
    assert (one.topic, one.device, one.model) == ("linli/c/z/cam/raw", "test", "Huawei VIAS")
