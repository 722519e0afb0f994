"""Throughput: the same messages wait in the broker for each receiver, so that no publisher runs beside it."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass

from ingest.bench.stage import Stage, cpu_seconds, end_child, require, wait_until

FILTER = "linli/shijiawan/+/+/up"


@dataclass(frozen=True, slots=True)
class Drain:
    """How fast one receiver took what was waiting."""

    name: str
    rate: float
    cpu_us: float


def drains(stage: Stage, messages: int) -> list[Drain]:
    """Our ingestor to durable and to queryable, a plain paho loop, and mosquitto_sub when it is here."""
    ingest = stage.spawn("ingest", "run")
    require(wait_until(stage.subscribed), "the ingestor's first connection")
    time.sleep(1.0)
    end_child(ingest)
    end_child(_subscribed(stage))
    program = shutil.which("mosquitto_sub")
    if program:
        _sub(stage, program, 0).wait()
    load = stage.spawn("ingest.bench.load", str(messages), "0")
    require(load.wait() == 0, "publishing")
    rows = [*_ours(stage, messages), _plain(stage, messages)]
    if program:
        rows.append(_mosquitto(stage, program, messages))
    return rows


def _ours(stage: Stage, messages: int) -> list[Drain]:
    child = stage.spawn("ingest", "run")
    require(wait_until(lambda: stage.account().received > 0, every_s=0.002), "the first message")
    began, cpu = time.monotonic(), cpu_seconds(child)
    head = stage.account().received
    require(wait_until(lambda: stage.account().received >= messages), "receiving")
    durable = time.monotonic() - began
    require(wait_until(lambda: stage.account().stored >= messages), "storing")
    queryable, spent = time.monotonic() - began, cpu_seconds(child) - cpu
    end_child(child)
    taken = messages - head
    cpu_us = 1e6 * spent / taken
    return [
        Drain("ingest, to durable", taken / durable, cpu_us),
        Drain("ingest, to queryable", taken / queryable, cpu_us),
    ]


def _subscribed(stage: Stage) -> subprocess.Popen[bytes]:
    child = stage.spawn("ingest.bench.plain", "0")
    require(wait_until((stage.folder / "paho-subscribed").exists), "the plain loop's subscription")
    return child


def _plain(stage: Stage, messages: int) -> Drain:
    child = stage.spawn("ingest.bench.plain", str(messages))
    require(child.wait() == 0, "the plain loop")
    elapsed_ns, cpu_ns = stage.times("plain")
    return Drain("plain paho loop", 1e9 * messages / elapsed_ns, cpu_ns / 1000 / messages)


def _mosquitto(stage: Stage, program: str, messages: int) -> Drain:
    began = time.monotonic()
    child = _sub(stage, program, messages)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    elapsed = time.monotonic() - began
    return Drain(
        "mosquitto_sub (C, keeps nothing)",
        messages / elapsed,
        1e6 * (usage.ru_utime + usage.ru_stime) / messages,
    )


def _sub(stage: Stage, program: str, messages: int) -> subprocess.Popen[bytes]:
    """A persistent subscriber; with no messages to wait for it only makes its session."""
    end = ["-C", str(messages)] if messages else ["-E"]
    broker = stage.endpoint
    words = ["-h", broker.host, "-p", str(broker.port), "-u", broker.username, "-P", broker.password]
    session = ["-V", "mqttv5", "-c", "-x", "3600", "-i", "bench-sub", "-q", "1", "-t", FILTER]
    return subprocess.Popen([program, *words, *session, *end], stdout=subprocess.DEVNULL)
