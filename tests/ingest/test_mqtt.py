"""The receiving client against a real broker: nothing is acknowledged too early, late or on the wrong connection."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.reasoncodes import ReasonCode

from ingest.arrival import Arrival
from ingest.mqtt import SensorClient
from ingest.sample import MAX_PAYLOAD
from models.feed.bulk_client import BulkClient
from tests.brokers import Peer, RunningBroker, running_broker
from tests.waiting import until

pytestmark = pytest.mark.broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[RunningBroker]:
    with running_broker(tmp_path) as running:
        yield running


@pytest.fixture(params=[BulkClient, mqtt.Client], ids=["bulk", "stock"], autouse=True)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every promise holds on the stock client too, for the day when paho's inside has changed."""
    monkeypatch.setattr(SensorClient.__init__, "__defaults__", (request.param,))


@contextlib.contextmanager
def _client(broker: RunningBroker, *filters: str) -> Iterator[SensorClient]:
    memory = broker.folder / "subscriptions.json"
    client = SensorClient(broker.endpoint, filters, memory, on_canary=lambda _payload: None)
    client.start()
    assert until(lambda: client.listening)
    try:
        yield client
    finally:
        client.close_inbox()
        client.stop()


def _publish(broker: RunningBroker, *payloads: bytes, topic: str = "t/1", retain: bool = False) -> None:
    with Peer(broker.endpoint, "publisher") as peer:
        peer.ready()
        for payload in payloads:
            peer.publish(topic, payload, retain=retain)


def _take(client: SensorClient, count: int) -> list[Arrival]:
    assert until(lambda: client.inbox.qsize() >= count)
    return [client.inbox.get() for _ in range(client.inbox.qsize())]


def test_hands_on_bytes_topic_and_a_growing_time_of_receipt(broker: RunningBroker) -> None:
    with _client(broker, "t/#") as client:
        _publish(broker, b"a", b"b", topic="t/健身房")
        arrivals = _take(client, 2)
        client.ack(arrivals)

    assert [(a.topic.decode(), a.payload, a.qos) for a in arrivals] == [
        ("t/健身房", b"a", 1),
        ("t/健身房", b"b", 1),
    ]
    assert arrivals[0].received_ns // 1000 < arrivals[1].received_ns // 1000


def test_what_was_not_acknowledged_comes_again_and_what_was_does_not(broker: RunningBroker) -> None:
    with _client(broker, "t/#") as client:
        _publish(broker, b"1", b"2", b"3")
        client.ack(_take(client, 3)[:1])
    with _client(broker, "t/#") as client:
        again = _take(client, 2)
        client.ack(again)

        assert client.possible_gaps == 0
    assert [a.payload for a in again] == [b"2", b"3"]


def test_an_acknowledgement_of_an_old_connection_is_not_sent_on_the_new_one(broker: RunningBroker) -> None:
    with _client(broker, "t/#") as client:
        _publish(broker, b"1")
        old = _take(client, 1)
        broker.stop()
        assert until(lambda: not client.connected)
        broker.start()
        assert until(lambda: client.connected)
        again = _take(client, 1)

        client.ack(old)

        assert again[0].generation > old[0].generation
    with _client(broker, "t/#") as client:
        assert [a.payload for a in _take(client, 1)] == [b"1"], "still owed to us"


def test_a_broker_that_forgot_the_session_is_noticed(broker: RunningBroker) -> None:
    with _client(broker, "t/#"):
        pass
    broker.kill()
    (broker.folder / "broker" / "broker.db").unlink(missing_ok=True)
    broker.start()

    with _client(broker, "t/#") as client:
        assert until(lambda: client.possible_gaps == 1)


def test_a_filter_that_left_the_centre_files_is_unsubscribed_and_nothing_queued_is_lost(
    broker: RunningBroker,
) -> None:
    with _client(broker, "old/#", "t/#"):
        pass
    _publish(broker, b"queued", topic="t/1")
    memory = broker.folder / "subscriptions.json"
    with _client(broker, "t/#") as client:
        assert until(lambda: "old/#" not in json.loads(memory.read_text()))
        _publish(broker, b"unwanted", topic="old/1")
        _publish(broker, b"wanted", topic="t/1")
        arrivals = _take(client, 2)
        client.ack(arrivals)

    assert [a.payload for a in arrivals] == [b"queued", b"wanted"]


