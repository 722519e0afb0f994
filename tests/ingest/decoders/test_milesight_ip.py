"""Milesight network cameras: any key case, keys told twice, lines and regions, milliseconds, nobody's track."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.milesight_ip import decode, has_shape, introduces
from ingest.profile import PROFILES
from ingest.sample import DecodeError, Reason
from tests.ingest.payloads import points, raw, spoken, vector

VS125, VS121P = PROFILES["milesight-vs125"], PROFILES["milesight-vs121p"]
HEAD: dict[str, Any] = {
    "device_info": {"device_sn": "6384E1"},
    "time_info": {"time": "2024-05-30T20:11:32+08:00"},
}


def said_by(body: object) -> dict[str, float]:
    decoded = decode(VS125, "any", json.dumps(body).encode())
    return {measure: value for (_, measure, _), value in spoken(decoded).items()}


@pytest.mark.parametrize(
    ("key", "profile"),
    [
        ("milesight-vs125-periodic", VS125),
        ("milesight-vs125-dwell", VS125),
        ("milesight-vs121p-region-counts", VS121P),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_recorded_report_says_what_its_vector_says(key: str, profile: Any) -> None:
    row = vector(key)
    decoded = decode(profile, "any", raw(row))
    assert spoken(decoded) == points(row, row["expected"]["device_id"])
    assert decoded.unknown_metrics == ()
    assert decoded.vitals["serial"] == row["expected"]["device_id"]


def test_firmware_and_uptime_are_told_about_the_camera() -> None:
    vitals = decode(VS125, "any", raw(vector("milesight-vs125-periodic"))).vitals
    assert vitals["firmware"] == "V_125.1.0.1-chenjs-20240530a"
    assert vitals["uptime_s"] == 141


def test_no_track_of_a_person_is_kept() -> None:
    decoded = decode(VS125, "any", raw(vector("milesight-vs125-dwell")))
    assert {one.measure for one in decoded.samples} == {"dwell.region1"}
    assert 5 not in {one.value for one in decoded.samples}


def test_the_case_of_keys_does_not_matter() -> None:
    shouted = raw(vector("milesight-vs121p-region-counts")).decode().replace("Max_counted", "MAX_COUNTED")
    assert spoken(decode(VS121P, "any", shouted.encode())) == spoken(
        decode(VS121P, "any", raw(vector("milesight-vs121p-region-counts")))
    )


def test_a_time_without_a_zone_is_the_camera_s_or_the_profile_s() -> None:
    for told, hour in (({}, 4), ({"timezone": "UTC-3:30"}, 15), ({"timezone": "somewhere"}, 4)):
        body = HEAD | {"current_total": 1, "time_info": {"end_time": "2022/12/20 12:00:00", **told}}
        at = decode(VS121P, "any", json.dumps(body).encode()).samples[0].at
        assert at == datetime(2022, 12, 20, hour, 30 if hour == 15 else 0, tzinfo=UTC)


def test_crossings_told_one_by_one_are_not_counted_beside_the_totals() -> None:
    trigger = {"line": 1, "total": {"in": 27, "out": 27}, "group": {"in": 0, "out": 0}}
    assert said_by(HEAD | {"line_trigger_data": [trigger]}) == {}
    total = {"line": 2, "total": {"in_counted": 5, "out_counted": 3, "capacity_counted": 2}}
    assert said_by(HEAD | {"line_trigger_data": [trigger], "line_total_data": [total]}) == {
        "people_in_total.line2": 5,
        "people_out_total.line2": 3,
        "occupancy_count.line2": 2,
    }


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ([], Reason.UNEXPECTED_SHAPE),
        ({}, Reason.UNEXPECTED_SHAPE),
        ({"device_info": {"device_sn": 5}}, Reason.UNEXPECTED_SHAPE),
        (HEAD | {"time_info": {"time": 5}}, Reason.UNEXPECTED_SHAPE),
        (HEAD | {"time_info": {"time": "noon"}}, Reason.UNEXPECTED_SHAPE),
        (HEAD | {"line_total_data": [{"line": "1", "total": {"in_counted": 1}}]}, Reason.UNEXPECTED_SHAPE),
        (HEAD | {"line_total_data": [{"line": 1, "total": {"in_counted": "1"}}]}, Reason.BAD_VALUE),
        (HEAD | {"numbering_regions": [1], "current_counted": [1, 2]}, Reason.UNEXPECTED_SHAPE),
        (HEAD | {"Current_Total": 1, "current_total": 2}, Reason.BAD_VALUE),
    ],
)
def test_a_report_of_another_shape_is_refused(body: object, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(VS125, "any", json.dumps(body).encode())
    assert caught.value.reason is reason


def test_a_report_that_is_nested_without_end_is_refused() -> None:
    deep = b'{"device_info":{"device_sn":"a"},"x":' + b'{"a":' * 50 + b"1" + b"}" * 51
    with pytest.raises(DecodeError) as caught:
        decode(VS125, "any", deep)
    assert caught.value.reason is Reason.TOO_DEEP


def test_it_is_known_by_its_shape_and_introduces_the_camera() -> None:
    row = vector("milesight-vs125-periodic")
    assert has_shape(json.loads(raw(row)))
    assert not has_shape({"device_info": {}, "time_info": {}})
    (one,) = introduces("cams/1", raw(row))
    assert (one.device, one.name, one.model) == ("6384E16179950009", "People Counter11", "VS125")
    assert "line_total_data.total.in_counted" in one.keys
    (other,) = introduces("cams/2", raw(vector("milesight-vs121p-region-counts")))
    assert (other.name, other.model) == ("Workplace Sensor", "VS121-P")
    assert list(introduces("cams/1", b"{}")) == []
