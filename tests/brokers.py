"""Real brokers for tests: `python -m ingest broker` on a free port, and small clients to talk to it."""

import contextlib
import os
import queue
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import paho.mqtt.client as mqtt

from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint
from tests.ports import free_port
from tests.waiting import PATIENCE_S, until

ROOT = Path(__file__).parent.parent
PASSWORD = "a-password-for-tests"


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class RunningBroker:
    """One broker process."""

    engine: str
    folder: Path
    endpoint: Endpoint
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environ = {
            "PATH": os.environ["PATH"],
            "LINLI__BROKER__URL": f"embedded://127.0.0.1:{self.endpoint.port}",
            "LINLI__BROKER__ENGINE": self.engine,
            "LINLI__BROKER__PASSWORD": PASSWORD,
        }
        command = [sys.executable, "-m", "ingest", "broker", "--data-dir", str(self.folder)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)
        assert until(lambda: listening(self.endpoint.port)), f"{self.engine} does not listen"

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    @property
    def old_endpoint(self) -> Endpoint:
        """The same broker for a client of MQTT 3.1.1."""
        port = self.endpoint.port + (self.engine == "iotcore")
        return replace(self.endpoint, protocol=311, port=port)


@contextlib.contextmanager
def running_broker(folder: Path, engine: str = "mosquitto") -> Iterator[RunningBroker]:
    endpoint = Endpoint(host="127.0.0.1", port=free_port(), username="linli", password=PASSWORD)
    broker = RunningBroker(engine, folder, endpoint)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


@dataclass
class Peer:
    """A client whose messages come out of a queue."""

    endpoint: Endpoint
    client_id: str
    filters: tuple[str, ...] = ()
    persistent: bool = False
    manual_ack: bool = False
    messages: "queue.Queue[mqtt.MQTTMessage]" = field(default_factory=queue.Queue)
    refused: str = ""
    session_present: bool = False

    def __enter__(self) -> "Peer":
        self.client = make_client(
            self.endpoint, self.client_id, persistent=self.persistent, manual_ack=self.manual_ack
        )
        self.client.on_connect = self._on_connect
        self.client.on_message = lambda _c, _u, message: self.messages.put(message)
        self.client.on_subscribe = lambda *_: setattr(self, "subscribed", True)
        self.subscribed = False
        start(self.client, self.endpoint, persistent=self.persistent)
        return self

    def __exit__(self, *_: object) -> None:
        stop(self.client)

    def _on_connect(
        self, client: mqtt.Client, _u: object, flags: mqtt.ConnectFlags, reason: object, _p: object
    ) -> None:
        self.refused = str(reason) if getattr(reason, "is_failure", False) else ""
        self.session_present = flags.session_present
        if self.filters and not self.refused:
            client.subscribe([(name, 1) for name in self.filters])

    def ready(self) -> "Peer":
        assert until(lambda: self.client.is_connected() and (self.subscribed or not self.filters)), (
            self.refused
        )
        return self

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        self.client.publish(topic, payload, qos=1, retain=retain).wait_for_publish(10)

    def take(self, count: int, within_s: float = PATIENCE_S) -> list[mqtt.MQTTMessage]:
        deadline = time.monotonic() + within_s
        taken: list[mqtt.MQTTMessage] = []
        while len(taken) < count and time.monotonic() < deadline:
            with contextlib.suppress(queue.Empty):
                taken.append(self.messages.get(timeout=0.1))
        return taken