def test_retained_messages_come_once_and_not_at_every_reconnect(broker: RunningBroker) -> None:
    _publish(broker, b"kept", retain=True)
    with _client(broker, "t/#") as client:
        first = _take(client, 1)
        client.ack(first)
    with _client(broker, "t/#") as client:
        _publish(broker, b"new")
        second = _take(client, 1)

    assert [(a.payload, a.retain) for a in first] == [(b"kept", True)]
    assert [a.payload for a in second] == [b"new"]


def test_a_payload_of_any_size_takes_bounded_memory_and_a_bad_topic_does_not_raise(
    broker: RunningBroker,
) -> None:
    with _client(broker, "t/#") as client:
        message = _hostile(b"t/\xff\xfe", b"x" * 300_000)
        client._on_message(client._client, None, message)
        arrival = client.inbox.get(timeout=1)

    assert arrival.topic == b"t/\xff\xfe"
    assert len(arrival.payload) == MAX_PAYLOAD + 1


def test_whatever_is_raised_in_the_callback_the_network_thread_lives(broker: RunningBroker) -> None:
    with _client(broker, "t/#") as client:
        client._on_canary = _exits
        _publish(broker, b"canary", topic=client.canary_topic)
        _publish(broker, b"after")

        assert [a.payload for a in _take(client, 1)] == [b"after"]
        assert client.alive


def _exits(_payload: bytes) -> None:
    raise SystemExit


def _hostile(topic: bytes, payload: bytes) -> mqtt.MQTTMessage:
    message = mqtt.MQTTMessage(topic=topic)
    message.payload = payload
    return message


def test_a_wrong_password_is_said_by_name(tmp_path: Path, broker: RunningBroker) -> None:
    stranger = replace(broker.endpoint, password="wrong", client_id="stranger")
    client = SensorClient(stranger, ["t/#"], tmp_path / "stranger.json", on_canary=_exits)
    client.start()

    assert until(lambda: client.refusal == "Not authorized")
    assert client.denied
    client.stop()


def test_a_broker_that_had_let_us_in_is_asked_again(tmp_path: Path, broker: RunningBroker) -> None:
    client = SensorClient(broker.endpoint, ["t/#"], tmp_path / "known.json", on_canary=_exits)
    client.start()
    assert until(lambda: client.connected)
    client.refusal = "Not authorized"
    assert not client.denied
    client.stop()


def test_a_broker_that_is_busy_is_asked_again(tmp_path: Path, broker: RunningBroker) -> None:
    client = SensorClient(broker.endpoint, ["t/#"], tmp_path / "early.json", on_canary=_exits)
    client.refusal = "Server busy"
    assert not client.denied


def test_listens_to_new_filters_and_no_longer_to_old_ones_without_a_new_connection(
    broker: RunningBroker,
) -> None:
    with _client(broker, "t/old", "t/both") as client:
        client.listen(("t/both", "t/new"))
        remembered = broker.folder / "subscriptions.json"
        assert until(lambda: "t/old" not in json.loads(remembered.read_text()))
        for topic in ("t/old", "t/new", "t/both"):
            _publish(broker, topic.encode(), topic=topic)
        assert [arrival.payload for arrival in _take(client, 2)] == [b"t/new", b"t/both"]


def test_filters_that_changed_before_the_connection_are_subscribed_with_it(broker: RunningBroker) -> None:
    memory = broker.folder / "subscriptions.json"
    client = SensorClient(broker.endpoint, ("t/old",), memory, on_canary=lambda _payload: None)
    client.listen(("t/new",))
    client.start()
    assert until(lambda: client.listening)
    _publish(broker, b"old", topic="t/old")
    _publish(broker, b"new", topic="t/new")
    assert [arrival.payload for arrival in _take(client, 1)] == [b"new"]
    client.close_inbox()
    client.stop()


def test_a_topic_that_the_broker_keeps_from_us_is_said_by_name(
    broker: RunningBroker, caplog: pytest.LogCaptureFixture
) -> None:
    with _client(broker, "t/open", "t/closed") as client:
        answers = [
            ReasonCode(PacketTypes.SUBACK, "Granted QoS 1"),
            ReasonCode(PacketTypes.SUBACK, "Not authorized"),
        ]
        client._asked[9999] = ("t/open", "t/closed")  # no broker of ours refuses a single topic
        client._on_subscribe(client._client, None, 9999, answers, None)

    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert said == ["the broker does not let us listen to t/closed: Not authorized"]
