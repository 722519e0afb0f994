"""/metrics for Prometheus and /healthz for supervisors, both from one consistent snapshot (I/O)."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client.core import CollectorRegistry, CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from config.settings import ConfigError
from ingest.desk.counter import JSON, Answer, Counter, body_length
from models.feed.desk_calls import PATH, Refusal, encoded
from models.health import IngestHealth

Observe = Callable[[], IngestHealth]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A row of GAUGES."""

    text: str
    value: Callable[[IngestHealth], float | None]


def _age(health: IngestHealth) -> float:
    if health.oldest_spooled_at is None:
        return 0.0
    return max(0.0, (health.at - health.oldest_spooled_at).total_seconds())


COUNTERS: Mapping[str, Gauge] = {
    "linli_ingest_received": Gauge("Messages received", lambda h: h.accounting.received),
    "linli_ingest_stored": Gauge("Messages all of which is kept", lambda h: h.accounting.stored),
    "linli_ingest_duplicate": Gauge("Messages that had come before", lambda h: h.accounting.duplicate),
    "linli_ingest_passed_over": Gauge(
        "Messages of other shards' sensors, which are in their accounts", lambda h: h.passed_over
    ),
    "linli_ingest_possible_gaps": Gauge(
        "Times the broker had forgotten our session", lambda h: h.possible_gaps
    ),
}

BY_REASON: Mapping[str, tuple[str, Callable[[IngestHealth], Mapping[str, int]]]] = {
    "linli_ingest_dead": ("Messages that could not be read, by reason", lambda h: h.accounting.dead),
    "linli_ingest_shed": ("Messages given up, by reason", lambda h: h.accounting.shed),
}

GAUGES: Mapping[str, Gauge] = {
    "linli_ingest_spooled": Gauge(
        "Messages safe on disk and not worked off yet", lambda h: h.accounting.spooled
    ),
    "linli_ingest_missing": Gauge(
        "Received less every other column; anything but 0 is a defect", lambda h: h.accounting.missing
    ),
    "linli_ingest_oldest_spooled_seconds": Gauge("Age of the oldest waiting message, 0 = none waits", _age),
    "linli_ingest_spool_bytes": Gauge("Bytes of the spool in use", lambda h: h.spool_bytes),
    "linli_ingest_spool_limit_bytes": Gauge("Bytes that the spool may use", lambda h: h.spool_limit_bytes),
    "linli_ingest_disk_free_bytes": Gauge("Bytes free on the disk of the spool", lambda h: h.disk_free_bytes),
    "linli_ingest_connected": Gauge("1 while connected to the broker", lambda h: h.connected),
    "linli_ingest_paused": Gauge("1 while nothing is acknowledged for want of room", lambda h: h.paused),
    "linli_ingest_quarantined": Gauge("Damaged spools put aside at this start", lambda h: h.quarantined),
    "linli_ingest_strangers": Gauge("Topics on which an unknown device speaks", lambda h: h.strangers),
    "linli_ingest_canary_seconds": Gauge(
        "Last round trip through the broker", lambda h: h.canary_ms and h.canary_ms / 1000
    ),
    "linli_ingest_stores_away": Gauge("Centres whose store refuses now", lambda h: len(h.store_faults)),
    "linli_ingest_stores_denied": Gauge(
        "Centres whose store does not let us in", lambda h: len(h.stores_denied)
    ),
    "linli_ingest_profile_faults": Gauge(
        "Device models that cannot be used now", lambda h: len(h.profile_faults)
    ),
    "linli_ingest_device_mismatch": Gauge(
        "1 for six hours after a message spoke for another device than its topic's",
        lambda h: any(fault.key == "ingest.fault.device_mismatch" for fault in h.faults),
    ),
    "linli_ingest_healthy": Gauge("1 while /healthz says 200", lambda h: h.healthy),
}


class HealthCollector(Collector):
    """Turns one IngestHealth into all families, so that their numbers belong together."""

    def __init__(self, observe: Observe) -> None:
        self._observe = observe

    def collect(self) -> Iterator[Metric]:
        health = self._observe()
        for name, row in COUNTERS.items():
            yield CounterMetricFamily(name, row.text, value=row.value(health))
        for name, (text, reasons) in BY_REASON.items():
            family = CounterMetricFamily(name, text, labels=["reason"])
            for reason, messages in reasons(health).items():
                family.add_metric([reason], messages)
            yield family
        for name, row in GAUGES.items():
            value = row.value(health)
            if value is not None:
                yield GaugeMetricFamily(name, row.text, value=value)
        yield _heard(health)
        yield _missed(health)


class MetricsServer:
    """An HTTP server on its own thread."""

    def __init__(self, host: str, port: int, observe: Observe, desk: Counter | None = None) -> None:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(HealthCollector(observe))
        routes = {"/metrics": lambda: _metrics(registry), "/healthz": lambda: _healthz(observe())}
        try:
            self._server = ThreadingHTTPServer((host, port), _answering(routes, desk))
        except (OSError, OverflowError) as error:
            raise ConfigError(
                f"setting ingest.metrics_port = {port}: {host}:{port} cannot be used: {error}"
            ) from error
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _metrics(registry: CollectorRegistry) -> Answer:
    return 200, CONTENT_TYPE_LATEST, generate_latest(registry)


def _healthz(health: IngestHealth) -> Answer:
    reasons = [fault.key.rpartition(".")[2] for fault in health.sick]
    body = {"healthy": health.healthy, "reasons": reasons, "missing": health.accounting.missing}
    return 200 if health.healthy else 503, "application/json", json.dumps(body).encode()


def _answering(
    routes: Mapping[str, Callable[[], Answer]], desk: Counter | None
) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        """GET of the two routes and what the desk answers; anything else is 404."""

        timeout = 10
        server_version = "linli"
        sys_version = ""

        def do_GET(self) -> None:
            route = routes.get(self.path.partition("?")[0])
            self._send(*(route() if route else self._asked(b"")))

        def do_POST(self) -> None:
            length = body_length(self.headers.get("Content-Length"))
            if length is None:
                self.close_connection = True
                self._send(413, JSON, encoded(Refusal("desk.too_large")))
            else:
                self._send(*self._asked(self.rfile.read(length)))

        def _asked(self, body: bytes) -> Answer:
            if desk is None or not self.path.startswith(PATH):
                return 404, "text/plain", b"not found\n"
            return desk.answer(self.command, self.path, self.headers.get("Authorization", ""), body)

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name in the base class
            """Scrapes are no events."""

    return Answering


def _heard(health: IngestHealth) -> Metric:
    text = "When each sensor was last heard, seconds since 1970"
    family = GaugeMetricFamily(
        "linli_ingest_sensor_heard_timestamp_seconds", text, labels=["centre", "sensor"]
    )
    for centre, sensors in health.sensors.items():
        for sensor, presence in sensors.items():
            if presence.heard_at is not None:
                family.add_metric([centre, sensor], presence.heard_at.timestamp())
    return family


def _missed(health: IngestHealth) -> Metric:
    text = "Messages that a sensor's running numbers show to be missing"
    family = GaugeMetricFamily("linli_ingest_sensor_missed", text, labels=["centre", "sensor"])
    for centre, sensors in health.sensors.items():
        for sensor, presence in sensors.items():
            if presence.received:
                family.add_metric([centre, sensor], presence.missed)
    return family
