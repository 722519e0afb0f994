"""Tasmota: local time, kWh, units that the owner switched, several devices and chips in one payload, cards."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.decoders.tasmota import decode, device_topic, introduces, topics
from ingest.profile import PROFILES, Profile
from ingest.sample import Decoded, DecodeError, Happening, Reason
from models.event import EventKind
from tests.ingest.payloads import expected, points, raw, said, spoken, vector

TASMOTA = PROFILES["tasmota"]
TOPIC = "tele/plug/SENSOR"


def read(body: object, topic: str = TOPIC, profile: Profile = TASMOTA) -> Decoded:
    return decode(profile, topic, json.dumps(body).encode())


def refused(body: object, topic: str = TOPIC) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read(body, topic)
    return caught.value.reason


@pytest.mark.parametrize("key", ["tasmota-switch", "tasmota-status8", "tasmota-ld2410"])
def test_a_recorded_message_says_what_its_vector_says(key: str) -> None:
    row = vector(key)
    decoded = decode(TASMOTA, row["topic"], raw(row))
    assert said(decoded) == expected(row)
    assert decoded.unknown_metrics == ()
    assert device_topic(row["topic"]) == f"tele/{row['expected']['device_id']}/SENSOR"


def test_each_bluetooth_device_speaks_under_its_own_name() -> None:
    row = vector("tasmota-multi-ble")
    decoded = decode(TASMOTA, row["topic"], raw(row))
    at = datetime(2020, 3, 24, 4, 47, 51, tzinfo=UTC)  # 12:47:51 in Shanghai
    assert spoken(decoded) == {
        (device, measure, at): value for (device, measure, _), value in points(row).items()
    }


def test_a_time_with_an_offset_is_believed_and_one_without_is_the_profile_s_local_time() -> None:
    row = vector("tasmota-switch")
    (at, *_) = (one.at for one in decode(TASMOTA, row["topic"], raw(row)).samples)
    assert at == datetime.fromisoformat(row["expected"]["ts"])
    body = {"Time": "2018-11-15T08:54:18", "ENERGY": {"Power": 5}}
    assert read(body).samples[0].at == datetime(2018, 11, 15, 0, 54, 18, tzinfo=UTC)
    berlin = replace(TASMOTA, zone="Europe/Berlin")
    assert read(body, profile=berlin).samples[0].at == datetime(2018, 11, 15, 7, 54, 18, tzinfo=UTC)
    with_epoch = body | {"Epoch": 1_700_000_000}
    assert read(with_epoch).samples[0].at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_a_clock_that_was_never_set_dates_nothing_and_is_told() -> None:
    decoded = read({"Time": "1970-01-01T00:00:12", "ENERGY": {"Total": 1.0, "Power": 5}})
    assert said(decoded) == {"energy_total": 1000, "power": 5}
    assert decoded.clock_unset
    assert {one.at for one in decoded.samples} == {None}


@pytest.mark.parametrize(("word", "online"), [(b"Online", True), (b"Offline", False)])
def test_a_last_will_says_whether_the_device_is_there(word: bytes, online: bool) -> None:
    assert decode(TASMOTA, "tele/hall/plug/LWT", word) == Decoded(online=online)
    assert decode(TASMOTA, vector("tasmota-lwt")["topic"], raw(vector("tasmota-lwt"))).online is True


def test_units_that_the_owner_switched_are_made_ours() -> None:
    body = {
        "Time": "2024-01-01T00:00:00",
        "BME280": {"Temperature": 70.7, "Humidity": 40.1, "DewPoint": 50, "Pressure": 751.0},
        "TempUnit": "F",
        "PressureUnit": "mmHg",
    }
    assert said(read(body)) == {"temperature": 21.5, "humidity": 40.1, "pressure": 1001.2512}


def test_two_chips_that_measure_the_same_are_told_apart_by_name() -> None:
    body = {
        "SCD40": {"CarbonDioxide": 1204, "Temperature": 22.4, "Humidity": 51.0, "DewPoint": 11.8},
        "AM2301-14": {"Temperature": 21.9, "Humidity": 53.0},
        "TempUnit": "C",
    }
    assert said(read(body)) == {
        "co2": 1204,
        "temperature.scd40": 22.4,
        "humidity.scd40": 51,
        "temperature.am2301_14": 21.9,
        "humidity.am2301_14": 53,
    }
    pinned = TASMOTA.reading({"AM2301-14.Temperature": "temperature"})
    assert said(read(body, profile=pinned))["temperature"] == 21.9


def test_a_card_is_a_swipe_of_its_second() -> None:
    row = vector("tasmota-pn532")
    at = datetime(2019, 1, 10, 10, 23, 24, tzinfo=UTC)
    decoded = decode(TASMOTA, row["topic"], raw(row))
    assert decoded.samples == []
    assert decoded.happenings == [
        Happening(kind=EventKind.SWIPE, id=f"{at.isoformat()}:94D8FC5F", values={"card": "94D8FC5F"}, at=at)
    ]
    assert refused({"PN532": {"UID": 7}}) is Reason.UNEXPECTED_SHAPE


def test_phases_of_a_meter_become_channels() -> None:
    assert said(read({"ENERGY": {"Power": [1, 2.5, None], "Total": 2}})) == {
        "power.0": 1,
        "power.1": 2.5,
        "energy_total": 2000,
    }


def test_the_state_tells_about_the_device_and_not_about_the_room() -> None:
    body = {
        "Time": "2024-01-01T00:00:00",
        "UptimeSec": 300,
        "POWER": "ON",
        "Wifi": {"RSSI": 100, "Signal": -43},
    }
    decoded = read(body, "tele/plug/STATE")
    assert decoded.samples == []
    assert decoded.unknown_metrics == ()
    assert decoded.vitals == {"rssi": -43, "uptime_s": 300}


def test_a_zigbee_bridge_names_its_devices() -> None:
    body = {
        "ZbReceived": {"0x8B0B": {"Device": "0x8B0B", "Name": "seat", "Temperature": 21, "LinkQuality": 3}}
    }
    assert spoken(read(body)) == {("seat", "temperature", None): 21}


def test_what_no_field_knows_is_told_with_its_place() -> None:
    assert read({"SGP30": {"TVOX": 5}, "Mood": 1}).unknown_metrics == ("SGP30.TVOX", "Mood")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ([], Reason.UNEXPECTED_SHAPE),
        ({"Time": 5}, Reason.UNEXPECTED_SHAPE),
        ({"Time": "soon"}, Reason.UNEXPECTED_SHAPE),
        ({"Epoch": 10**18}, Reason.TS_OUT_OF_RANGE),
        ({"ENERGY": {"Power": "5"}}, Reason.BAD_VALUE),
        ({"Switch1": "TOGGLE"}, Reason.BAD_VALUE),
        ({"x" * 140 + "-52680f": {"Temperature": 1}}, Reason.BAD_DEVICE_ID),
    ],
)
def test_a_message_of_another_shape_is_refused(body: object, reason: Reason) -> None:
    assert refused(body) is reason


@pytest.mark.parametrize(
    "topic", ["tele/SENSOR", "tele//SENSOR", "tele/a/RESULT", "stat/a/SENSOR", "cmnd/a/STATE"]
)
def test_a_topic_of_no_device_is_refused(topic: str) -> None:
    assert refused({}, topic) in (Reason.BAD_TOPIC, Reason.BAD_DEVICE_ID)


def test_all_topics_of_a_device_belong_to_its_sensor_topic() -> None:
    assert {device_topic(one) for one in topics("tele/hall/plug/SENSOR")} == {"tele/hall/plug/SENSOR"}
    assert device_topic("tele/a/RESULT") == "tele/a/RESULT"


def test_a_bridge_introduces_each_device_that_it_hears_and_itself_only_with_chips_of_its_own() -> None:
    told = list(introduces("tele/b/SENSOR", raw(vector("tasmota-multi-ble"))))
    assert [one.device for one in told] == vector("tasmota-multi-ble")["expected"]["device_ids"]
    assert told[0].keys == ("Temperature", "Humidity", "DewPoint", "Battery")
    (plug,) = introduces("stat/pow1/STATUS8", b'{"ENERGY":{"Power":5}}')
    assert (plug.topic, plug.device, plug.name, plug.model) == ("tele/pow1/SENSOR", "", "pow1", "ENERGY")
    assert list(introduces("tele/b/LWT", b"Online")) == []
