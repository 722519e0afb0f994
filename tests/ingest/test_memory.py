"""What is remembered: changed at once, durable with the settlement that carries it."""

from pathlib import Path

from ingest.memory import Memory
from ingest.spool import Settlement, Spool


def test_a_change_waits_until_a_settlement_has_carried_it() -> None:
    memory = Memory({"a": b"1"})
    memory.put("a", b"2")
    carried = memory.changes()
    memory.put("a", b"3")
    memory.kept(carried)
    assert memory.get("a") == b"3"
    assert memory.changes() == {"a": b"3"}
    memory.kept({"a": b"3"})
    assert memory.changes() == {}


def test_the_same_value_again_is_no_change() -> None:
    memory = Memory({"a": b"1"})
    memory.put("a", b"1")
    assert memory.changes() == {}


def test_what_a_settlement_carried_is_there_after_a_restart(tmp_path: Path) -> None:
    spool, memory = Spool(tmp_path / "spool.db"), Memory()
    memory.put("a", b"1")
    spool.settle(Settlement(upto=0, memory=dict(memory.changes())))
    spool.close()
    again = Spool(tmp_path / "spool.db")
    assert Memory(again.memory()).get("a") == b"1"
    again.close()


def test_what_was_dropped_is_forgotten_by_the_spool_too(tmp_path: Path) -> None:
    spool, memory = Spool(tmp_path / "spool.db"), Memory()
    memory.put("a", b"1")
    spool.settle(Settlement(upto=0, memory=memory.changes()))
    memory.kept(memory.changes())
    memory.drop("a")
    memory.drop("never known")
    assert memory.changes() == {"a": None}
    spool.settle(Settlement(upto=0, memory=memory.changes()))
    assert spool.memory() == {}
    spool.close()
