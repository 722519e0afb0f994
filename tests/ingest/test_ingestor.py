"""From the spool to the stores: exactly once in the account, whatever the store does."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from ingest.accounting import Shed
from ingest.dead_letters import dead_letters
from ingest.decoders import CONVERSATIONS, DECODERS
from ingest.decoders.sparkplug_session import read_session
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.memory import Memory
from ingest.rebirth import overdue
from ingest.registry import Registry
from ingest.spool import Heard, Spool
from models.centre import CentreId, SensorId
from models.ports import StoreUnavailableError
from models.reading import Reading
from tests.builders import a_centre, a_sensor
from tests.fakes import MemoryEvents
from tests.ingest.edge_node import (
    BORN_MS,
    DOUBLE,
    GROUP,
    NODE,
    NODE_TOPIC,
    a_birth,
    a_metric,
    a_payload,
    a_topic,
    a_will,
)
from tests.ingest.readers import OTHER_TOPIC, PLUG_TOPIC, TOPIC, MemoryStore, an_interpreter, judge
from tests.ingest.spools import an_arrival, check_account
from tests.waiting import until

CENTRE = CentreId("shijiawan")


@dataclass
class Listening:
    """Remembers what it was told."""

    heard: list[tuple[CentreId, list[float]]] = field(default_factory=list)
    ticks: int = 0

    def stored(self, centre: CentreId, readings: Sequence[Reading]) -> None:
        self.heard.append((centre, [r.value for r in readings]))

    def tick(self, now: datetime) -> None:
        assert now.tzinfo is not None
        self.ticks += 1


@dataclass
class Bench:
    """An ingestor with everything around it."""

    spool: Spool
    store: MemoryStore = field(default_factory=MemoryStore)
    listening: Listening = field(default_factory=Listening)
    events: MemoryEvents = field(default_factory=MemoryEvents)

    def __post_init__(self) -> None:
        self.ingestor = Ingestor(
            self.spool,
            {CENTRE: self.store},
            an_interpreter(),
            [self.listening],
            jitter=lambda low, high: low,
            events={CENTRE: self.events},
        )

    def receive(self, *payloads: bytes, topic: bytes = TOPIC) -> None:
        arrivals = [an_arrival(n, topic=topic, payload=payload) for n, payload in enumerate(payloads)]
        self.spool.append(arrivals, [0] * len(arrivals))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(Spool(tmp_path / "spool.db"))
    yield made
    made.spool.close()


def test_stores_in_order_and_tells_the_listeners(bench: Bench) -> None:
    bench.receive(b'{"n": 1}', b'{"n": 2}')
    bench.receive(b'{"n": 3}', topic=OTHER_TOPIC)

    assert bench.ingestor.step() == 3
    assert bench.ingestor.step() == 0

    assert bench.store.values == [1, 2, 3]
    assert bench.listening.heard == [(CENTRE, [1, 2, 3])]
    assert check_account(bench.spool).stored == 3


def test_a_repeat_is_counted_and_not_stored_again(bench: Bench) -> None:
    bench.receive(b'{"n": 1, "id": "a"}', b'{"n": 1, "id": "a"}')
    bench.ingestor.step()
    bench.receive(b'{"n": 1, "id": "a"}', b'{"n": 2, "id": "b"}')
    bench.ingestor.step()

    account = check_account(bench.spool)
    assert (account.stored, account.duplicate) == (2, 2)
    assert bench.store.values == [1, 2]


def test_while_the_store_is_away_everything_stays_in_the_spool(bench: Bench) -> None:
    bench.receive(b'{"n": 1}', b'{"n": 2}')
    bench.store.away = True

    with pytest.raises(StoreUnavailableError, match="the store is away"):
        bench.ingestor.step()

    assert check_account(bench.spool).spooled == 2
    assert bench.ingestor.store_faults == {CENTRE: "the store is away"}
    assert bench.listening.heard == []
    bench.store.away = False
    bench.ingestor.step()
    assert bench.store.values == [1, 2]
    assert bench.ingestor.store_faults == {}


def test_what_the_store_will_never_take_becomes_a_dead_letter_and_the_rest_is_stored(bench: Bench) -> None:
    bench.receive(b'{"n": 1}', b'{"n": 666}', b'{"n": 3}')
    bench.store.never = {666}

    bench.ingestor.step()

    account = check_account(bench.spool)
    assert (account.stored, account.dead) == (2, {"store_rejected": 1})
    assert [(d.payload, d.text) for d in dead_letters(bench.spool)] == [(b'{"n": 666}', "the store says no")]
    assert bench.listening.heard == [(CENTRE, [1, 3])]


def test_poison_does_not_stop_what_comes_after_it(bench: Bench) -> None:
    bench.receive(*[b"boom", b"{", b"[" * 100_000] * 500, b'{"n": 1}')

    while bench.ingestor.step():
        pass

    account = check_account(bench.spool)
    assert account.stored == 1
    assert sum(account.dead.values()) == 1500
    assert bench.store.values == [1]


def test_what_happened_is_kept_once_before_its_message_is_settled(bench: Bench) -> None:
    bench.receive(b'{"swipe": "50"}', b'{"swipe": "50"}')

    bench.ingestor.step()

    assert [(e.id, e.values) for e in bench.events.kept.values()] == [("50", {"granted": True})]
    assert check_account(bench.spool).stored == 1


def test_a_stale_retained_message_is_counted_as_such(bench: Bench) -> None:
    arrival = an_arrival(topic=TOPIC, payload=b'{"n": 1}')
    bench.spool.append([type(arrival)(1, 1, 1, TOPIC, b'{"n": 1}', True, False, 10**18)], [0])

    bench.ingestor.step()

    assert check_account(bench.spool).shed == {Shed.STALE_RETAINED: 1}
    assert bench.store.values == []
    assert bench.spool.snapshot().heard == {}


def test_remembers_when_a_sensor_spoke_and_whether_it_said_goodbye(bench: Bench) -> None:
    bench.receive(b'{"n": 1}', topic=PLUG_TOPIC)
    bench.receive(b'{"online": false}', topic=PLUG_TOPIC + b"/availability")

    bench.ingestor.step()

    assert bench.spool.snapshot().heard == {
        (CENTRE, SensorId("gym-treadmill-1")): Heard(at_ns=10**18, online=False)
    }


def test_a_crash_between_store_and_account_is_made_good_by_doing_it_again(
    bench: Bench, tmp_path: Path
) -> None:
    bench.receive(b'{"n": 1}', b'{"n": 2}')
    messages = [an_interpreter()(message) for message in bench.spool.pending()]
    bench.store.write([reading for one in messages for reading in one.readings])  # and here the power goes

    bench.ingestor.step()

    assert bench.store.values == [1, 2]
    account = check_account(bench.spool)
    assert (account.stored, account.duplicate) == (2, 0)


def test_runs_until_stopped_ticks_and_comes_back_after_an_outage(bench: Bench) -> None:
    stop = threading.Event()
    bench.store.away = True
    thread = threading.Thread(target=bench.ingestor.run, args=(stop,))
    thread.start()
    bench.receive(b'{"n": 1}')
    assert until(lambda: bool(bench.ingestor.store_faults))
    bench.store.away = False

    assert until(lambda: bench.store.values == [1])
    assert until(lambda: bench.listening.ticks >= 2)

    began = time.monotonic()
    stop.set()
    bench.spool.arrived.set()
    thread.join(5)
    assert not thread.is_alive()
    assert time.monotonic() - began < 5


def test_a_node_that_speaks_by_alias_is_read_once_while_its_store_is_away_and_after_a_restart(
    tmp_path: Path,
) -> None:
    store, births = MemoryStore(), (a_metric(1.0, "temperature", 1, DOUBLE),)
    store.away = True
    spool = Spool(tmp_path / "spool.db")
    ingestor = _of_a_node(spool, store)
    _said(
        spool,
        0,
        ("NBIRTH", a_birth(metrics=births)),
        ("NDATA", a_payload(a_metric(2.0, alias=1), seq=1, at_ms=BORN_MS + 2)),
    )
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            ingestor.step()
    store.away = False
    ingestor = _of_a_node(spool, store)  # the process ended while nothing was settled
    while ingestor.step():
        pass
    ingestor = _of_a_node(spool, store)  # and once more, now with the names kept in the spool
    _said(
        spool, 5, ("NDATA", a_payload(a_metric(3.0, alias=1), seq=2, at_ms=BORN_MS + 3)), ("NDEATH", a_will())
    )
    while ingestor.step():
        pass

    assert sorted(store.values) == [1.0, 2.0, 3.0]
    assert check_account(spool).stored == 4
    assert [heard.online for heard in spool.snapshot().heard.values()] == [False]
    assert not overdue(read_session(Memory(spool.memory()), GROUP, NODE), 2 * 10**18)
    spool.close()


def _of_a_node(spool: Spool, store: MemoryStore) -> Ingestor:
    sensor = a_sensor("node", topic=NODE_TOPIC, envelope="sparkplug", profile="sparkplug")
    registry = Registry([a_centre(sensors=[sensor])])
    interpret = Interpreter(
        registry, DECODERS, judge, conversations=CONVERSATIONS, memory=Memory(spool.memory())
    )
    return Ingestor(spool, {CentreId("test"): store}, interpret, jitter=lambda low, high: low)


def _said(spool: Spool, first: int, *messages: tuple[str, bytes]) -> None:
    arrivals = [
        an_arrival(first + n, topic=a_topic(kind).encode(), payload=payload)
        for n, (kind, payload) in enumerate(messages)
    ]
    spool.append(arrivals, [0] * len(arrivals))


def test_an_event_that_the_records_will_never_take_costs_its_own_message_only(bench: Bench) -> None:
    bench.receive(b'{"swipe": "1"}', b'{"swipe": "poison"}', b'{"swipe": "2"}')
    bench.events.never = {"poison"}

    bench.ingestor.step()

    account = check_account(bench.spool)
    assert (account.stored, account.dead) == (2, {"store_rejected": 1})
    assert [(d.payload, d.text) for d in dead_letters(bench.spool)] == [
        (b'{"swipe": "poison"}', "the records say no")
    ]
    assert [event.id for event in bench.events.kept.values()] == ["1", "2"]
