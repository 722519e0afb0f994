"""/metrics and /healthz from one snapshot."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from config.settings import ConfigError
from ingest.metrics import MetricsServer
from models.centre import CentreId, SensorId
from models.health import Accounting, IngestHealth, Presence
from models.message import Message

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HEALTH = IngestHealth(
    at=NOW,
    started_at=NOW,
    accounting=Accounting(
        received=21, stored=10, duplicate=5, spooled=3, dead={"not_json": 2}, shed={"spool_full": 1}
    ),
    connected=True,
    canary_ms=2.0,
    oldest_spooled_at=NOW,
    sensors={CentreId("c"): {SensorId("s"): Presence(heard_at=NOW), SensorId("mute"): Presence()}},
)


@pytest.fixture
def shown() -> list[IngestHealth]:
    return [HEALTH]


@pytest.fixture
def server(shown: list[IngestHealth]) -> Iterator[MetricsServer]:
    made = MetricsServer("127.0.0.1", 0, lambda: shown[0])
    made.start()
    yield made
    made.stop()


def _get(server: MetricsServer, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_columns_of_a_scrape_add_up(server: MetricsServer) -> None:
    status, text = _get(server, "/metrics")
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }

    assert status == 200
    assert values["linli_ingest_received_total",] == (
        values["linli_ingest_stored_total",]
        + values["linli_ingest_duplicate_total",]
        + values["linli_ingest_spooled",]
        + values["linli_ingest_dead_total", "not_json"]
        + values["linli_ingest_shed_total", "spool_full"]
    )
    assert values["linli_ingest_missing",] == 0
    assert values["linli_ingest_sensor_heard_timestamp_seconds", "c", "s"] == NOW.timestamp()
    assert ("linli_ingest_sensor_heard_timestamp_seconds", "c", "mute") not in values


def test_healthz_is_200_while_all_is_well_and_503_with_the_reasons(
    server: MetricsServer, shown: list[IngestHealth]
) -> None:
    assert _get(server, "/healthz")[0] == 200

    shown[0] = replace(HEALTH, faults=(Message("ingest.fault.store_away"),))

    status, body = _get(server, "/healthz")
    assert status == 503
    assert json.loads(body)["reasons"] == ["store_away"]


def test_nothing_else_is_served(server: MetricsServer) -> None:
    assert _get(server, "/")[0] == 404
    assert _get(server, "/etc/passwd")[0] == 404


def test_a_taken_port_is_named_with_its_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(ConfigError, match=f"ingest.metrics_port = {port}"):
            MetricsServer("127.0.0.1", port, lambda: HEALTH)
