"""Which envelope a stranger's message is in, and who introduces himself in it."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import decoders
from ingest.decoders import DECODERS, ENVELOPES
from ingest.matching import hints_of, matches
from ingest.profile import PROFILES
from ingest.recognition import check_speaker, introduce, recognise
from ingest.sample import MAX_PAYLOAD, DecodeError, Reason
from tests.ingest.payloads import FRAMES, chirpstack_up, profile_for, raw, read_by, vectors

RECORDED = [row for row in vectors() if read_by(row) and row["envelope"] != FRAMES]
RAW = "linli/c1/gym/cam/raw"


def _envelope(row: dict[str, str]) -> str:
    found = read_by(row)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: row["id"])
def test_every_recorded_message_is_recognised(row: dict[str, str]) -> None:
    topic = row["topic"] if "/" in row["topic"] else RAW
    assert recognise(topic, raw(row))[0] == _envelope(row)


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: row["id"])
def test_what_introduces_itself_can_be_read_as_it_says(row: dict[str, str]) -> None:
    """The topic and the device of an introduction are those under which the same message is then read."""
    topic = row["topic"] if "/" in row["topic"] else RAW
    envelope = _envelope(row)
    told = introduce(envelope, topic, raw(row))
    profile = PROFILES[profile_for(row) or "lorawan-climate"]
    try:
        decoded = DECODERS[envelope](profile, topic, raw(row))
    except DecodeError:
        assert not profile_for(row)
        return
    devices = {one.device for one in decoded.samples}
    assert devices <= {one.device for one in told} or envelope == "thingsboard"
    assert all(ENVELOPES[one.envelope or envelope].device_topic(one.topic) == one.topic for one in told)


@pytest.mark.parametrize(
    ("topic", "payload", "found"),
    [
        ("linli/c1/gym/dev/up", b'{"v":{"presence":true}}', ("native",)),
        ("linli/c1/gym/dev/raw", b'{"v":{"presence":true}}', ()),
        ("application/a/device/24e124136c190001/event/up", chirpstack_up(b""), ("chirpstack",)),
        ("elsewhere/up", chirpstack_up(b""), ("chirpstack",)),
        ("zigbee2mqtt/hall/plug", b"not json", ("zigbee2mqtt",)),
        ("tele/b/SENSOR", b'[{"n":"a","v":1}]', ("tasmota", "senml")),
        ("shelly1/events/rpc", b'{"method":"NotifyStatus","params":{}}', ("shelly",)),
        ("/p/d/properties/report", b"{}", ("jetlinks",)),
        ("v1/gateway/telemetry", chirpstack_up(b""), ("thingsboard", "chirpstack")),
        ("some/where", b"{}", ()),
        ("some/where", b"\xff", ()),
    ],
)
def test_topic_goes_before_shape(topic: str, payload: bytes, found: tuple[str, ...]) -> None:
    assert recognise(topic, payload) == found


def test_a_device_that_speaks_for_itself_is_introduced_by_its_name() -> None:
    (plug,) = introduce("zigbee2mqtt", "zigbee2mqtt/hall/plug/availability", b"online")
    assert (plug.topic, plug.name, plug.keys) == ("zigbee2mqtt/hall/plug", "hall/plug", ())
    (door,) = introduce("native", "linli/c1/hall/door-3/lwt", b"online")
    assert (door.topic, door.name) == ("linli/c1/hall/door-3/up", "door-3")


def test_a_network_tells_name_and_model_of_its_device() -> None:
    up = json.loads(chirpstack_up(b""))
    up["deviceInfo"] |= {"deviceName": "Hall door", "deviceProfileName": "VS133"}
    up["object"] = {"in": 1}
    (door,) = introduce("chirpstack", "application/a/device/x/event/up", json.dumps(up).encode())
    assert (door.name, door.model, door.keys) == ("Hall door", "VS133", ("in",))


def test_a_zigbee_device_announced_to_home_assistant_is_read_by_its_own_envelope() -> None:
    body = {"stat_t": "zigbee2mqtt/seat", "dev_cla": "occupancy", "val_tpl": "{{ value_json.occupancy }}"}
    (seat,) = introduce("homeassistant", "homeassistant/binary_sensor/x/config", json.dumps(body).encode())
    assert (seat.envelope, seat.topic, dict(seat.reads)) == ("zigbee2mqtt", "zigbee2mqtt/seat", {})


EUI, IMEI = "24e124136c190001", "861000000000001"

NAMED_TWICE = {
    "native": ("linli/c1/hall/%s/up", "door-3", '{"device": "%s", "v": {"in": 1}}'),
    "chirpstack": ("application/a/device/%s/event/up", EUI, '{"deviceInfo": {"devEui": "%s"}}'),
    "chirpstack, status": (
        "application/a/device/%s/event/status",
        EUI,
        '{"deviceInfo": {"devEui": "%s"}, "batteryLevel": 90}',
    ),
    "tts": ("v3/a@t/devices/%s/up", "desk", '{"end_device_ids": {"device_id": "%s"}, "uplink_message": {}}'),
    "zigbee2mqtt": ("zigbee2mqtt/%s", "hall/plug", '{"power": 4, "device": {"friendlyName": "%s"}}'),
    "shelly": (
        "%s/events/rpc",
        "shellyplusplugs-a0dd6c123456",
        '{"src": "%s", "method": "NotifyStatus", "params": {}}',
    ),
    "jetlinks": ("/p/%s/properties/report", "d-1", '{"deviceId": "%s", "properties": {"x": 1}}'),
    "jetlinks, event": ("/p/%s/event/alarm", "d-1", '{"deviceId": "%s", "data": 1}'),
    "jetlinks, online": ("/p/%s/online", "d-1", '{"deviceId": "%s"}'),
    "vending": (
        "shop/%s",
        IMEI,
        '{"action": "vending.out.goods", "data": {"id": "1", "amount": 200, "imei": "%s"}}',
    ),
}
"""Envelopes whose messages name a device in the topic and again inside: topic, device, payload."""


@pytest.mark.parametrize(("topic", "device", "payload"), NAMED_TWICE.values(), ids=NAMED_TWICE.keys())
def test_a_stranger_that_speaks_for_another_device_is_refused(topic: str, device: str, payload: str) -> None:
    check_speaker(topic % device, (payload % device).encode())
    with pytest.raises(DecodeError) as refused:
        check_speaker(topic % device, (payload % "x-9").encode())
    assert refused.value.reason is Reason.DEVICE_MISMATCH
    assert refused.value.claimed == "x-9"


@pytest.mark.parametrize(("topic", "device", "payload"), NAMED_TWICE.values(), ids=NAMED_TWICE.keys())
def test_a_registered_device_that_speaks_for_another_is_refused_by_the_same_rule(
    topic: str, device: str, payload: str
) -> None:
    envelope = recognise(topic % device, (payload % device).encode())[0]
    profile = next(one for one in PROFILES.values() if one.carrier == ENVELOPES[envelope].carrier)
    with pytest.raises(DecodeError) as refused:
        DECODERS[envelope](profile, topic % device, (payload % "x-9").encode())
    assert refused.value.reason is Reason.DEVICE_MISMATCH


def test_no_envelope_with_a_rule_about_its_speaker_is_left_out() -> None:
    ruled = {key for key in ENVELOPES if hasattr(getattr(decoders, key.replace("-", "_")), "same_device")}
    assert ruled == {key.partition(",")[0] for key in NAMED_TWICE}


@pytest.mark.parametrize(
    "row", [row for row in RECORDED if "+" not in row["topic"]], ids=lambda row: row["id"]
)
def test_an_honest_stranger_is_not_refused(row: dict[str, str]) -> None:
    check_speaker(row["topic"] if "/" in row["topic"] else RAW, raw(row))


def test_a_message_that_is_refused_for_its_size_anyway_is_not_opened() -> None:
    padding = b" " * MAX_PAYLOAD
    check_speaker("linli/c1/hall/door-3/up", b'{"device": "x-9", "v": {}}' + padding)


PROPOSED = {
    "shelly-notifystatus-cloud": None,
    "z2m-availability-legacy": None,
    "tasmota-lwt": None,
    "tasmota-pn532": None,
    "ha-discovery-delete": None,
    "ha-discovery-abbrev": "keyed",
    "senml-single": "keyed",
}
"""Messages from which no model can be told, and one for which the envelope's only model is told although vectors have none."""


