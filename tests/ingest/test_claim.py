"""Each message is kept by exactly one shard, and a change of the layout loses none."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from config.shards import SUBSCRIBED, named
from ingest.accounting import read_account
from ingest.arrival import Arrival
from ingest.claim import SETTLED, Claim, Step
from ingest.layout import Layout, layout_of
from ingest.mqtt import LISTENING
from ingest.registry import Place, Registry
from models.calendar import Window
from models.centre import Sensor, SensorId
from models.feed.follower import StateFollower
from models.health import Accounting
from models.store import open_store
from tests.brokers import PASSWORD, ROOT, Peer, RunningBroker, running_broker
from tests.ingest.readers import a_centre
from tests.waiting import until

CENTRE = a_centre()
REGISTRY = Registry([CENTRE])
FENCE = "linli/_ingest/fence/linli"
SENIORS, DAYCARE, HALL = (
    f"linli/shijiawan/{device}/up" for device in ("seniors/door-1", "daycare/door-1", "hall/door-2")
)
STRANGER = "linli/shijiawan/attic/door-9/up"
TOPICS = (SENIORS, DAYCARE, HALL, STRANGER)


def an_arrival(topic: str, payload: bytes = b"{}") -> Arrival:
    return Arrival(1, 1, 1, topic.encode(), payload, retain=False, dup=False, received_ns=1)


def a_claim(data: Path, index: int, count: int) -> Claim:
    folder = data / named("spool", index)
    folder.mkdir(exist_ok=True)
    return Claim(layout_of([CENTRE], count), index, folder, FENCE, REGISTRY.places, REGISTRY.topics)


def kept(one: Claim) -> list[str]:
    return [topic for topic in TOPICS if one.keeps(an_arrival(topic))]


def fenced(one: Claim) -> None:
    """Its own message goes out and comes back."""
    payload = one.next_fence()
    assert payload is not None
    assert not one.keeps(an_arrival(FENCE, payload)), "it is no sensor's message"


def settle(*shards: Claim) -> None:
    for one in shards:
        fenced(one)
    for one in shards:
        fenced(one)
    assert {one.step for one in shards} == {Step.SETTLED}


class Sharing:
    """Two settled shards; `records` is what people accepted, and each shard hears of it when it reads."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.layout = layout_of([CENTRE], 2)
        seconds = (s for s in CENTRE.sensors.values() if self.layout.of_space(CENTRE.id, s.space) == 1)
        self.accepted = replace(next(seconds), id=SensorId("new"), topic=STRANGER)
        self.records: list[Sensor] = []
        self.known = [Registry([CENTRE]) for _ in range(2)]
        for index in range(2):
            (data / named("spool", index)).mkdir()
            (data / named("spool", index) / SETTLED).write_bytes(msgspec.json.encode(self.layout))
        self.claims = [self.started(index) for index in range(2)]

    def started(self, index: int) -> Claim:
        known = self.known[index] = Registry([CENTRE])
        folder = self.data / named("spool", index)
        return Claim(self.layout, index, folder, FENCE, known.places, known.topics)

    def restart(self, index: int) -> None:
        self.claims[index] = self.started(index)

    def read(self, *indices: int) -> None:
        for index in indices:
            sensors = {**CENTRE.sensors, **{one.id: one for one in self.records}}
            self.known[index].adopt([replace(CENTRE, sensors=sensors)])
            self.claims[index].adopted(self.known[index].topics)

    def pass_time(self) -> None:
        """Long enough for everything that goes by itself."""
        for one in [*self.claims, *self.claims]:
            payload = one.next_fence()
            if payload is not None:
                one.keeps(an_arrival(FENCE, payload))

    @property
    def keepers(self) -> list[bool]:
        return [one.keeps(an_arrival(STRANGER)) for one in self.claims]


def test_a_new_sensors_messages_are_kept_twice_until_its_owner_has_read_of_it(tmp_path: Path) -> None:
    """Its space may be another shard's than that of strangers, and the two hear of it at different times."""
    two = Sharing(tmp_path)
    assert two.keepers == [True, False]

    two.records = [two.accepted]
    two.read(0)
    two.pass_time()
    assert two.keepers == [True, True], "however long the second cannot read the records"
    two.read(1)
    assert two.keepers == [True, True], "the first one's session may hold what the second passed over"
    two.pass_time()
    assert two.keepers == [False, True]


