"""One door counter through the whole product: from its message to the changed number on a browser's socket."""

import contextlib
import http.client
import json
import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import paho.mqtt.client as mqtt

from config.centre import load_centre
from dashboard.bench.stage import CENTRE_FILE, BenchError, endpoint, environ, free_port, running, signed_in
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint

SPACE = "seniors"
SENSOR = "seniors-door"
MESSAGES = 200
GAP_S = (0.05, 0.6)
"""Shortest and longest pause between two persons."""

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class PathLag:
    """Milliseconds from publishing to the socket."""

    p50_ms: float
    p99_ms: float
    longest_ms: float
    count: int


@dataclass(slots=True)
class Watcher:
    """Reads the live stream and notes when each number of people was first seen."""

    port: int
    path: str
    cookie: str
    seen: dict[int, float] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def read(self, stop: threading.Event) -> None:
        """Until told to stop; a stream says something at least every second."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        with contextlib.closing(connection):
            connection.request("GET", self.path, headers={"Cookie": self.cookie})
            with connection.getresponse() as answer:
                while not stop.is_set() and (line := answer.readline()):
                    if line.startswith(b"data: "):
                        self._note(json.loads(line[6:]), time.monotonic())

    def _note(self, frame: dict[str, dict[str, dict[str, int | None]]], at: float) -> None:
        people = frame.get("spaces", {}).get(SPACE, {}).get("people")
        if people is not None:
            with self.changed:
                self.seen.setdefault(people, at)
                self.changed.notify_all()

    def wait(self, people: int) -> bool:
        """Whether that many people were seen in time."""
        with self.changed:
            return self.changed.wait_for(lambda: people in self.seen, PATIENCE_S)


def followed(messages: int = MESSAGES) -> PathLag:
    """Let so many people in, one after the other, and see each of them appear."""
    with tempfile.TemporaryDirectory(prefix="linli-path-") as folder:
        broker, port = endpoint(), free_port()
        settings, cookie = environ(Path(folder), broker, port), signed_in(Path(folder))
        with (
            running(["ingest", "broker"], settings, broker.port),
            running(["ingest", "run"], settings, broker.port),
            running(["dashboard", "dashboard"], settings, port),
        ):
            return _followed(broker, Watcher(port, "/shijiawan/live/events", cookie), messages)


def _followed(broker: Endpoint, watcher: Watcher, messages: int) -> PathLag:
    topic = load_centre(CENTRE_FILE).sensors[SENSOR].topic  # type: ignore[index]
    door = make_client(broker, "bench-door")
    start(door, broker)
    ended = threading.Event()
    reader = threading.Thread(target=watcher.read, args=(ended,), daemon=True)
    reader.start()
    try:
        _wake(door, topic, watcher)
        sent = {}
        for people in range(1, messages + 1):
            time.sleep(random.uniform(*GAP_S))  # noqa: S311 -- only so that no rhythm of ours meets one of theirs
            sent[people] = time.monotonic()
            _pass(door, topic, people)
        if not watcher.wait(messages):
            raise BenchError(f"bench: person {messages} was not seen within {PATIENCE_S:.0f} s")
    finally:
        stop(door)
        ended.set()
        reader.join()
    lags = [1000 * (watcher.seen[n] - at) for n, at in sent.items() if n in watcher.seen]
    cuts = quantiles(lags if len(lags) > 1 else lags * 2, n=100)  # one frame may tell of everybody at once
    return PathLag(cuts[49], cuts[98], max(lags), len(lags))


def _wake(door: mqtt.Client, topic: str, watcher: Watcher) -> None:
    """Say nobody until the page shows nobody: everything is up then."""
    deadline = time.monotonic() + 2 * PATIENCE_S
    while 0 not in watcher.seen:
        _pass(door, topic, 0)
        if time.monotonic() > deadline:
            raise BenchError("bench: the live page never showed the door's first word")
        time.sleep(0.5)


def _pass(door: mqtt.Client, topic: str, people: int) -> None:
    now = time.time_ns()
    body = {"ts": now // 1_000_000, "seq": now, "v": {"in": people, "out": 0}}
    door.publish(topic, json.dumps(body).encode(), qos=1)
