"""The bench runs from start to end, its kills lose nothing, and what is not on this machine is named."""

import shutil
from pathlib import Path

import pytest

from ingest.bench import main
from ingest.bench.rivals import throughput


@pytest.fixture
def only_mosquitto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without influxd and Telegraf."""
    for name in ("mosquitto", "mosquitto_sub"):
        program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
        if program:
            (tmp_path / name).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.usefixtures("only_mosquitto")
def test_prints_ratios_latency_and_what_the_kills_cost(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--messages", "3000", "--rate", "500", "--seconds", "2", "--kills", "1"])

    said = capsys.readouterr().out
    assert code == 0, said
    assert "plain paho loop" in said
    assert "p99" in said
    assert "lost 0   counted twice 0" in said
    assert "influxd is not on PATH: its row is missing" in said
    assert "telegraf is not on PATH: its row is missing" in said


@pytest.mark.long
@pytest.mark.broker
@pytest.mark.influx
def test_everybody_on_this_machine_has_a_row_and_influxd_its_share_beside_it() -> None:
    rows = {row.name: row for row in throughput(5000, buffers=("memory",))}

    telegraf = {"Telegraf, memory buffer"} if shutil.which("telegraf") else set()
    assert telegraf | {"ingest into InfluxDB, to queryable", "plain paho loop", "mosquitto_sub (C)"} < set(
        rows
    )
    assert all(row.rate > 0 for row in rows.values())
    assert {name for name, row in rows.items() if row.store_us is not None} == telegraf | {
        "ingest into InfluxDB, to durable",
        "ingest into InfluxDB, to queryable",
    }