def test_a_removed_sensors_messages_are_kept_by_its_old_owner_until_the_first_has_read_of_it(
    tmp_path: Path,
) -> None:
    two = Sharing(tmp_path)
    two.records = [two.accepted]
    two.read(0, 1)
    two.pass_time()

    two.records = []
    two.read(1)
    assert two.keepers == [False, True]
    two.pass_time()
    assert two.keepers == [True, True]
    two.read(0)
    assert two.keepers == [True, True]
    two.pass_time()
    assert two.keepers == [True, False]


@pytest.mark.parametrize("index", [0, 1])
def test_a_shard_that_starts_while_the_records_are_away_passes_over_nothing_that_was_left_to_it(
    tmp_path: Path, index: int
) -> None:
    two = Sharing(tmp_path)
    two.records = [two.accepted]
    two.read(0, 1)
    two.pass_time()
    two.restart(index)
    two.pass_time()
    assert two.keepers[1]

    two.records = []
    two.read(1 - index)
    two.pass_time()
    assert any(two.keepers), "taken back while that one could not read it"
    two.read(index)
    two.pass_time()
    assert two.keepers == [True, False]


def test_the_owner_that_starts_after_the_first_heard_keeps_what_the_first_holds_to_be_its_own(
    tmp_path: Path,
) -> None:
    two = Sharing(tmp_path)
    two.records = [two.accepted]
    two.read(0)
    two.restart(1)
    two.restart(0)
    two.pass_time()
    assert two.keepers == [True, True]
    assert two.claims[0].keeps(an_arrival(DAYCARE)) is False, "what the files say is not in question"


def test_a_fence_of_before_a_change_ends_no_keeping(tmp_path: Path) -> None:
    two = Sharing(tmp_path)
    two.records = [two.accepted]
    two.read(0, 1)
    payload = two.claims[0].next_fence()
    assert payload is not None
    two.records = []
    two.read(1)
    two.claims[0].next_fence()
    two.claims[0].keeps(an_arrival(FENCE, payload))
    assert two.keepers[0]


def test_a_single_process_keeps_everything_and_asks_nobody(tmp_path: Path) -> None:
    alone = a_claim(tmp_path, 0, 1)
    assert kept(alone) == list(TOPICS)
    assert alone.next_fence() is None
    assert alone.passed_over == 0


def test_settled_shards_keep_each_message_once_and_say_how_many_they_passed_over(tmp_path: Path) -> None:
    shards = [a_claim(tmp_path, index, 2) for index in range(2)]
    settle(*shards)

    assert [kept(one) for one in shards] == [[SENIORS, STRANGER], [DAYCARE, HALL]]
    assert [one.passed_over for one in shards] == [2, 2]


def test_a_restart_goes_on_at_once(tmp_path: Path) -> None:
    settle(*(a_claim(tmp_path, index, 2) for index in range(2)))
    again = a_claim(tmp_path, 1, 2)
    assert again.next_fence() is None
    assert kept(again) == [DAYCARE, HALL]


def test_nothing_is_passed_over_before_the_others_receive_and_our_session_is_drained(tmp_path: Path) -> None:
    first, second = (a_claim(tmp_path, index, 2) for index in range(2))
    fenced(first)
    assert first.step is Step.WAITING
    assert first.next_fence() is None, "the second does not receive yet"
    assert kept(first) == list(TOPICS), "until now all of it was the first's"

    fenced(second)
    assert kept(first) == list(TOPICS), "what is in the session may be older than the second's"
    fenced(first)
    assert kept(first) == [SENIORS, STRANGER]
    assert kept(second) == [DAYCARE, HALL]


def test_a_third_shard_takes_over_while_the_old_owners_still_keep_what_was_theirs(tmp_path: Path) -> None:
    settle(*(a_claim(tmp_path, index, 2) for index in range(2)))
    shards = [a_claim(tmp_path, index, 3) for index in range(3)]
    old, new = (
        [layout_of([CENTRE], count).of_places(REGISTRY.places(topic)) for topic in TOPICS] for count in (2, 3)
    )
    assert old != new

    for index, one in enumerate(shards[:2]):
        expected = [t for t, was, is_ in zip(TOPICS, old, new, strict=True) if index in (was, is_)]
        assert kept(one) == expected
    settle(*shards)
    for index, one in enumerate(shards):
        assert kept(one) == [t for t, is_ in zip(TOPICS, new, strict=True) if is_ == index]


