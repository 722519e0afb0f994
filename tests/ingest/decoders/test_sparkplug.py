"""Sparkplug messages that stand for themselves: births, data with names, deaths, and the recorded ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.decoders.sparkplug import decode, device_topic, introduces, subscriptions
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.builders import a_centre
from tests.ingest.edge_node import (
    BORN_MS,
    DOUBLE,
    INT16,
    NODE_TOPIC,
    a_birth,
    a_metric,
    a_payload,
    a_topic,
    a_will,
)
from tests.ingest.payloads import said

PROFILE = PROFILES["sparkplug"]
BORN = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=BORN_MS)


def read(kind: str, payload: bytes, device: str = "") -> Decoded:
    return decode(PROFILE, a_topic(kind, device), payload)


def refused(topic: str, payload: bytes) -> Reason:
    with pytest.raises(DecodeError) as caught:
        decode(PROFILE, topic, payload)
    return caught.value.reason


NDATA = "08eaf2f5a8a02b121e0a0e537570706c7920566f6c7461676518eaf2f5a8a02b200965cdcc44411802"
DDATA = "08eaf2f5a8a02b12150a08496e707574732f4118eaf2f5a8a02b200b700112150a08496e707574732f4318eaf2f5a8a02b200b70011800"
"""The bytes of two messages of the specification, chapter 6, which prints them as JSON (eclipse-sparkplug/sparkplug@e45b610)."""


def test_the_messages_of_the_specification_say_what_it_says() -> None:
    at = datetime(2017, 2, 3, 17, 55, 2, 122_000, tzinfo=UTC)
    node = decode(
        PROFILE.reading({"Supply Voltage": "voltage"}),
        "spBv1.0/Sparkplug B Devices/NDATA/Raspberry Pi",
        bytes.fromhex(NDATA),
    )
    device = decode(
        PROFILE.reading({"Inputs/A": "presence.a", "Inputs/C": "presence.c"}),
        "spBv1.0/Sparkplug B Devices/DDATA/Raspberry Pi/Pibrella",
        bytes.fromhex(DDATA),
    )
    assert (said(node), node.seq) == ({"voltage": 12.3}, 2)
    assert (said(device), device.seq) == ({"presence.a": 1, "presence.c": 1}, 0)
    assert {(s.device, s.at) for s in device.samples} == {("Pibrella", at)}


def test_a_metric_has_its_own_instant_or_that_of_its_message() -> None:
    late = a_metric(1.0, "temperature", at_ms=BORN_MS - 60_000, historical=True)
    decoded = read("NDATA", a_payload(late, a_metric(2.0, "humidity"), seq=1))
    assert [(s.measure, s.at) for s in decoded.samples] == [
        ("temperature", BORN - timedelta(minutes=1)),
        ("humidity", BORN),
    ]


def test_a_null_is_no_measurement_and_a_negative_number_stays_negative() -> None:
    decoded = read(
        "DDATA",
        a_payload(a_metric(None, "humidity"), a_metric(-7, "temperature", datatype=INT16), seq=1),
        "d1",
    )
    assert said(decoded) == {"temperature": -7}
    assert [sample.device for sample in decoded.samples] == ["d1"]


def test_a_birth_says_online_and_its_own_affairs_are_no_unknown_keys() -> None:
    metrics = (
        a_metric(False, "Node Control/Rebirth"),
        a_metric("XYZ-1", "Properties/Hardware Model"),
        a_metric(3.5, "temperature", datatype=DOUBLE),
    )
    decoded = read("NBIRTH", a_birth(metrics=metrics))
    assert (decoded.online, decoded.about, decoded.unknown_metrics) == (True, frozenset({""}), ())
    assert decoded.vitals == {"model": "XYZ-1"}
    assert said(decoded) == {"temperature": 3.5}


def test_the_death_of_a_node_is_about_all_of_it_and_that_of_a_device_about_itself() -> None:
    node, device = read("NDEATH", a_will()), read("DDEATH", a_payload(seq=3), "d1")
    assert (node.online, node.about) == (False, None)
    assert (device.online, device.about, device.seq) == (False, frozenset({"d1"}), 3)


def test_what_cannot_be_understood_alone_is_unknown_and_not_guessed() -> None:
    decoded = read("NDATA", a_payload(a_metric(5, alias=4), a_metric(250, "temperature"), seq=1))
    assert decoded.samples == []
    assert decoded.unknown_metrics == ("alias 4", "temperature")


def test_a_birth_of_a_thousand_metrics_is_not_refused_for_those_that_nobody_wants() -> None:
    many = tuple(a_metric(float(n), f"tag {n}") for n in range(1_000))
    decoded = read("NBIRTH", a_birth(metrics=(a_metric(1.0, "temperature"), *many)))
    assert said(decoded) == {"temperature": 1.0}
    assert len(decoded.unknown_metrics) == 20


def test_the_same_number_after_256_messages_is_another_message() -> None:
    first, later = (
        read("NDATA", a_payload(a_metric(1.0, "temperature"), seq=1, at_ms=BORN_MS + extra))
        for extra in (0, 9)
    )
    assert first.source_id != later.source_id
    assert read("NDATA", a_payload(seq=1, at_ms=None)).source_id == ""


def test_a_clock_that_was_never_set_is_told_and_not_believed() -> None:
    decoded = read("NDATA", a_payload(a_metric(1.0, "temperature"), seq=1, at_ms=5_000))
    assert decoded.clock_unset
    assert [sample.at for sample in decoded.samples] == [None]


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        (NODE_TOPIC, a_payload(), Reason.UNEXPECTED_SHAPE),
        (a_topic("NCMD"), a_payload(seq=1), Reason.BAD_TOPIC),
        (a_topic("DDATA"), a_payload(seq=1), Reason.BAD_TOPIC),
        (a_topic("NDATA", "d1"), a_payload(seq=1), Reason.BAD_TOPIC),
        ("spBv1.0/STATE/host", b"{}", Reason.BAD_TOPIC),
        (a_topic("DDATA", "\x07"), a_payload(seq=1), Reason.BAD_DEVICE_ID),
        (NODE_TOPIC, a_payload(a_metric(float("nan"), "temperature"), seq=1), Reason.BAD_VALUE),
        (NODE_TOPIC, a_payload(a_metric("warm", "temperature"), seq=1), Reason.BAD_VALUE),
        (NODE_TOPIC, a_payload(a_metric(1.0, "temperature"), seq=1, at_ms=2**64 - 1), Reason.TS_OUT_OF_RANGE),
    ],
)
def test_what_is_wrong_is_refused_with_its_reason(topic: str, payload: bytes, reason: Reason) -> None:
    assert refused(topic, payload) is reason


def test_all_messages_of_a_node_belong_to_one_topic() -> None:
    kinds = [
        ("NBIRTH", ""),
        ("DBIRTH", "d1"),
        ("DDATA", "d1"),
        ("NDEATH", ""),
        ("DDEATH", "d2"),
        ("NDATA", ""),
    ]
    assert {device_topic(a_topic(*one)) for one in kinds} == {NODE_TOPIC}
    assert device_topic(a_topic("NCMD")) == a_topic("NCMD")


def test_every_kind_of_message_is_subscribed_to_once() -> None:
    assert sorted(subscriptions(replace(a_centre()))) == [
        "spBv1.0/+/DBIRTH/+/+",
        "spBv1.0/+/DDATA/+/+",
        "spBv1.0/+/DDEATH/+/+",
        "spBv1.0/+/NBIRTH/+",
        "spBv1.0/+/NDATA/+",
        "spBv1.0/+/NDEATH/+",
    ]


def test_a_stranger_behind_a_node_introduces_itself_by_its_birth() -> None:
    birth = a_payload(
        a_metric("XYZ-1", "Properties/Hardware Model"), a_metric(True, "Inputs/A", 1, 11), seq=1
    )
    (told,) = introduces(a_topic("DBIRTH", "d3"), birth)
    assert (told.topic, told.device, told.name, told.model) == (NODE_TOPIC, "d3", "d3", "XYZ-1")
    assert told.keys == ("Inputs/A",)
    assert list(introduces(a_topic("NDEATH"), a_will())) == []
    assert list(introduces(a_topic("NDATA"), b"\xff")) == []
    assert list(introduces("elsewhere", birth)) == []
