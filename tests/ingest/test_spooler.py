"""Commit first, acknowledge second, and neither without room."""

import threading
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue

import pytest

from ingest.arrival import Arrival
from ingest.pressure import Limits, limits_of
from ingest.spool import Spool, SpoolError
from ingest.spooler import Spooler, gather
from tests.ingest.small_disk import small_disk
from tests.ingest.spools import an_arrival, check_account, payloads
from tests.waiting import until

ROOMY = Limits(spool_bytes=10**9, disk_floor_bytes=1)
FULL = Limits(spool_bytes=1, disk_floor_bytes=1)


class Acks:
    """Stands for the client: remembers what was acknowledged, and how much was durable at that moment."""

    def __init__(self, spool: Spool) -> None:
        self.inbox: SimpleQueue[Arrival] = SimpleQueue()
        self.acked: list[int] = []
        self.durable_then: list[int] = []
        self._spool = spool

    def ack(self, arrivals: Iterable[Arrival]) -> None:
        self.acked += [arrival.mid for arrival in arrivals]
        self.durable_then.append(self._spool.recount())

    def take_overflow(self) -> int:
        return 2


class StubbornSpool(Spool):
    """Fails its first appends, as a full or locked disk does."""

    failures = 2

    def append(self, arrivals: object, ranks: object, overflow: int = 0) -> None:
        if self.failures:
            self.failures -= 1
            raise SpoolError("the disk is full")
        super().append(arrivals, ranks, overflow)  # type: ignore[arg-type]


def _spooler(spool: Spool, limits: Limits = ROOMY) -> tuple[Spooler, Acks]:
    acks = Acks(spool)
    return Spooler(acks, spool, limits, lambda _topic: 0, lambda _topic, payload: payload), acks  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Spool, StubbornSpool])
def test_everything_is_durable_before_it_is_acknowledged_in_order(tmp_path: Path, kind: type[Spool]) -> None:
    spool = kind(tmp_path / "spool.db")
    spooler, acks = _spooler(spool)

    spooler.take([an_arrival(n) for n in range(7)], threading.Event())

    assert acks.acked == list(range(7))
    assert acks.durable_then == [7]
    assert check_account(spool).received == 9, "with the two that found no room in memory"
    spool.close()


def test_without_room_nothing_is_acknowledged_until_there_is_some(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    spooler, acks = _spooler(spool, FULL)
    stop = threading.Event()
    thread = threading.Thread(target=spooler.run, args=(stop,))
    acks.inbox.put(an_arrival(1))
    thread.start()
    assert until(lambda: spooler.paused)
    assert acks.acked == []

    spooler._limits = ROOMY

    assert until(lambda: acks.acked == [1])
    assert until(lambda: not spooler.paused)
    stop.set()
    thread.join(5)
    spool.close()


def test_while_the_disk_refuses_everybody_can_see_that_nothing_is_acknowledged(tmp_path: Path) -> None:
    spool = StubbornSpool(tmp_path / "spool.db")
    spool.failures = 10**6
    spooler, acks = _spooler(spool)
    stop = threading.Event()
    thread = threading.Thread(target=spooler.run, args=(stop,))
    acks.inbox.put(an_arrival(1))
    thread.start()
    assert until(lambda: spooler.paused)
    assert acks.acked == []

    spool.failures = 0

    assert until(lambda: acks.acked == [1])
    assert until(lambda: not spooler.paused)
    stop.set()
    thread.join(5)
    spool.close()


def test_when_it_is_stopped_without_room_the_messages_stay_the_brokers(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    spooler, acks = _spooler(spool, FULL)
    stop = threading.Event()
    stop.set()
    acks.inbox.put(an_arrival(1))

    spooler.run(stop)

    assert acks.acked == []
    assert payloads(spool) == []
    spool.close()


def test_gathers_a_group_at_most_and_waits_no_longer_than_the_linger() -> None:
    inbox: SimpleQueue[Arrival] = SimpleQueue()
    for n in range(12):
        inbox.put(an_arrival(n))

    assert [a.mid for a in gather(inbox, group=5)] == [0, 1, 2, 3, 4]
    assert [a.mid for a in gather(inbox, group=50, linger_s=0.0)] == [5, 6, 7, 8, 9, 10, 11]
    assert gather(inbox) == []


@pytest.mark.parametrize(("megabytes", "size"), [(32, 500), (32, 4100), (33, 12_000), (32, 65_000)])
def test_near_the_floor_the_log_never_outgrows_what_the_disk_can_take(
    tmp_path: Path, megabytes: int, size: int
) -> None:
    with small_disk(tmp_path / "disk", megabytes) as disk:
        spool = Spool(disk / "spool.db")
        spooler, acks = _spooler(spool, limits_of(spool_mb=1000, disk_floor_mb=20))
        told_to_stop = threading.Event()
        told_to_stop.set()
        while not spooler.paused:
            for n in range(500):
                acks.inbox.put(an_arrival(n, payload=b" " * size))
            spooler.take(gather(acks.inbox), told_to_stop)

        spool.trim()  # if this ever fails, not even what is settled makes room again

        assert acks.acked
        spool.close()