def test_an_old_fence_settles_nothing(tmp_path: Path) -> None:
    old = a_claim(tmp_path, 0, 2)
    payload = old.next_fence()
    assert payload is not None
    fresh = a_claim(tmp_path, 0, 2)
    fresh.next_fence()

    fresh.keeps(an_arrival(FENCE, payload))

    assert fresh.step is Step.SUBSCRIBING
    assert old.next_fence() == payload, "a lost one is sent again as it was"


def test_a_shard_that_is_not_needed_any_more_keeps_what_its_session_holds_and_then_leaves(
    tmp_path: Path,
) -> None:
    settle(*(a_claim(tmp_path, index, 2) for index in range(2)))
    leaver = a_claim(tmp_path, 1, 1)
    assert leaver.is_leaving
    fenced(leaver)
    assert leaver.next_fence() is None, "the first does not work by the new layout yet"
    assert kept(leaver) == list(TOPICS)

    first = a_claim(tmp_path, 0, 1)
    assert kept(first) == list(TOPICS)
    fenced(leaver)

    assert leaver.has_left
    leaver.leave()
    assert not (tmp_path / "spool-1" / SUBSCRIBED).exists()
    assert not (tmp_path / "spool-1" / SETTLED).exists()


def test_strangers_are_not_remembered_because_they_have_no_end_and_may_become_known(tmp_path: Path) -> None:
    places: dict[str, Sequence[Place]] = {}
    one = Claim(layout_of([CENTRE], 2), 1, tmp_path, FENCE, lambda topic: places.get(topic, ()))
    for n in range(100):
        assert not one.keeps(an_arrival(f"linli/shijiawan/attic/{n}/up"))
    assert not one._known

    assert not one.keeps(an_arrival(DAYCARE))
    places[DAYCARE] = REGISTRY.places(DAYCARE)
    assert one.keeps(an_arrival(DAYCARE))


def test_a_torn_memory_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / "spool-1").mkdir()
    (tmp_path / "spool-1" / SETTLED).write_text('{"count": 2, "own')
    assert a_claim(tmp_path, 1, 2).step is Step.SUBSCRIBING
    assert Layout() == layout_of([], 1)


@dataclass
class Shards:
    """Real ingest processes on one broker and one data folder."""

    broker: RunningBroker
    folder: Path
    count: int
    children: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *indices: int) -> None:
        environ = {
            "PATH": os.environ["PATH"],
            "LINLI__BROKER__URL": f"mqtt://127.0.0.1:{self.broker.endpoint.port}",
            "LINLI__BROKER__USERNAME": "linli",
            "LINLI__BROKER__PASSWORD": PASSWORD,
            "LINLI__INGEST__METRICS_PORT": "0",
            "LINLI__INGEST__SHARDS": str(self.count),
        }
        for index in indices:
            words = ["ingest", "run", "--data-dir", str(self.folder), "--shard", str(index)]
            with (self.folder / "ingest.log").open("ab") as log:
                self.children[index] = subprocess.Popen(
                    [sys.executable, "-m", *words], cwd=ROOT, env=environ, stderr=log
                )

    def stop(self) -> None:
        for child in self.children.values():
            child.send_signal(signal.SIGTERM)
        for child in self.children.values():
            child.wait(10)
        self.children.clear()

    def settled(self) -> bool:
        return all((self.folder / named("spool", n) / SETTLED).exists() for n in range(self.count))

    def account(self, index: int) -> Accounting:
        file = self.folder / named("spool", index) / "spool.db"
        with contextlib.closing(sqlite3.connect(file, timeout=10)) as connection:
            return read_account(connection)

    def topics(self, index: int) -> list[str]:
        """In the order of receipt, of what is still kept one by one."""
        file = self.folder / named("spool", index) / "spool.db"
        with contextlib.closing(sqlite3.connect(file, timeout=10)) as connection:
            rows = connection.execute("SELECT topic, payload FROM message ORDER BY id").fetchall()
        return [f"{topic.decode()} {json.loads(payload)['seq']}" for topic, payload in rows]

    def stored(self) -> dict[str, list[int]]:
        """Of each sensor the numbers of its messages, in the order of their instants."""
        now = datetime.now(UTC)
        window = Window(now - timedelta(days=1), now + timedelta(days=1))
        sensors = [SensorId(key) for key in ("seniors-door", "daycare-door", "hall-door-yard")]
        with contextlib.closing(open_store(f"sqlite:///{self.folder}/readings.db", "shijiawan")) as store:
            found: dict[str, list[int]] = {}
            for reading in store.read(sensors, window):
                found.setdefault(reading.sensor, []).append(int(reading.value))
        return found


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Shards]:
    with running_broker(tmp_path) as broker:
        shards = Shards(broker, tmp_path, 2)
        try:
            yield shards
        finally:
            for child in shards.children.values():
                child.kill()
                child.wait()


