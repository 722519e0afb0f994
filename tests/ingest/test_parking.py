"""A store that is away holds nobody else back: its messages are parked, in order, and counted once."""

import random
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.centre import load_centre
from ingest.archive import compress_settled, raw_messages
from ingest.ingestor import BATCH, Ingestor
from ingest.interpretation import Interpreter
from ingest.pressure import Limits, shed_lowest
from ingest.registry import Registry
from ingest.spool import Settlement, Spool, SpoolError
from models.centre import CentreId
from models.ports import StoreUnavailableError
from tests.ingest.readers import ROOT, TOPIC, MemoryStore, a_centre, judge, plain
from tests.ingest.spools import an_arrival, check_account
from tests.ingest.test_sender import HangingStore
from tests.waiting import until

HERE, THERE = CentreId("shijiawan"), CentreId("jiuyanqiao")
THERE_TOPIC = b"linli/jiuyanqiao/clinic/door-1/up"
TOPICS = {HERE: TOPIC, THERE: THERE_TOPIC}


class FaithfulStore(MemoryStore):
    """Remembers every value in the order in which it came, repeats included."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[float] = []

    def write(self, readings: object) -> None:
        super().write(readings)  # type: ignore[arg-type]
        self.order += [reading.value for reading in readings]  # type: ignore[attr-defined]


def _interpreter() -> Interpreter:
    other = load_centre(ROOT / "config" / "centres" / "jiuyanqiao.toml")
    envelopes = ("native", "zigbee2mqtt", "chirpstack")
    return Interpreter(Registry([a_centre(), other]), dict.fromkeys(envelopes, plain), judge)


@dataclass
class Bench:
    """One ingestor over two centres whose stores can be away."""

    spool: Spool
    here: MemoryStore = field(default_factory=FaithfulStore)
    there: MemoryStore = field(default_factory=FaithfulStore)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    def __post_init__(self) -> None:
        self.ingestor = self.fresh_ingestor()

    def fresh_ingestor(self) -> Ingestor:
        stores = {HERE: self.here, THERE: self.there}
        return Ingestor(self.spool, stores, _interpreter(), jitter=lambda low, _high: low)

    def receive(self, centre: CentreId, *values: int) -> None:
        arrivals = [
            an_arrival(next(self.numbers), topic=TOPICS[centre], payload=b'{"n": %d, "id": "%d"}' % (n, n))
            for n in values
        ]
        self.spool.append(arrivals, [0] * len(arrivals))

    def settle(self) -> None:
        assert until(lambda: not self.ingestor.step() and self.spool.recount() == 0)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closing(Spool(tmp_path / "spool.db")) as spool:
        yield Bench(spool)


def test_the_other_centre_goes_on_and_nothing_of_the_away_one_is_lost(bench: Bench) -> None:
    bench.there.away = True
    bench.receive(HERE, 1, 2)
    bench.receive(THERE, 101, 102)
    bench.receive(HERE, 3)

    bench.ingestor.step()

    assert bench.here.values == [1, 2, 3]
    account = check_account(bench.spool)
    assert (account.stored, account.spooled) == (3, 2)
    assert bench.ingestor.store_faults == {THERE: "the store is away"}
    bench.there.away = False
    bench.settle()
    assert bench.there.values == [101, 102]
    assert check_account(bench.spool).stored == 5
    assert bench.ingestor.store_faults == {}


def test_what_is_parked_is_stored_before_anything_newer_of_its_centre(bench: Bench) -> None:
    bench.there.away = True
    bench.receive(THERE, *range(BATCH + 100))
    bench.receive(HERE, 1)
    while bench.spool.pending(1):
        bench.ingestor.step()
    bench.there.away = False
    bench.receive(THERE, *range(BATCH + 100, BATCH + 200))

    bench.settle()

    assert bench.there.order == list(range(BATCH + 200))  # type: ignore[attr-defined]


def test_a_store_that_hangs_delays_nobody_else_and_its_answer_settles_what_was_parked(tmp_path: Path) -> None:
    hanging = HangingStore()
    with closing(Spool(tmp_path / "spool.db")) as spool:
        bench = Bench(spool, there=hanging)
        bench.receive(THERE, 101)
        bench.receive(HERE, 1)
        bench.ingestor.step()
        assert bench.here.values == [1]
        bench.receive(HERE, 2)
        bench.receive(THERE, 102)
        bench.ingestor.step()
        assert bench.here.values == [1, 2]
        assert check_account(spool).spooled == 2

        hanging.let.set()
        bench.settle()

        assert hanging.values == [101, 102]
        assert hanging.writes == 2, "the batch that hung was not sent again"
        assert check_account(spool).stored == 4


def test_a_repeat_of_a_parked_message_is_a_repeat_once_it_is_its_turn(bench: Bench) -> None:
    bench.there.away = True
    bench.receive(HERE, 1)
    bench.receive(THERE, 101)
    bench.ingestor.step()
    bench.receive(THERE, 101)
    bench.ingestor.step()
    assert check_account(bench.spool).duplicate == 0
    bench.there.away = False

    bench.settle()

    account = check_account(bench.spool)
    assert (account.stored, account.duplicate) == (2, 1)


def test_parked_messages_survive_a_restart_in_their_order(bench: Bench) -> None:
    bench.there.away = True
    bench.receive(HERE, 1)
    bench.receive(THERE, *range(101, 111))
    bench.ingestor.step()

    bench.ingestor = bench.fresh_ingestor()
    bench.receive(THERE, 111)
    bench.there.away = False
    bench.settle()

    assert bench.there.order == list(range(101, 112))  # type: ignore[attr-defined]
    assert check_account(bench.spool).stored == 12


def test_parked_messages_may_be_given_up_like_any_other_but_not_while_under_way(tmp_path: Path) -> None:
    hanging = HangingStore()
    with closing(Spool(tmp_path / "spool.db")) as spool:
        bench = Bench(spool, there=hanging)
        bench.receive(THERE, 101)
        bench.receive(HERE, 1)
        bench.ingestor.step()
        bench.receive(THERE, 102, 103)
        bench.ingestor.step()

        assert shed_lowest(spool, Limits(spool_bytes=1, disk_floor_bytes=1)) == 2

        assert check_account(spool).shed == {"spool_full": 2}
        hanging.let.set()
        bench.settle()
        assert hanging.values == [101]
        assert check_account(spool).stored == 2


def test_what_was_parked_is_kept_for_explaining_like_everything_else(bench: Bench) -> None:
    bench.there.away = True
    bench.receive(HERE, *range(900))
    bench.receive(THERE, *range(1000, 1200))
    while bench.spool.pending(1):
        bench.ingestor.step()
    assert not compress_settled(bench.spool, tail=0)
    bench.there.away = False
    bench.settle()

    assert compress_settled(bench.spool, tail=0)
    assert len({message.payload for message in raw_messages(bench.spool, 0, 2**62)}) == 1100


def test_while_no_store_takes_anything_nothing_is_moved(bench: Bench) -> None:
    bench.here.away = bench.there.away = True
    bench.receive(HERE, 1)
    bench.receive(THERE, 101)
    for _ in range(5):
        with pytest.raises(StoreUnavailableError, match="the store is away"):
            bench.ingestor.step()

    assert bench.spool.lanes() == set()
    assert check_account(bench.spool).spooled == 2


@pytest.mark.parametrize("seed", range(6))
def test_however_the_stores_come_and_go_every_value_is_stored_once_and_in_order(
    bench: Bench, seed: int
) -> None:
    chance = random.Random(seed)
    sent: dict[CentreId, list[int]] = {HERE: [], THERE: []}
    for n in range(60):
        bench.here.away, bench.there.away = chance.random() < 0.4, chance.random() < 0.4
        centre = chance.choice([HERE, THERE])
        sent[centre].append(n)
        bench.receive(centre, n)
        with suppress(StoreUnavailableError):
            bench.ingestor.step()
        check_account(bench.spool)
        if chance.random() < 0.1:
            bench.ingestor = bench.fresh_ingestor()
    bench.here.away = bench.there.away = False

    bench.settle()

    assert bench.here.values == sent[HERE]
    assert bench.there.values == sent[THERE]
    assert check_account(bench.spool).stored == 60


class StubbornSpool(Spool):
    """Cannot write its next settlement, as on a full disk."""

    stubborn = False

    def settle(self, settlement: Settlement) -> None:
        if self.stubborn:
            self.stubborn = False
            raise SpoolError("the disk is full")
        super().settle(settlement)


def test_a_spool_that_cannot_be_written_while_a_store_hangs_leaves_every_count_right(tmp_path: Path) -> None:
    hanging = HangingStore()
    with closing(StubbornSpool(tmp_path / "spool.db")) as spool:
        bench = Bench(spool, there=hanging)
        bench.receive(THERE, 101)
        bench.receive(HERE, 1)
        spool.stubborn = True
        with pytest.raises(SpoolError):
            bench.ingestor.step()
        check_account(spool)
        hanging.let.set()
        assert until(bench.ingestor._senders[THERE].done)

        bench.settle()

        assert (bench.here.values, hanging.values) == ([1], [101])
        assert check_account(spool).stored == 2
