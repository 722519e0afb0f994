"""Publish QoS 1 at a rate, kill -9 the ingestor again and again, then compare what was sent with what is stored."""

import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.accounting import read_account
from ingest.mqtt import LISTENING
from ingest.sequence import Place, Run, runs
from models.calendar import Window, to_ns
from models.centre import SensorId
from models.health import Accounting
from models.store import open_store
from tests.brokers import PASSWORD, ROOT, Peer, RunningBroker
from tests.waiting import until

SENSORS = {
    "seniors-door": "seniors/door-1",
    "daycare-door": "daycare/door-1",
    "hall-door-yard": "hall/door-2",
}
DEVICES = tuple(SENSORS.items())

STARTED_S = 60.0
"""For a process that begins on a busy machine; nothing is measured by it."""


@dataclass
class Campaign:
    """One run over one broker and one data folder. kind: which child process; environ: settings that differ."""

    broker: RunningBroker
    folder: Path
    kind: str = "slow-disk"
    environ: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    accounts: list[Accounting] = field(default_factory=list)
    sent: set[tuple[str, int]] = field(default_factory=set)
    published_at: dict[int, float] = field(default_factory=dict)

    def start(self) -> None:
        environ = {
            "PATH": os.environ["PATH"],
            "LINLI__DATA__FOLDER": str(self.folder),
            "LINLI__BROKER__URL": f"mqtt://127.0.0.1:{self.broker.endpoint.port}",
            "LINLI__BROKER__USERNAME": "linli",
            "LINLI__BROKER__PASSWORD": PASSWORD,
            "LINLI__INGEST__METRICS_PORT": "0",
        }
        with self._log_file.open("ab") as stderr:
            self.process = subprocess.Popen(
                self.command(), cwd=ROOT, env=environ | self.environ, stderr=stderr
            )

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", "tests.ingest.resilience.killable", self.kind]

    def begin(self) -> None:
        """Start, and wait until the session exists: what is published from now on is ours."""
        self.start()
        assert until((self.folder / "spool" / "subscriptions.json").exists, STARTED_S), self.log()
        with Peer(
            self.broker.endpoint, "opener"
        ) as peer:  # the subscription was answered when its echo comes back
            peer.ready()
            device = "linli/shijiawan/nowhere/opener/up"
            assert until(lambda: peer.publish(device, b"{}") or self.received() > 0, STARTED_S, 0.1), (
                self.log()
            )

    def received(self) -> int:
        with contextlib.suppress(sqlite3.Error):
            return self.account().received
        return 0

    def log(self) -> str:
        return self._log_file.read_text(encoding="utf-8")

    @property
    def _log_file(self) -> Path:
        """Beside the folder, which may be on a disk that is full."""
        return self.folder.with_name(f"{self.folder.name}.log")

    def supervised(self) -> None:
        """Start it again when it ended by itself, as a supervisor does."""
        if self.process is not None and self.process.poll() is not None:
            self.start()

    def complete(self) -> bool:
        """Whether everything that was sent is stored."""
        self.supervised()
        return set(self.stored()) == self.sent

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def publish(self, count: int, rate: float, stop: threading.Event | None = None) -> None:
        """Numbered messages with instants of their own, a millisecond apart, at about `rate` a second."""
        start_ms = (to_ns(datetime.now(UTC)) // 10**6) - 3_600_000
        with Peer(self.broker.endpoint, "publisher", persistent=True) as peer:
            peer.ready()
            began = time.monotonic()
            for n in range(count):
                if stop is not None and stop.is_set():
                    break
                sensor, device = DEVICES[n % len(DEVICES)]
                payload = {"ts": start_ms + n, "seq": n // len(DEVICES), "v": {"in": n}}
                topic = f"linli/shijiawan/{device}/up"
                self.published_at[n] = time.monotonic()
                peer.client.publish(topic, json.dumps(payload).encode(), qos=1)
                self.sent.add((sensor, n))
                ahead = began + n / rate - time.monotonic()
                if ahead > 0.002:
                    time.sleep(ahead)
            assert until(lambda: not peer.client._out_messages, 60), "paho's own queue is the outbox"

    def account(self) -> Accounting:
        """Read by a stranger to the process, in one statement, as it is on disk at this instant."""
        with contextlib.closing(self._spool()) as connection:
            return read_account(connection)

    def gaps(self) -> Mapping[Place, Run]:
        """What the running numbers of each sensor tell."""
        with contextlib.closing(self._spool()) as connection:
            return runs(connection)

    def waiting(self) -> int:
        with contextlib.closing(self._spool()) as connection:
            query = (
                "SELECT (SELECT count(*) FROM message WHERE id > (SELECT value FROM state WHERE key = 'cursor')) "
                "+ (SELECT count(*) FROM parked)"
            )
            return int(connection.execute(query).fetchone()[0])

    def _spool(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "spool" / "spool.db", timeout=10)

    def stored(self) -> list[tuple[str, int]]:
        store = open_store(f"sqlite:///{self.folder}/readings.db", "shijiawan")
        try:
            now = datetime.now(UTC)
            window = Window(now - timedelta(days=1), now + timedelta(days=1))
            found = store.read([SensorId(sensor) for sensor in SENSORS], window)
            return [(reading.sensor, int(reading.value)) for reading in found]
        finally:
            store.close()

    def settled(self) -> bool:
        with contextlib.suppress(sqlite3.Error):
            return self.waiting() == 0
        return False

    def attack(
        self,
        kills: int,
        messages: int,
        rate: float,
        pauses: tuple[float, float] = (0.9, 1.9),
        seed: int = 7,
        *,
        awake: bool = False,
    ) -> None:
        """Kill at random while the publisher goes on; look at the account in between.

        awake: only while it takes messages; else on a slow machine many kills fall on one that has not begun yet.
        """
        chance = random.Random(seed)
        publisher = threading.Thread(target=self.publish, args=(messages, rate), daemon=True)
        self.begin()
        publisher.start()
        for past in range(kills):
            if awake:
                assert until(lambda n=past: self.log().count(LISTENING) > n), self.log()  # type: ignore[misc]
            time.sleep(chance.uniform(*pauses))
            with contextlib.suppress(sqlite3.Error):
                self.accounts.append(self.account())
            self.kill()
            self.accounts.append(self.account())
            assert self.accounts[-1].spooled == self.waiting()
            self.start()
        publisher.join(messages / rate + 120)
        assert not publisher.is_alive()

    @contextlib.contextmanager
    def ended(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self.process is not None and self.process.poll() is None:
                self.process.terminate()
                self.process.wait(15)
