"""The alarm that a message spoke for another device."""

from datetime import UTC, datetime, timedelta

from ingest.decoders import DECODERS
from ingest.interpretation import Interpreter
from ingest.memory import Memory
from ingest.mismatch import last_mismatch, raise_alarm
from ingest.quality import readings
from ingest.registry import Registry
from tests.builders import a_centre, a_sensor
from tests.ingest.edge_node import Wire
from tests.ingest.payloads import chirpstack_up

TOPIC = "linli/test/gym/gym-door/up"


def test_a_message_for_another_device_is_a_dead_letter_and_remembered() -> None:
    memory, wire = Memory(), Wire()
    interpret = Interpreter(Registry([a_centre(sensors=[a_sensor()])]), DECODERS, readings, memory=memory)

    read = interpret(wire.message(TOPIC, b'{"device":"other","v":{"in":1}}'))
    interpret(wire.message(TOPIC, b'{"device":"gym-door","v":{"in":1}}'))
    interpret(wire.message(TOPIC, b"{"))

    found = last_mismatch(memory)
    assert read.reason == "device_mismatch"
    assert found is not None
    assert (found.topic, found.claimed) == (TOPIC, "other")
    assert (found.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) == (
        wire.now_ns // 1000
    ) - 2000


def test_a_stranger_that_speaks_for_another_device_is_told_like_a_sensor_that_does() -> None:
    memory, wire = Memory(), Wire()
    interpret = Interpreter(Registry([a_centre(sensors=[a_sensor()])]), DECODERS, readings, memory=memory)
    topic = "application/a/device/24e124136c190001/event/up"

    honest = interpret(wire.message(topic, chirpstack_up(b"")))
    assert (honest.reason, last_mismatch(memory)) == ("unknown_device", None)
    impostor = interpret(wire.message(topic, chirpstack_up(b"", eui="24e124136c190002")))

    found = last_mismatch(memory)
    assert impostor.reason == "device_mismatch"
    assert found is not None
    assert (found.topic, found.claimed) == (topic, "24e124136c190002")


def test_the_newest_counts_and_an_old_one_that_is_replayed_changes_nothing() -> None:
    memory, wire = Memory(), Wire()
    old, new = wire.message(TOPIC, b""), wire.message("x" * 300, b"")
    raise_alarm(memory, new, "y" * 300)
    kept = memory.changes()
    raise_alarm(memory, old, "z")

    found = last_mismatch(memory)
    assert memory.changes() == kept
    assert found is not None
    assert (len(found.topic), len(found.claimed)) == (128, 128)
