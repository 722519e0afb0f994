"""A child that publishes numbered native messages with QoS 1: `python -m ingest.bench.load COUNT RATE [EVERY]`.

RATE 0 = flat out; EVERY n-th message is cut short, as by a device that restarted while it spoke, 0 = none.
"""

import json
import sys
import time
from pathlib import Path

import paho.mqtt.client as mqtt

from config.broker import endpoint
from config.settings import load_settings
from ingest.bench.stage import leave_times, wait_until
from models.feed.client import make_client, start, stop

TOPICS = ("seniors/door-1", "daycare/door-1", "hall/door-2")
SENSORS = ("seniors-door", "daycare-door", "hall-door-yard")
"""Of shijiawan.toml, in the order of TOPICS: message n comes from sensor n mod 3."""

WINDOW = 2_000
"""Messages on their way at most, so that the publisher's own queue stays short."""


def main(count: int, rate: float, every: int = 0) -> int:
    """Publish, wait until the broker has all of them, leave the times of sending."""
    settings = load_settings()
    broker = endpoint(settings)
    client = make_client(broker, "bench-load")
    start(client, broker)
    if not wait_until(client.is_connected):
        return 1
    sent = _publish(client, count, rate, every)
    stop(client)
    leave_times(Path(settings.data.folder) / "sent", sent)
    return 0


def _publish(client: mqtt.Client, count: int, rate: float, every: int) -> list[int]:
    began, start_ms = time.monotonic(), time.time_ns() // 10**6 - count
    sent: list[int] = []
    infos: list[mqtt.MQTTMessageInfo] = []
    for n in range(count):
        sent.append(time.time_ns())
        topic = f"linli/shijiawan/{TOPICS[n % 3]}/up"
        payload = json.dumps({"ts": start_ms + n, "seq": n, "v": {"in": n}})
        is_cut = every and n % every == 0
        infos.append(client.publish(topic, payload[: len(payload) // 2] if is_cut else payload, qos=1))
        if n >= WINDOW:
            infos[n - WINDOW].wait_for_publish()
        ahead = (began + n / rate - time.monotonic()) if rate else 0.0
        if ahead > 0.001:
            time.sleep(ahead)
    for info in infos[-WINDOW:]:
        info.wait_for_publish()
    return sent


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), int((sys.argv[3:] or ["0"])[0])))
