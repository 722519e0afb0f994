"""kill -9 under load: what was lost, what was counted twice, and whether the account was exact all along."""

import random
import subprocess
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ingest.bench.influx_server import Shelf
from ingest.bench.load import SENSORS
from ingest.bench.stage import Stage, end_child, require, wait_until
from models.calendar import Window
from models.centre import SensorId
from models.health import Accounting
from models.store import open_store

SHORTEST_S, LONGEST_S = 0.2, 1.5
START_S = 2.5
"""What a start costs, for working out how many messages the whole attack needs."""

SILENT_S = 15.0
"""Nothing new for so long: what is missing now does not come any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """What is killed. seen: how many messages it has taken so far; stored: the numbers of those that its store can tell.

    finished: whether it has stored so many; unreadable: how many that it could not read it still has; look: called after
    every kill; shelf: where it stores, None = not in InfluxDB; kept: how many messages beside the stored ones, which it is
    given, it still has in full.
    """

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    subscribed: Callable[[], bool]
    seen: Callable[[], int]
    stored: Callable[[], Sequence[int]]
    finished: Callable[[int], bool]
    unreadable: Callable[[], int]
    look: Callable[[], None] = lambda: None
    shelf: Shelf | None = None
    kept: Callable[[Set[int]], int] = lambda _stored: 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What came of it. doubled: messages that the store tells twice."""

    name: str
    sent: int
    lost: int
    doubled: int


def attack(stage: Stage, victim: Victim, kills: int, rate: float, seed: int = 7) -> Attack:
    """Kill at random moments while the publisher goes on."""
    chance = random.Random(seed)  # noqa: S311 -- moments, not secrets
    pauses = [chance.uniform(SHORTEST_S, LONGEST_S) for _ in range(kills)]
    sent = int(rate * (sum(pauses) + START_S * kills))
    child = victim.start()
    require(wait_until(victim.subscribed), f"the connection of {victim.name}")
    load = stage.spawn("ingest.bench.load", str(sent), str(rate))
    for pause in pauses:
        require(_sees_more(victim, load), f"{victim.name}, receiving after a start")
        time.sleep(pause)
        child.kill()
        child.wait()
        victim.look()
        child = victim.start()
    require(load.wait() == 0, "publishing")
    _wait_out(victim, sent)
    end_child(child)
    stored = victim.stored()
    once = len(set(stored))
    return Attack(name=victim.name, sent=sent, lost=sent - once, doubled=len(stored) - once)


EVERY = 10
"""Each so many messages of the other trial are cut short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoilt:
    """What became of messages that nobody can read: how many were sent, and how many the receiver still has."""

    name: str
    sent: int
    kept: int


def spoil(stage: Stage, victim: Victim, messages: int) -> Spoilt:
    """Cut every tenth message short, and look for it when all the others are stored."""
    child = victim.start()
    require(wait_until(victim.subscribed), f"the connection of {victim.name}")
    stage.run("ingest.bench.load", str(messages), "0", str(EVERY))
    bad = len(range(0, messages, EVERY))
    require(wait_until(lambda: victim.finished(messages - bad)), f"{victim.name}, storing what can be read")
    end_child(child)
    return Spoilt(name=victim.name, sent=bad, kept=victim.unreadable())


def _sees_more(victim: Victim, load: subprocess.Popen[bytes]) -> bool:
    """Whether it takes something again; on a slow machine the starts may outlast the publisher."""
    before = victim.seen()
    return wait_until(lambda: victim.seen() > before or load.poll() is not None)


def _wait_out(victim: Victim, sent: int) -> None:
    """Until it is done, or until nothing has come for a while."""
    last, at = victim.seen(), time.monotonic()
    while not victim.finished(sent) and time.monotonic() - at < SILENT_S:
        time.sleep(0.2)
        now = victim.seen()
        if now != last:
            last, at = now, time.monotonic()
    victim.look()


@dataclass(slots=True)
class Ledger:
    """The ingestor's own account, looked at after every kill. missing: the most that it ever failed to own up to."""

    stage: Stage
    missing: int = 0
    looks: int = 0
    last: Accounting = field(default_factory=Accounting)

    def look(self) -> None:
        self.last = self.stage.account()
        self.missing = max(self.missing, abs(self.last.missing))
        self.looks += 1


def our_victim(
    stage: Stage, ledger: Ledger, name: str, stored: Callable[[], Sequence[int]], shelf: Shelf | None = None
) -> Victim:
    """Our ingestor on a stage of its own."""

    def finished(sent: int) -> bool:
        account = stage.account()
        return account.spooled == 0 and account.stored >= sent

    return Victim(
        name=name,
        start=lambda: stage.spawn("ingest", "run"),
        subscribed=stage.subscribed,
        seen=lambda: stage.account().received,
        stored=stored,
        finished=finished,
        unreadable=lambda: sum(stage.account().dead.values()),
        look=ledger.look,
        shelf=shelf,
        kept=lambda _stored: sum(stage.account().dead.values()) + stage.account().spooled,
    )


def in_sqlite(stage: Stage) -> list[int]:
    """The number of every message that the embedded store of a stage can tell."""
    store = open_store(f"sqlite:///{stage.folder}/readings.db", "shijiawan")
    now = datetime.now(UTC)
    window = Window(now - timedelta(days=1), now + timedelta(days=1))
    try:
        return [int(reading.value) for reading in store.read([SensorId(s) for s in SENSORS], window)]
    finally:
        store.close()
