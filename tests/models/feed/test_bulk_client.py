"""The client that reads in large pieces hands on what the stock one hands on, from the same bytes."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import paho.mqtt
import paho.mqtt.client as mqtt
import pytest

from models.feed.bulk_client import BulkClient, fits_paho
from models.feed.client import make_client_of, start, stop
from models.feed.endpoint import Endpoint
from models.feed.packets import Publish
from tests.models.feed.test_packets import framed, published
from tests.waiting import until

CONNACK = framed(0x20, b"\x00\x00\x00")


@dataclass
class _Broker:
    """Accepts one client after the other, answers with fixed pieces of bytes, and keeps what it is sent."""

    pieces: Sequence[bytes]
    heard: list[bytes] = field(default_factory=list)
    visits: int = 0

    def serve(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = server.accept()
                with peer:
                    self.visits += 1
                    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    peer.recv(4096)
                    for piece in self.pieces:
                        peer.sendall(piece)
                    while piece := peer.recv(4096):
                        self.heard.append(piece)


@contextlib.contextmanager
def _serving(pieces: Sequence[bytes]) -> Iterator[tuple[_Broker, Endpoint]]:
    broker = _Broker(pieces)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=broker.serve, args=(server,), daemon=True).start()
        yield broker, Endpoint(host="127.0.0.1", port=server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)


def _client(kind: type[mqtt.Client], endpoint: Endpoint, taken: list[Publish]) -> mqtt.Client:
    client = make_client_of(kind, endpoint, "reader", persistent=True, manual_ack=True)
    client.on_message = lambda _c, _u, message: taken.append(
        Publish(
            message.dup << 3 | message.qos << 1 | message.retain, message.mid, message._topic, message.payload
        )
    )
    if isinstance(client, BulkClient):
        client.on_publishes = taken.extend
    start(client, endpoint, persistent=True)
    return client


MESSAGES = (
    *(published(2, b"t/%d" % n, n + 1, b"x" * n, properties=b"") for n in range(40)),
    published(0x0B, b"t/kept-and-again", 99, b"{}", properties=b""),
    published(0, b"t/unasked", 0, b"q0", properties=b""),
    published(2, b"t/with-a-property", 100, b"p", properties=b"\x03\x00\x01j"),
    framed(0xD0, b""),
    published(2, b"\xff\xfe", 101, b"not utf-8", properties=b""),
    published(2, b"t/large", 102, b"y" * 300_000, properties=b""),
    published(2, b"t/last", 103, b"", properties=b""),
)


@pytest.mark.parametrize("size", [1_000_000, 4096, 7], ids=["at once", "in pages", "in crumbs"])
def test_hands_on_the_same_messages_as_the_stock_client(size: int) -> None:
    short = MESSAGES if size > 7 else MESSAGES[:45]
    stream = CONNACK + b"".join(short)
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    seen: dict[type, list[Publish]] = {mqtt.Client: [], BulkClient: []}
    for kind, taken in seen.items():
        with _serving(pieces) as (_, endpoint):
            client = _client(kind, endpoint, taken)
            assert until(lambda taken=taken: len(taken) == len(short) - (size > 0)), len(taken)
            assert client.is_connected()
            stop(client)

    assert [tuple(p) for p in seen[BulkClient]] == [tuple(p) for p in seen[mqtt.Client]]


def test_acknowledges_many_in_one_write_and_in_order() -> None:
    with _serving([CONNACK + b"".join(MESSAGES[:3])]) as (broker, endpoint):
        taken: list[Publish] = []
        client = _client(BulkClient, endpoint, taken)
        assert until(lambda: len(taken) == 3)
        assert isinstance(client, BulkClient)
        client.ack_all([p.mid for p in taken])
        client.ack_all([])

        assert until(lambda: b"".join(broker.heard) == b"\x40\x02\x00\x01\x40\x02\x00\x02\x40\x02\x00\x03")
        stop(client)


@pytest.mark.parametrize(
    "end",
    [b"\x30\x80\x80\x80\x80\x01", framed(0xF0, b""), framed(0x30, b"\x00\x09t")],
    ids=["endless length", "unknown kind", "malformed message"],
)
def test_a_stream_that_is_no_mqtt_ends_the_connection_and_the_next_one_begins_afresh(end: bytes) -> None:
    with _serving([CONNACK + MESSAGES[0] + end]) as (broker, endpoint):
        taken: list[Publish] = []
        client = _client(BulkClient, endpoint, taken)

        assert until(lambda: broker.visits > 1 and len(taken) > 1)
        assert {p.topic for p in taken} == {b"t/0"}
        stop(client)


def test_half_a_packet_of_a_lost_connection_is_forgotten() -> None:
    with _serving([CONNACK + MESSAGES[0] + MESSAGES[5][:4]]) as (_, endpoint):
        taken: list[Publish] = []
        client = _client(BulkClient, endpoint, taken)
        assert until(lambda: len(taken) == 1)
        assert client._sock is not None
        client._sock.shutdown(socket.SHUT_RDWR)  # type: ignore[attr-defined]

        assert until(lambda: len(taken) == 2)
        assert [p.topic for p in taken] == [b"t/0", b"t/0"]
        stop(client)


def test_stands_in_only_where_paho_is_known() -> None:
    assert fits_paho(paho.mqtt.__version__), "paho is newer: read what it changed, then name its version"
    assert not fits_paho("3.0.0")
