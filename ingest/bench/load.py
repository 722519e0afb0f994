"""A child that publishes numbered native messages with QoS 1: `python -m ingest.bench.load COUNT RATE [EVERY [ODD]]`.

RATE 0 = flat out; EVERY n-th message is odd, 0 = none. ODD: `cut` short, as by a device that restarted while it spoke, or
`old`, as of one that was without a network for OLD_DAYS.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import paho.mqtt.client as mqtt

from config.broker import endpoint
from config.settings import load_settings
from ingest.bench.stage import leave_times, wait_until
from models.feed.client import make_client, start, stop

TOPICS = ("seniors/door-1", "daycare/door-1", "hall/door-2")
SENSORS = ("seniors-door", "daycare-door", "hall-door-yard")
"""Of shijiawan.toml, in the order of TOPICS: message n comes from sensor n mod 3."""

DAY_MS = 86_400_000

WINDOW = 2_000
"""Messages on their way at most, so that the publisher's own queue stays short."""


OLD_DAYS = 10
"""The store keeps those days in another piece than today."""


def main(count: int, rate: float, every: int = 0, odd: str = "cut") -> int:
    """Publish, wait until the broker has all of them, leave the times of sending."""
    settings = load_settings()
    broker = endpoint(settings)
    client = make_client(broker, "bench-load")
    start(client, broker)
    if not wait_until(client.is_connected):
        return 1
    sent = _publish(client, count, rate, every, ODD[odd])
    stop(client)
    leave_times(Path(settings.data.folder) / "sent", sent)
    return 0


def _publish(
    client: mqtt.Client, count: int, rate: float, every: int, odd: Callable[[int, int], str]
) -> list[int]:
    began, start_ms = time.monotonic(), time.time_ns() // 10**6 - count
    sent: list[int] = []
    infos: list[mqtt.MQTTMessageInfo] = []
    for n in range(count):
        sent.append(time.time_ns())
        topic = f"linli/shijiawan/{TOPICS[n % 3]}/up"
        tell = odd if every and n % every == 0 else _native
        infos.append(client.publish(topic, tell(start_ms + n, n), qos=1))
        if n >= WINDOW:
            infos[n - WINDOW].wait_for_publish()
        ahead = (began + n / rate - time.monotonic()) if rate else 0.0
        if ahead > 0.001:
            time.sleep(ahead)
    for info in infos[-WINDOW:]:
        info.wait_for_publish()
    return sent


def _native(at_ms: int, n: int) -> str:
    return json.dumps({"ts": at_ms, "seq": n, "v": {"in": n}})


def _cut(at_ms: int, n: int) -> str:
    payload = _native(at_ms, n)
    return payload[: len(payload) // 2]


def _old(at_ms: int, n: int) -> str:
    return _native(at_ms - OLD_DAYS * DAY_MS, n)


ODD: Mapping[str, Callable[[int, int], str]] = {"cut": _cut, "old": _old}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), int((sys.argv[3:] or ["0"])[0]), *sys.argv[4:]))
