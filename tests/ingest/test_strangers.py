"""Who is remembered of those that nobody knows."""

import sqlite3
from collections.abc import Iterator

import pytest

from ingest.strangers import (
    DAY_NS,
    KEPT,
    SAMPLE_BYTES,
    TABLE,
    Met,
    dismiss,
    forget,
    meet,
    quarantined,
    waiting,
)

PLUG = b"zigbee2mqtt/plug"


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLE)
    yield connection
    connection.close()


def met(at_ns: int, topic: bytes = PLUG, device: str = "", payload: bytes = b"{}") -> Met:
    return Met(topic=topic, device=device, at_ns=at_ns, payload=payload)


def test_messages_of_one_stranger_are_gathered_with_the_newest_of_them(file: sqlite3.Connection) -> None:
    meet(file, [met(5, payload=b"five"), met(9, payload=b"nine")])
    meet(file, [met(7, payload=b"seven"), met(6, device="child")])
    plug, child = quarantined(file)
    assert (plug.first_ns, plug.last_ns, plug.messages, plug.payload) == (5, 9, 3, b"nine")
    assert (child.device, child.messages) == ("child", 1)


def test_a_message_that_measures_nothing_leaves_the_sample_as_it_was(file: sqlite3.Connection) -> None:
    meet(file, [Met(topic=b"t", device="", at_ns=1, payload=b"measured")])
    meet(file, [Met(topic=b"t", device="", at_ns=2, payload=b"")])
    ((one,)) = quarantined(file)
    assert (one.payload, one.last_ns, one.messages) == (b"measured", 2, 2)


def test_a_long_message_is_kept_in_part(file: sqlite3.Connection) -> None:
    meet(file, [met(1, payload=b"x" * 60_000)])
    assert len(quarantined(file)[0].payload) == SAMPLE_BYTES


def test_a_flood_of_names_does_not_push_out_who_speaks_again_and_again(file: sqlite3.Connection) -> None:
    meet(file, [met(1), met(2)])
    for start in range(0, 3 * KEPT, 500):
        meet(file, [met(10 + n, topic=b"flood/%d" % n) for n in range(start, start + 500)])
    known = quarantined(file)
    assert len(known) == KEPT
    assert PLUG in {stranger.topic for stranger in known}
    assert b"flood/%d" % (3 * KEPT - 1) in {stranger.topic for stranger in known}


def test_who_was_dismissed_comes_back_when_it_speaks_after_a_day(file: sqlite3.Connection) -> None:
    meet(file, [met(1), met(2)])
    assert dismiss(file, PLUG, "", 3)
    assert not dismiss(file, b"nobody", "", 3)
    meet(file, [met(3 + DAY_NS)])
    assert quarantined(file) == []
    assert waiting(file) == 0
    meet(file, [met(4 + DAY_NS)])
    (back,) = quarantined(file)
    assert waiting(file) == 1
    assert (back.first_ns, back.messages) == (4 + DAY_NS, 1)


def test_who_is_known_by_now_is_no_stranger(file: sqlite3.Connection) -> None:
    meet(file, [met(1), met(1, device="child")])
    forget(file, [(PLUG, "child")])
    assert [stranger.device for stranger in quarantined(file)] == [""]
