"""Every message put into the outbox is acknowledged, waiting or counted as lost, whatever the broker does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.simulator.outbox import Letter, Outbox
from models.feed.client import make_client, start, stop
from tests.brokers import Peer, RunningBroker, running_broker
from tests.waiting import until

pytestmark = pytest.mark.broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[RunningBroker]:
    with running_broker(tmp_path) as running:
        yield running


def letters(count: int, first: int = 0) -> list[Letter]:
    return [Letter("test/outbox", str(n).encode(), retain=False) for n in range(first, first + count)]


def heard(peer: Peer) -> list[int]:
    found = []
    while not peer.messages.empty():
        found.append(int(peer.messages.get().payload))
    return found


def test_messages_arrive_in_order_and_are_acknowledged(broker: RunningBroker) -> None:
    client = make_client(broker.endpoint, "sender")
    outbox = Outbox(client, in_flight=20)
    start(client, broker.endpoint)
    with Peer(broker.endpoint, "reader", ("test/outbox",)) as peer:
        peer.ready()
        for letter in letters(500):
            outbox.put(letter)
        assert until(lambda: outbox.pump() or outbox.account.acknowledged == 500)
        assert until(lambda: peer.messages.qsize() == 500)
        assert heard(peer) == list(range(500))
    assert outbox.waiting == outbox.in_flight == 0
    stop(client)


def test_messages_wait_while_the_broker_is_away_and_all_arrive_afterwards(broker: RunningBroker) -> None:
    client = make_client(broker.endpoint, "sender")
    outbox = Outbox(client, in_flight=20)
    start(client, broker.endpoint)
    assert until(client.is_connected)
    broker.kill()
    assert until(lambda: not client.is_connected())
    for letter in letters(300):
        outbox.put(letter)
        outbox.pump()
    assert outbox.account.acknowledged == 0
    broker.start()
    with Peer(broker.endpoint, "reader", ("test/outbox",)) as peer:
        peer.ready()
        assert until(lambda: outbox.pump() or outbox.account.acknowledged == 300)
        assert until(lambda: peer.messages.qsize() >= 300)
        assert set(heard(peer)) == set(range(300))
    stop(client)


def test_a_full_outbox_drops_the_oldest_and_counts_it(broker: RunningBroker) -> None:
    client = make_client(broker.endpoint, "sender")  # never connected
    outbox = Outbox(client, capacity=10)
    for letter in letters(25):
        outbox.put(letter)
        outbox.pump()
    assert (outbox.account.queued, outbox.account.dropped, outbox.waiting) == (25, 15, 10)