SPOKEN = {"seniors-door": SENIORS, "daycare-door": DAYCARE, "hall-door-yard": HALL}


def _publish(broker: RunningBroker, numbers: Sequence[int]) -> None:
    start_ms = int(time.time() * 1000) - 60_000
    with Peer(broker.endpoint, "sensors") as peer:
        peer.ready()
        infos = [
            peer.client.publish(
                topic, json.dumps({"ts": start_ms + n, "seq": n, "v": {"in": n}}).encode(), qos=1
            )
            for n in numbers
            for topic in SPOKEN.values()
        ]
        assert until(lambda: all(info.is_published() for info in infos))


@pytest.mark.broker
def test_two_processes_share_the_devices_keep_their_order_and_go_on_without_each_other(two: Shards) -> None:
    follower = StateFollower(two.broker.endpoint, [CENTRE], "looker")
    follower.start()
    two.start(0, 1)
    assert until(two.settled), (two.folder / "ingest.log").read_text()

    _publish(two.broker, range(100))
    assert until(lambda: [two.account(n).stored for n in range(2)] == [100, 200])
    assert two.topics(0) == [f"{SENIORS} {n}" for n in range(100)]
    assert two.topics(1) == [f"{topic} {n}" for n in range(100) for topic in (DAYCARE, HALL)]
    assert until(lambda: (h := follower.health()) is not None and h.accounting.stored == 300)
    health = follower.health()
    assert health is not None
    assert health.accounting.missing == 0
    assert health.accounting.received == 300

    two.children[1].kill()
    two.children[1].wait()
    _publish(two.broker, range(100, 200))
    assert until(lambda: two.account(0).stored == 200)
    assert two.account(1).stored == 200, "it is dead, and the other does not take its place"

    two.start(1)
    assert until(lambda: two.account(1).stored == 400)
    follower.stop()
    two.stop()
    assert two.stored() == {sensor: list(range(200)) for sensor in SPOKEN}
    assert [two.account(n).missing for n in range(2)] == [0, 0]


@pytest.mark.broker
def test_from_one_process_to_two_and_back_nothing_that_waited_is_lost(two: Shards) -> None:
    two.count = 1
    two.start(0)
    assert until(lambda: LISTENING in (two.folder / "ingest.log").read_text(encoding="utf-8"))
    two.stop()
    _publish(two.broker, range(50))

    two.count = 2
    two.start(0, 1)
    _publish(two.broker, range(50, 100))
    assert until(two.settled)
    _publish(two.broker, range(100, 150))
    two.stop()
    _publish(two.broker, range(150, 200))

    two.count = 1
    two.start(0, 1)
    leaver = two.children.pop(1)
    assert leaver.wait(40) == 0, (two.folder / "ingest.log").read_text()
    _publish(two.broker, range(200, 250))
    assert until(lambda: two.stored() == {sensor: list(range(250)) for sensor in SPOKEN})
    two.stop()
    assert [two.account(n).missing for n in range(2)] == [0, 0]
    assert not (two.folder / "spool-1" / SUBSCRIBED).exists()


def test_a_shard_that_no_layout_has_is_refused(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "ingest", "run", "--data-dir", str(tmp_path), "--shard", "3"]
    done = subprocess.run(words, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--shard 3 is not one of 0 to 0 (setting ingest.shards = 1)" in done.stderr