@pytest.mark.parametrize(
    "row",
    [row for row in RECORDED if row["envelope"] not in ("chirpstack-v4", "tts-v3")],
    ids=lambda row: row["id"],
)
def test_what_a_stranger_measures_leads_to_the_model_that_reads_it(row: dict[str, str]) -> None:
    topic = row["topic"] if "/" in row["topic"] else RAW
    envelope = _envelope(row)
    for told in introduce(envelope, topic, raw(row)):
        key = told.envelope or envelope
        found = matches(PROFILES, key, hints_of(key, topic, raw(row), model=told.model, keys=told.keys))
        wanted = PROPOSED.get(row["id"], profile_for(row))
        assert [one.profile for one in found][:1] == ([wanted] if wanted else []), told


@given(
    st.sampled_from(sorted(ENVELOPES)),
    st.text(min_size=1, max_size=40)
    | st.sampled_from(
        ["tele/a/SENSOR", "/p/d/online", "a/b/v1/devices/me/telemetry", "v1/gateway/telemetry", RAW]
    ),
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "n",
                        "bn",
                        "v",
                        "u",
                        "device_info",
                        "device_sn",
                        "time_info",
                        "deviceInfo",
                        "serial",
                        "in",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ).map(lambda body: json.dumps(body).encode()),
)
def test_nothing_that_a_stranger_says_is_an_error(envelope: str, topic: str, payload: bytes) -> None:
    assert set(recognise(topic, payload)) <= set(ENVELOPES)
    with suppress(DecodeError):
        check_speaker(topic, payload)
    for one in introduce(envelope, topic, payload):
        assert one.topic
        assert len(one.device) <= 128
        assert len(one.keys) <= 50
