"""Asking a node to introduce itself: when it is needed, after a while, and not too often."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ingest.decoders.sparkplug_payload import read_payload
from ingest.decoders.sparkplug_session import converse
from ingest.memory import Memory
from ingest.rebirth import Rebirths, nodes
from models.calendar import from_ns
from tests.builders import a_centre, a_sensor
from tests.ingest.edge_node import GROUP, NODE, NODE_TOPIC, Wire, a_birth, a_payload, a_topic


@dataclass
class Host(Wire):
    """A host with one registered node, a broker that may be away, and a clock."""

    memory: Memory = field(default_factory=Memory)
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    connected: bool = True
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.rebirths = Rebirths([(GROUP, NODE)], self.memory, self._send, lambda: self.seconds)

    def _send(self, topic: str, payload: bytes) -> bool:
        if self.connected:
            self.sent.append((topic, payload))
        return self.connected

    def hear(self, kind: str, payload: bytes) -> None:
        message = self.message(a_topic(kind), payload)
        converse(self.memory, message.topic.decode(), message)

    def tick(self, after_s: float = 0.0) -> int:
        """How many requests have left so far."""
        self.seconds += after_s
        self.now_ns += int(after_s * 1e9)
        self.rebirths.tick(from_ns(self.now_ns))
        return len(self.sent)


def test_a_node_of_which_nothing_is_known_is_asked_once_at_the_start() -> None:
    host = Host()
    assert host.tick() == 1
    topic, payload = host.sent[0]
    assert topic == f"spBv1.0/{GROUP}/NCMD/{NODE}"
    assert [(m.name, m.plain) for m in read_payload(payload).metrics] == [("Node Control/Rebirth", True)]
    assert host.tick(3_600) == 1, "one that is not there is not called for ever"


def test_a_node_whose_names_are_kept_is_not_asked_at_the_start() -> None:
    host = Host()
    host.hear("NBIRTH", a_birth())
    assert host.tick(10) == 0


def test_a_gap_is_given_two_seconds_and_then_asked_for_at_most_once_a_minute() -> None:
    host = Host()
    host.hear("NBIRTH", a_birth())
    host.hear("NDATA", a_payload(seq=5))
    assert host.tick(1.5) == 0
    assert host.tick(1.0) == 1
    assert host.tick(50) == 1
    assert host.tick(15) == 2
    host.hear("NBIRTH", a_birth(1))
    assert host.tick(600) == 2


def test_while_the_broker_is_away_the_request_waits() -> None:
    host = Host(connected=False)
    assert host.tick() == 0
    host.connected = True
    assert host.tick(1) == 1


def test_every_registered_node_is_looked_at_once() -> None:
    sensors = [
        a_sensor(key, topic=NODE_TOPIC, envelope="sparkplug", profile="sparkplug") for key in ("one", "two")
    ]
    assert nodes([a_centre(sensors=[*sensors, a_sensor()])]) == ((GROUP, NODE),)


def test_readings_say_nothing_about_sessions() -> None:
    host = Host()
    host.rebirths.stored(a_centre().id, [])
    host.rebirths.tick(datetime.now(UTC) + timedelta(days=1))
    assert len(host.sent) == 1
