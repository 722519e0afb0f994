"""A node's session: names by alias, the running number, deaths, and messages that are read a second time."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.arrival import Spooled
from ingest.decoders.sparkplug_payload import read_payload
from ingest.decoders.sparkplug_session import MAX_DEVICES, MAX_NAMES, Session, converse, read_session
from ingest.memory import Memory
from ingest.rebirth import overdue
from ingest.sample import DecodeError, Reason
from tests.ingest.edge_node import (
    BORN_MS,
    DOUBLE,
    GROUP,
    INT16,
    NODE,
    Wire,
    a_birth,
    a_metric,
    a_payload,
    a_topic,
    a_will,
)

NAMES = (a_metric(20.5, "temperature", 1, DOUBLE), a_metric(-3, "humidity", 2, INT16))


@dataclass
class Node(Wire):
    """A node, and a host that remembers what it says."""

    memory: Memory = field(default_factory=Memory)

    def say(self, kind: str, payload: bytes, device: str = "") -> dict[str, object] | None:
        return self.hear(self.message(a_topic(kind, device), payload))

    def hear(self, message: Spooled) -> dict[str, object] | None:
        complete = converse(self.memory, message.topic.decode(), message)
        if complete is None:
            return None
        metrics = read_payload(complete).metrics
        return {m.name or f"alias {m.alias}": m.plain if m.typed else ... for m in metrics}

    def born(self, bd_seq: int = 0, metrics: tuple[bytes, ...] = NAMES) -> None:
        self.say("NBIRTH", a_birth(bd_seq, self.now_ns // 10**6, metrics))

    def data(self, seq: int, *metrics: bytes, device: str = "") -> dict[str, object] | None:
        return self.say("DDATA" if device else "NDATA", a_payload(*metrics, seq=seq), device)

    @property
    def session(self) -> Session:
        return read_session(self.memory, GROUP, NODE)

    @property
    def needs_rebirth(self) -> bool:
        return overdue(self.session, self.now_ns + 3 * 10**9)


@pytest.fixture
def node() -> Node:
    born = Node()
    born.born()
    return born


def test_an_alias_has_the_name_and_the_sign_that_the_birth_told(node: Node) -> None:
    assert node.data(1, a_metric(21.0, alias=1), a_metric(-4, alias=2)) == {
        "temperature": 21.0,
        "humidity": -4,
    }
    assert not node.needs_rebirth


def test_a_name_without_a_datatype_has_that_of_the_birth(node: Node) -> None:
    assert node.data(1, a_metric(-9, "humidity")) == {"humidity": -9}


def test_a_device_has_aliases_of_its_own(node: Node) -> None:
    node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=1), "d1")
    assert node.data(2, a_metric(False, alias=9), device="d1") == {"presence": False}
    assert node.data(3, a_metric(False, alias=9)) == {"alias 9": False}
    assert node.needs_rebirth


def test_a_new_birth_forgets_what_its_devices_said_before(node: Node) -> None:
    node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=1), "d1")
    node.born(1)
    assert node.data(1, a_metric(False, alias=9), device="d1") == {"alias 9": False}
    assert node.needs_rebirth


def test_a_node_that_was_never_born_is_asked_for_its_names() -> None:
    stranger = Node()
    assert stranger.data(7, a_metric(21.0, alias=1)) == {"alias 1": 21.0}
    assert stranger.needs_rebirth
    stranger.born()
    assert not stranger.needs_rebirth


def test_a_gap_is_noticed_and_a_message_that_was_overtaken_closes_it(node: Node) -> None:
    node.data(1)
    node.data(3)
    assert node.needs_rebirth
    assert not overdue(node.session, node.now_ns + 10**9), "it may still come"
    node.data(2)
    assert not node.needs_rebirth


def test_a_gap_that_stays_is_closed_by_a_birth(node: Node) -> None:
    node.data(5)
    node.data(6)
    assert node.needs_rebirth
    node.born(1)
    assert not node.needs_rebirth


def test_a_repeat_of_the_last_message_is_no_gap(node: Node) -> None:
    node.data(1)
    node.data(1)
    node.data(2)
    assert not node.needs_rebirth


def test_a_death_ends_the_session_and_only_its_own_will_counts(node: Node) -> None:
    node.born(1)
    assert node.say("NDEATH", a_will(0)) is None, "the will of the connection before"
    assert node.session.born == ("",)
    assert node.say("NDEATH", a_will(1)) == {"bdSeq": 1}
    assert node.session.born == ()
    assert not node.needs_rebirth


def test_a_device_that_died_is_known_again_after_its_birth(node: Node) -> None:
    node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=1), "d1")
    node.say("DDEATH", a_payload(seq=2), "d1")
    assert node.session.born == ("",)
    assert not node.needs_rebirth
    node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=3), "d1")
    assert node.data(4, a_metric(False, alias=9), device="d1") == {"presence": False}
    assert not node.needs_rebirth


def test_a_message_that_cannot_be_read_changes_nothing(node: Node) -> None:
    before = node.session
    with pytest.raises(DecodeError):
        node.say("NDATA", b"\x0a\xff")
    assert node.session == before


def test_a_message_from_before_a_birth_that_told_something_else_is_not_read_by_it(node: Node) -> None:
    early = node.message(a_topic("NDATA"), a_payload(a_metric(5.0, alias=1), seq=1))
    node.born(1, (a_metric(1.0, "pressure", 1, DOUBLE),))
    assert node.hear(early) == {"alias 1": 5.0}
    assert not node.needs_rebirth


def test_a_message_from_before_a_birth_that_told_the_same_is_read(node: Node) -> None:
    early = node.message(a_topic("NDATA"), a_payload(a_metric(5.0, alias=1), seq=1))
    node.born(1)
    assert node.hear(early) == {"temperature": 5.0}


def test_a_birth_counts_although_our_own_clock_was_set_back(node: Node) -> None:
    born_ms = node.now_ns // 10**6 + 60_000
    node.now_ns -= 3_600 * 10**9
    node.say("NBIRTH", a_birth(1, born_ms, (a_metric(1.0, "pressure", 1, DOUBLE),)))
    assert node.data(1, a_metric(990.0, alias=1)) == {"pressure": 990.0}
    assert node.session.bd_seq == 1


def test_a_device_that_tells_ever_more_numbers_does_not_grow_without_end(node: Node) -> None:
    for seq in range(2, 2_000, 2):
        node.data(seq % 256)
    assert len(node.session.early) <= 128


def rows(node: Node) -> set[str]:
    """Devices whose names are remembered, as the spool will keep them."""
    kept = (key for key, value in node.memory.changes().items() if value)
    return {key.rpartition("/")[2] for key in kept if key.startswith("sparkplug-names/")}


def test_a_device_that_is_not_born_again_is_forgotten_with_the_birth_after(node: Node) -> None:
    for born in range(30):
        node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=1), f"d{born}")
        node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=2), "stays")
        node.born(born + 1)
        assert rows(node) == {"", f"d{born}", "stays"}
    node.say("DBIRTH", a_payload(a_metric(True, "presence", 9), seq=1), "stays")
    assert node.data(2, a_metric(False, alias=9), device="stays") == {"presence": False}


def test_a_device_more_than_a_node_can_have_is_refused_and_remembered_nowhere(node: Node) -> None:
    birth = a_payload(a_metric(True, "presence", 9), seq=1)
    for number in range(MAX_DEVICES):
        node.say("DBIRTH", birth, f"d{number}")
    before, kept = node.session, rows(node)
    with pytest.raises(DecodeError, match="'made-up' is one more than 200") as refused:
        node.say("DBIRTH", birth, "made-up")
    assert refused.value.reason is Reason.TOO_MANY_METRICS
    assert (node.session, rows(node)) == (before, kept)
    node.say("DBIRTH", birth, "d7")


def test_more_names_than_a_node_can_have_are_refused(node: Node) -> None:
    many = [a_metric(1, f"n{number}", number) for number in range(MAX_NAMES // 5)]
    for number in range(4):
        node.say("DBIRTH", a_payload(*many, seq=1), f"d{number}")
    with pytest.raises(DecodeError, match="at most 2000"):
        node.say("DBIRTH", a_payload(*many, seq=1), "d4")
    node.say("DBIRTH", a_payload(*many, seq=1), "d3")
    assert "d4" not in rows(node)


_STEPS = st.lists(
    st.sampled_from(["birth", "rebirth", "death", "device", "gone", "data", "device data", "lost"]),
    max_size=40,
)


@given(_STEPS, st.integers(0, 40))
def test_messages_that_are_read_again_change_nothing_and_say_the_same(steps: list[str], again: int) -> None:
    node, seq, bd_seq = Node(), 0, 0
    messages = []
    for step in steps:
        match step:
            case "birth" | "rebirth":
                bd_seq += step == "birth"
                messages.append(
                    node.message(a_topic("NBIRTH"), a_birth(bd_seq % 256, BORN_MS + len(messages) + 1, NAMES))
                )
                seq = 0
                continue
            case "death":
                messages.append(node.message(a_topic("NDEATH"), a_will(bd_seq % 256)))
                continue
        seq = (seq + 1) % 256
        match step:
            case "device":
                birth = a_payload(a_metric(True, "presence", 9), seq=seq)
                messages.append(node.message(a_topic("DBIRTH", "d1"), birth))
            case "gone":
                messages.append(node.message(a_topic("DDEATH", "d1"), a_payload(seq=seq)))
            case "data":
                messages.append(node.message(a_topic("NDATA"), a_payload(a_metric(1.0, alias=1), seq=seq)))
            case "device data":
                payload = a_payload(a_metric(True, alias=9), seq=seq)
                messages.append(node.message(a_topic("DDATA", "d1"), payload))
    first = [(len(node.hear(message) or ()), node.memory.changes()) for message in messages]
    second = [(len(node.hear(message) or ()), node.memory.changes()) for message in messages[:again]]
    assert [changes for _, changes in second] == [node.memory.changes()] * len(second)
    read = [
        count for message, (count, _) in zip(messages, first, strict=True) if b"DEATH" not in message.topic
    ]
    repeated = [
        count for message, (count, _) in zip(messages, second, strict=False) if b"DEATH" not in message.topic
    ]
    assert repeated == read[: len(repeated)]
