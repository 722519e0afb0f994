"""A store in trouble: how many of the same messages each receiver has lost for good when the store is well again."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from ingest.bench.influx_server import Shelf
from ingest.bench.kills import Victim
from ingest.bench.load import DAY_MS, OLD_DAYS
from ingest.bench.stage import Broker, Stage, end_child, our_broker, require, wait_until
from ingest.broker import mosquitto

RATE = 100.0
"""Messages a second: a large centre, and no more than Telegraf takes from a broker that lets 20 be on their way."""

GRACE_S = 45.0
"""Longer than anybody pauses before the next try."""

OLD_EVERY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """lasts: inside of it the store is in trouble; every: one message in so many is refused for good, 0 = none."""

    name: str
    lasts: Callable[[Shelf], AbstractContextManager[None]]
    every: int = 0
    broker: Broker = our_broker


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """stored: messages that the store can tell; kept: others that the receiver still has in full: dead letters of ours, in the
    broker's session for Telegraf."""

    trouble: str
    name: str
    sent: int
    stored: int
    kept: int

    @property
    def lost(self) -> int:
        return self.sent - self.stored - self.kept


def suffer(stage: Stage, victim: Victim, shelf: Shelf, trouble: Trouble, seconds: float) -> Aftermath:
    """Publish for so long into the trouble, end it, and count what is left."""
    sent = int(RATE * seconds)
    refused = len(range(0, sent, trouble.every)) if trouble.every else 0
    child = victim.start()
    require(wait_until(victim.subscribed), f"the connection of {victim.name}")
    require(
        wait_until(lambda: shelf.influx.has_bucket(shelf.bucket), every_s=0.2), f"the bucket of {victim.name}"
    )
    with trouble.lasts(shelf):
        stage.run("ingest.bench.load", str(sent), str(RATE), str(trouble.every), "old")
    wait_until(lambda: victim.finished(sent - refused), GRACE_S, every_s=0.5)
    end_child(child)
    stored = set(victim.stored())
    kept = victim.kept(stored)
    return Aftermath(trouble=trouble.name, name=victim.name, sent=sent, stored=len(stored), kept=kept)


@contextlib.contextmanager
def _hangs(shelf: Shelf) -> Iterator[None]:
    shelf.influx.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        shelf.influx.process.send_signal(signal.SIGCONT)


@contextlib.contextmanager
def _renamed(shelf: Shelf) -> Iterator[None]:
    other = f"{shelf.bucket}-renamed"
    shelf.influx.rename_bucket(shelf.bucket, other)
    try:
        yield
    finally:
        shelf.influx.rename_bucket(other, shelf.bucket)


@contextlib.contextmanager
def _typed_otherwise(shelf: Shelf) -> Iterator[None]:
    """Another program has written whole numbers into the old days, where ours have a point."""
    at_ms = time.time_ns() // 10**6 - OLD_DAYS * DAY_MS
    shelf.influx.write(shelf.bucket, f"{shelf.measurement},writer=stranger {shelf.field}=1i {at_ms * 10**6}")
    yield


def _stock_broker(stage: Stage) -> None:
    """Mosquitto with the limits that it comes with: 20 messages on their way, 1,000 for who does not take them."""
    program = mosquitto()
    require(program is not None, "finding mosquitto")
    file, broker = stage.folder / "stock.conf", stage.endpoint
    file.write_text(f"listener {broker.port} {broker.host}\nallow_anonymous true\n", encoding="utf-8")
    words = [str(program), "-c", str(file)]
    stage.children.append(subprocess.Popen(words, stdout=stage.log(), stderr=stage.log()))


TROUBLES = (
    Trouble(name="1 in 20 is refused (422)", lasts=_typed_otherwise, every=OLD_EVERY),
    Trouble(name="bucket renamed (404)", lasts=_renamed),
    Trouble(name="store hangs", lasts=_hangs),
    Trouble(name="store hangs, stock broker", lasts=_hangs, broker=_stock_broker),
)
