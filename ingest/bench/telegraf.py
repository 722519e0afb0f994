"""Telegraf on the same broker, the same messages and the same InfluxDB; only where it is on PATH."""

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.bench.drain import FILTER, Drain, Receiver, Watch
from ingest.bench.influx_server import ORG, TOKEN, InfluxServer, Shelf
from ingest.bench.kills import Victim
from ingest.bench.stage import Stage, end_child, require, wait_until
from models.feed.client import make_client, start, stop

OWED_S = 2.0

MEASUREMENT, FIELD = "door", "value"

UNDELIVERED = 1000
"""As many as the broker lets be on their way."""

BATCH = 500
"""Half of them, so that one half is written while the other comes: the fastest of 250, 500 and 1000 here."""

_CONFIG = """
[agent]
  interval = "10s"
  flush_interval = "200ms"
  metric_batch_size = {batch}
  buffer_strategy = "{buffer}"
  buffer_directory = "{folder}/buffer"
  buffer_disk_sync = true
  omit_hostname = true
[[outputs.influxdb_v2]]
  urls = ["{server}"]
  token = "{token}"
  organization = "{org}"
  bucket = "{bucket}"
  content_encoding = "identity"
[[inputs.mqtt_consumer]]
  servers = ["tcp://{host}:{port}"]
  topics = ["{filter}"]
  qos = 1
  persistent_session = true
  client_id = "{bucket}"
  username = "{username}"
  password = "{password}"
  max_undelivered_messages = {undelivered}
  data_format = "json_v2"
  [[inputs.mqtt_consumer.json_v2]]
    measurement_name = "{measurement}"
    timestamp_path = "ts"
    timestamp_format = "unix_ms"
    [[inputs.mqtt_consumer.json_v2.field]]
      path = "v.in"
      rename = "{field}"
      type = "float"
"""


@dataclass(frozen=True, slots=True)
class Telegraf:
    """One installation. buffer: "disk", synced at every metric, or "memory"; both acknowledge after InfluxDB's answer."""

    stage: Stage
    influx: InfluxServer
    buffer: str

    @property
    def bucket(self) -> str:
        return f"telegraf-{self.buffer}"

    def start(self) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            ["telegraf", "--config", str(self._config())],
            stdin=subprocess.DEVNULL,
            stdout=self.stage.log(),
            stderr=self.stage.log(),
        )
        self.stage.children.append(child)
        return child

    def subscribe(self) -> None:
        """Make the bucket and the session."""
        self.influx.add_bucket(self.bucket)
        child = self.start()
        time.sleep(2.0)
        require(child.poll() is None, "Telegraf's first connection")
        end_child(child)

    def stored(self) -> int:
        """Points in its bucket."""
        return self.influx.count(self.bucket, MEASUREMENT, FIELD)

    def owed(self) -> Sequence[bytes]:
        """Messages that the broker still holds for its session, because it never acknowledged them. Only while it is ended;
        they are taken from the broker by it."""
        came: list[bytes] = []
        endpoint = replace(self.stage.endpoint, protocol=311)
        client = make_client(endpoint, self.bucket, persistent=True)
        client.on_message = lambda _client, _userdata, message: came.append(bytes(message.payload))
        start(client, endpoint, persistent=True)
        require(wait_until(client.is_connected), "a look into Telegraf's session")
        known = -1
        while known < len(came):  # the broker sends no more than its window at once
            known = len(came)
            time.sleep(OWED_S)
        stop(client)
        return came

    def drain(self, messages: int) -> Sequence[Drain]:
        child = self.start()
        require(wait_until(lambda: self.stored() > 0, every_s=0.02), "Telegraf's first point")
        watch, head = Watch(child, self.influx.process), self.stored()
        require(wait_until(lambda: self.stored() >= messages, every_s=0.05), "Telegraf's last point")
        row = watch.row(f"Telegraf, {self.buffer} buffer", messages - head)
        end_child(child)
        return [row]

    def victim(self) -> Victim:
        """For the attack, which needs bucket and session beforehand."""
        self.subscribe()
        return Victim(
            name=f"Telegraf, {self.buffer} buffer",
            start=self.start,
            subscribed=lambda: True,
            seen=self.stored,
            stored=lambda: self.influx.values(self.bucket, MEASUREMENT, FIELD),
            finished=lambda sent: self.stored() >= sent,
            unreadable=lambda: len(self.owed()),
            shelf=Shelf(self.influx, self.bucket, MEASUREMENT, FIELD),
            kept=lambda stored: len({json.loads(payload)["seq"] for payload in self.owed()} - stored),
        )

    def receiver(self) -> Receiver:
        return Receiver(subscribe=self.subscribe, drain=self.drain)

    def _config(self) -> Path:
        broker, file = self.stage.endpoint, self.stage.folder / f"{self.bucket}.conf"
        folder = self.stage.folder / self.bucket
        folder.mkdir(exist_ok=True)
        text = _CONFIG.format(
            batch=BATCH, buffer=self.buffer, folder=folder, undelivered=UNDELIVERED, filter=FILTER,
            server=self.influx.server, token=TOKEN, org=ORG, bucket=self.bucket,
            host=broker.host, port=broker.port, username=broker.username, password=broker.password,
            measurement=MEASUREMENT, field=FIELD,
        )  # fmt: skip
        file.write_text(text, encoding="utf-8")
        return file


def is_here() -> bool:
    return shutil.which("telegraf") is not None
