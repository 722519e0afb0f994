"""Throughput: the same messages wait in the broker for each receiver, so that no publisher runs beside it."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.bench.stage import BenchError, Stage, cpu_seconds, end_child, peak_mb, require, wait_until

FILTER = "linli/shijiawan/+/+/up"
PAHO, MOSQUITTO = "plain paho loop", "mosquitto_sub (C)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drain:
    """How fast one receiver took what was waiting. rate: messages a second; cpu_us: of all its threads, a message.

    store_us: what the store's server took beside it; peak_mb: its memory; None = it has none, or nobody looked.
    """

    name: str
    rate: float
    cpu_us: float
    store_us: float | None = None
    peak_mb: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """subscribe: make the session that the messages will wait for; drain: take so many of them."""

    subscribe: Callable[[], None]
    drain: Callable[[int], Sequence[Drain]]


def drains(stage: Stage, receivers: Sequence[Receiver], messages: int) -> list[Drain]:
    """One receiver after the other; each finds the same messages waiting for it."""
    for receiver in receivers:
        receiver.subscribe()
    stage.run("ingest.bench.load", str(messages), "0")
    return [row for receiver in receivers for row in receiver.drain(messages)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """Time and processor seconds since a moment."""

    at: float
    cpu: float
    store_cpu: float


class Watch:
    """Measures one receiver and, where there is one, the server of its store."""

    def __init__(self, child: subprocess.Popen[bytes], store: subprocess.Popen[bytes] | None = None) -> None:
        self._child, self._store = child, store
        self._began = self._now()

    def row(self, name: str, taken: int) -> Drain:
        """Since the beginning. Raises BenchError when all had been taken by then."""
        if taken <= 0:
            raise BenchError(f"bench: too few messages to measure {name}; ask for more with --messages")
        began, now = self._began, self._now()
        return Drain(
            name=name,
            rate=taken / (now.at - began.at),
            cpu_us=1e6 * (now.cpu - began.cpu) / taken,
            store_us=1e6 * (now.store_cpu - began.store_cpu) / taken if self._store else None,
            peak_mb=peak_mb(self._child),
        )

    def _now(self) -> Meter:
        store_cpu = cpu_seconds(self._store) if self._store else 0.0
        return Meter(at=time.monotonic(), cpu=cpu_seconds(self._child), store_cpu=store_cpu)


def ours(stage: Stage, kind: str, store: subprocess.Popen[bytes] | None = None) -> Receiver:
    """Our ingestor, to durable and to queryable, on a stage of its own."""

    def subscribe() -> None:
        child = stage.spawn("ingest", "run")
        require(wait_until(stage.subscribed), "the ingestor's first connection")
        time.sleep(1.0)
        end_child(child)

    def drain(messages: int) -> Sequence[Drain]:
        child = stage.spawn("ingest", "run")
        require(wait_until(lambda: stage.account().received > 0, every_s=0.002), "the first message")
        watch, head = Watch(child, store), stage.account().received
        require(wait_until(lambda: stage.account().received >= messages), "receiving")
        durable = watch.row(f"ingest {kind}, to durable", messages - head)
        require(wait_until(lambda: stage.account().stored >= messages), "storing")
        queryable = watch.row(f"ingest {kind}, to queryable", messages - head)
        end_child(child)
        return [durable, queryable]

    return Receiver(subscribe=subscribe, drain=drain)


def paho(stage: Stage) -> Receiver:
    """A plain paho loop that keeps nothing."""

    def subscribe() -> None:
        child = stage.spawn("ingest.bench.plain", "0")
        require(wait_until((stage.folder / "paho-subscribed").exists), "the plain loop's subscription")
        end_child(child)

    def drain(messages: int) -> Sequence[Drain]:
        stage.run("ingest.bench.plain", str(messages))
        elapsed_ns, cpu_ns = stage.times("plain")
        rate = 1e9 * messages / elapsed_ns
        return [Drain(name=PAHO, rate=rate, cpu_us=cpu_ns / 1000 / messages)]

    return Receiver(subscribe=subscribe, drain=drain)


def mosquitto(stage: Stage) -> Receiver | None:
    """Mosquitto's own subscriber, which keeps nothing; None when it is not here."""
    program = shutil.which("mosquitto_sub")
    if program is None:
        return None

    def drain(messages: int) -> Sequence[Drain]:
        began = time.monotonic()
        child = _sub(stage, program, messages)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        cpu_us = 1e6 * (usage.ru_utime + usage.ru_stime) / messages
        rate = messages / (time.monotonic() - began)
        return [Drain(name=MOSQUITTO, rate=rate, cpu_us=cpu_us)]

    return Receiver(subscribe=lambda: _ended(_sub(stage, program, 0)), drain=drain)


def _ended(child: subprocess.Popen[bytes]) -> None:
    require(child.wait() == 0, "mosquitto_sub's session")


def _sub(stage: Stage, program: str, messages: int) -> subprocess.Popen[bytes]:
    """A persistent subscriber; with no messages to wait for it only makes its session."""
    end = ["-C", str(messages)] if messages else ["-E"]
    broker = stage.endpoint
    words = ["-h", broker.host, "-p", str(broker.port), "-u", broker.username, "-P", broker.password]
    session = ["-V", "mqttv5", "-c", "-x", "3600", "-i", "bench-sub", "-q", "1", "-t", FILTER]
    return subprocess.Popen([program, *words, *session, *end], stdout=subprocess.DEVNULL)
