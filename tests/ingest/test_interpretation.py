"""One message: its readings, or why nothing can be made of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.arrival import Spooled
from ingest.decoders import CONVERSATIONS, DECODERS
from ingest.interpretation import Interpreter
from ingest.masking import masked
from ingest.profile import Profile
from ingest.registry import Registry
from ingest.sample import Decoded, Reason, Sample
from tests.builders import a_centre as centre_of
from tests.builders import a_sensor
from tests.ingest.access_records import RECORDS
from tests.ingest.edge_node import NODE_TOPIC, a_birth, a_metric, a_payload, a_topic, a_will
from tests.ingest.readers import PLUG_TOPIC, TOPIC, an_interpreter, judge

MINUTE_NS = 60 * 10**9
RECEIVED_NS = 29_000_000 * MINUTE_NS + 59 * 10**9
RECEIVED_AT = datetime.fromtimestamp(RECEIVED_NS / 1e9, UTC)


def _message(
    payload: bytes, topic: bytes = TOPIC, *, at_ns: int = RECEIVED_NS, retain: bool = False, dup: bool = False
) -> Spooled:
    return Spooled(1, at_ns, topic, payload, retain, dup)


def test_a_sample_without_an_instant_gets_the_time_of_receipt() -> None:
    one = an_interpreter()(_message(b'{"n": 3}'))

    assert [(r.value, r.at) for r in one.readings] == [(3, RECEIVED_AT)]
    assert not one.reason


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        (TOPIC, b"{", Reason.NOT_JSON),
        (TOPIC, b"boom", Reason.DECODER_FAULT),
        (TOPIC, b'{"odd": 1}', Reason.UNKNOWN_CHANNEL),
        (b"linli/shijiawan/a/b/up", b'{"n": 3}', Reason.UNKNOWN_DEVICE),
        (b"linli/\xff", b'{"n": 3}', Reason.BAD_TOPIC),
    ],
)
def test_what_cannot_be_read_is_a_dead_letter_with_its_reason(
    topic: bytes, payload: bytes, reason: Reason
) -> None:
    one = an_interpreter()(_message(payload, topic))

    assert one.reason == reason
    assert one.text
    assert not one.readings


def test_a_retained_message_without_an_instant_makes_no_point() -> None:
    one = an_interpreter()(_message(b'{"n": 3}', retain=True))

    assert one.stale
    assert not one.readings


def test_a_retained_message_with_its_own_instant_counts() -> None:
    one = an_interpreter()(_message(b'{"n": 3, "at": 1700000000}', retain=True))

    assert not one.stale
    assert [r.at for r in one.readings] == [datetime.fromtimestamp(1_700_000_000, UTC)]


def test_a_retained_availability_is_news_not_a_stale_measurement() -> None:
    one = an_interpreter()(_message(b'{"online": false}', PLUG_TOPIC + b"/availability", retain=True))

    assert one.online is False
    assert not one.stale


def test_the_senders_identity_makes_the_key_whatever_the_bytes_and_the_time() -> None:
    interpret = an_interpreter()
    first = interpret(_message(b'{"n": 3, "id": "x"}'))

    again = interpret(_message(b'{"id": "x", "n": 3}', at_ns=RECEIVED_NS * 2))

    assert first.key in again.repeats
    assert first.key not in interpret(_message(b'{"n": 3, "id": "y"}')).repeats


def test_a_state_said_twice_within_a_minute_is_meant_twice() -> None:
    """A door that opens, shuts and opens again sends the same bytes twice."""
    interpret = an_interpreter()
    first, same = (interpret(_message(b'{"n": 3}', at_ns=RECEIVED_NS + n)) for n in (0, 1))

    assert first.key not in same.repeats


def test_a_redelivery_without_an_identity_is_known_by_its_bytes_also_a_minute_later() -> None:
    interpret = an_interpreter()
    first = interpret(_message(b'{"n": 3}'))

    for minutes in (0, 1):
        again = interpret(_message(b'{"n": 3}', at_ns=RECEIVED_NS + minutes * MINUTE_NS, dup=True))
        assert first.key in again.repeats
    assert (
        first.key not in interpret(_message(b'{"n": 3}', at_ns=RECEIVED_NS + 2 * MINUTE_NS, dup=True)).repeats
    )


GATEWAY = "v1/gateway/telemetry"


def _behind_a_gateway(_profile: Profile, _topic: str, payload: bytes) -> Decoded:
    said: dict[str, float] = json.loads(payload)
    samples = [Sample("temperature", value, device=device) for device, value in said.items()]
    return Decoded(samples=samples)


def _gateway(*devices: str) -> Interpreter:
    sensors = [replace(a_sensor(f"s-{d}", topic=GATEWAY), device=d) for d in devices]
    return Interpreter(Registry([centre_of((), sensors)]), {"native": _behind_a_gateway}, judge)


def test_each_device_behind_a_gateway_gets_its_own_part() -> None:
    one = _gateway("A", "B")(_message(b'{"A": 21, "B": 22}', GATEWAY.encode()))

    assert [(r.sensor, r.value) for r in one.readings] == [("s-A", 21), ("s-B", 22)]
    assert not one.strangers


def test_an_unknown_device_behind_a_known_gateway_is_named_and_costs_the_others_nothing() -> None:
    one = _gateway("A")(_message(b'{"A": 21, "C": 9}', GATEWAY.encode()))

    assert [(r.sensor, r.value) for r in one.readings] == [("s-A", 21)]
    assert one.strangers == ("C",)


def test_a_gateways_message_about_strangers_only_is_a_dead_letter() -> None:
    one = _gateway("A")(_message(b'{"C": 9}', GATEWAY.encode()))

    assert one.reason == Reason.UNKNOWN_DEVICE
    assert "C" in one.text


def test_two_sensors_may_share_a_device_by_its_lines() -> None:
    def lines(_profile: Profile, _topic: str, _payload: bytes) -> Decoded:
        return Decoded(samples=[Sample("people_in_total.line1", 5), Sample("people_in_total.line2", 7)])

    sensors = [replace(a_sensor(f"s{n}", topic="t"), channels=frozenset({f"line{n}"})) for n in (1, 2)]
    interpret = Interpreter(Registry([centre_of((), sensors)]), {"native": lines}, judge)

    assert [(r.sensor, r.value) for r in interpret(_message(b"{}", b"t")).readings] == [("s1", 5), ("s2", 7)]


def test_what_we_announced_to_home_assistant_ourselves_is_no_stranger() -> None:
    own = an_interpreter()(_message(b"{}", b"homeassistant/device/linli_shijiawan_gym/config", retain=True))
    other = an_interpreter()(_message(b"{}", b"homeassistant/device/plug/config", retain=True))

    assert (own.reason, own.parts, own.stale) == ("", (), False)
    assert other.reason == Reason.UNKNOWN_DEVICE


def test_a_message_of_one_device_of_a_gateway_is_not_the_voice_of_the_others() -> None:
    sensors = [
        replace(a_sensor(key, topic=NODE_TOPIC, envelope="sparkplug", profile="sparkplug"), device=device)
        for key, device in (("node", ""), ("one", "d1"), ("two", "d2"))
    ]
    interpret = Interpreter(
        Registry([centre_of(sensors=sensors)]), DECODERS, judge, conversations=CONVERSATIONS
    )
    data = a_payload(a_metric(1.5, "temperature"), seq=1)

    said = interpret(_message(data, a_topic("DDATA", "d2").encode()))
    dead = interpret(_message(a_will(), a_topic("NDEATH").encode()))
    stranger = interpret(_message(data, a_topic("DDATA", "d3").encode()))

    assert [(part.place.sensor.id, len(part.readings)) for part in said.parts] == [("two", 1)]
    assert [part.place.sensor.id for part in dead.parts] == ["node", "one", "two"]
    assert dead.online is False
    assert stranger.reason == Reason.UNKNOWN_DEVICE
    assert "d3" in stranger.text
    assert [part.seq for part in said.parts] == [None], "the number counts the messages of all of the node"
    birth = a_payload(a_metric(1.5, "a name of its own"), seq=2)
    newborn = interpret(_message(birth, a_topic("DBIRTH", "d3").encode(), at_ns=RECEIVED_NS + 9))
    assert newborn.reason == Reason.UNKNOWN_DEVICE


def test_the_running_number_of_a_controller_counts_for_all_of_its_doors() -> None:
    doors = [
        replace(
            a_sensor(f"door{n}", topic="doors", envelope="uhppoted", profile="access-controller"),
            device=f"405419896:{n}",
        )
        for n in (1, 4)
    ]
    interpret = Interpreter(Registry([centre_of(sensors=doors)]), DECODERS, judge)
    said = interpret(_message(RECORDS["uhppoted"], b"doors"))
    assert [(part.place.sensor.id, part.seq, len(part.events)) for part in said.parts] == [
        ("door1", 50, 0),
        ("door4", 50, 1),
    ]


def test_the_will_of_an_earlier_connection_takes_nobody_offline_and_is_no_dead_letter() -> None:
    sensor = a_sensor("node", topic=NODE_TOPIC, envelope="sparkplug", profile="sparkplug")
    interpret = Interpreter(
        Registry([centre_of(sensors=[sensor])]), DECODERS, judge, conversations=CONVERSATIONS
    )
    interpret(_message(a_birth(1), a_topic("NBIRTH").encode()))

    late = interpret(_message(a_will(0), a_topic("NDEATH").encode(), at_ns=RECEIVED_NS + 1))

    assert (late.reason, late.online, late.parts) == ("", None, ())
    assert late.key


@pytest.mark.parametrize(("size", "reason"), [(40, Reason.NOT_JSON), (65_537, Reason.TOO_LARGE)])
def test_a_message_that_was_masked_says_so_and_why(size: int, reason: Reason) -> None:
    one = an_interpreter()(_message(masked(b"\xff" * size)))

    assert one.reason == reason
    assert "only its shape was kept" in one.text


@pytest.mark.parametrize(
    ("said", "online", "heard"),
    [(["a"], None, ["gateway", "a"]), ([""], None, ["gateway"]), ([], False, ["gateway", "a", "b"])],
)
def test_what_a_gateway_says_of_one_device_is_no_word_of_its_others(
    said: list[str], online: bool | None, heard: list[str]
) -> None:
    def hub(_profile: Profile, _topic: str, _payload: bytes) -> Decoded:
        return Decoded(samples=[Sample("temperature", 1, None, one) for one in said], online=online)

    sensors = [
        replace(a_sensor(key, topic="hub"), device=device)
        for key, device in (("gateway", ""), ("a", "a"), ("b", "b"))
    ]
    interpret = Interpreter(Registry([centre_of(sensors=sensors)]), {"native": hub}, judge)

    assert [part.place.sensor.id for part in interpret(_message(b"{}", b"hub")).parts] == heard


@pytest.mark.parametrize("key", ["", "a\x00b", "a\nb", "x" * 301])
def test_a_happening_whose_id_no_record_can_hold_is_a_dead_letter(key: str) -> None:
    one = an_interpreter()(_message(json.dumps({"swipe": key}).encode()))
    assert (one.reason, one.parts) == (Reason.BAD_DEVICE_ID, ())
