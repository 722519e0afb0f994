"""A child that is the plain paho loop to compare with: it counts and acknowledges, and keeps nothing."""

import sys
import threading
import time
from pathlib import Path

import paho.mqtt.client as mqtt

from config.broker import endpoint
from config.settings import load_settings
from ingest.bench.stage import leave_times
from models.feed.client import make_client, start, stop

FILTER = "linli/shijiawan/+/+/up"


def main(messages: int) -> int:
    """Take so many messages of a persistent session; 0 = only make the session."""
    settings = load_settings()
    broker, folder = endpoint(settings), Path(settings.data.folder)
    client = make_client(broker, "bench-plain", persistent=True)
    done = threading.Event()
    counter = _Counter(messages, done)
    client.on_message = counter.take
    if not messages:
        client.on_connect = lambda *_: _subscribe(client)
    client.on_subscribe = lambda *_: (folder / "paho-subscribed").touch()
    start(client, broker, persistent=True)
    if messages and done.wait(120):
        leave_times(folder / "plain", counter.spent())
    elif not messages:
        done.wait(2)
    stop(client)
    return 0


def _subscribe(client: mqtt.Client) -> None:
    client.subscribe(FILTER, qos=1)


class _Counter:
    def __init__(self, messages: int, done: threading.Event) -> None:
        self._left, self._done = messages, done
        self._began = self._cpu = 0

    def take(self, *_: object) -> None:
        if not self._began:
            self._began, self._cpu = time.monotonic_ns(), time.process_time_ns()
        self._left -= 1
        if self._left == 0:
            self._done.set()

    def spent(self) -> tuple[int, int]:
        """Nanoseconds since the first message: on the clock, and of the processor."""
        return time.monotonic_ns() - self._began, time.process_time_ns() - self._cpu


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
