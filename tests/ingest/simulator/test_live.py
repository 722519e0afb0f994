"""`python -m ingest simulate` against a real broker: vendors' messages within a second, and a clean stop."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.centre import load_centre
from ingest.decoders import DECODERS, device_topic
from ingest.profile import profile_of
from tests.brokers import PASSWORD, ROOT, Peer, RunningBroker, running_broker
from tests.ingest.simulator.worlds import CENTRES
from tests.waiting import until

pytestmark = pytest.mark.broker

CENTRE = CENTRES / "shijiawan.toml"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[RunningBroker]:
    with running_broker(tmp_path) as running:
        yield running


def simulate(broker: RunningBroker, *options: str) -> "subprocess.Popen[str]":
    environ = {
        "PATH": os.environ["PATH"],
        "LINLI__BROKER__URL": f"mqtt://127.0.0.1:{broker.endpoint.port}",
        "LINLI__BROKER__USERNAME": "linli",
        "LINLI__BROKER__PASSWORD": PASSWORD,
    }
    command = [sys.executable, "-m", "ingest", "simulate", "--centre", str(CENTRE), *options]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True)


def test_every_device_is_heard_and_every_message_is_readable(broker: RunningBroker) -> None:
    centre = load_centre(CENTRE)
    by_topic = {sensor.topic: sensor for sensor in centre.sensors.values()}
    heard: set[str] = set()
    with Peer(broker.endpoint, "reader", ("#",)) as peer:
        peer.ready()
        process = simulate(broker, "--speed", "600")
        try:
            # Meals are sold and brought at their hours only; all others report whatever the hour is.
            expected = {s.id for s in centre.sensors.values() if s.role not in ("till", "delivery")}

            def all_heard() -> bool:
                while not peer.messages.empty():
                    message = peer.messages.get()
                    sensor = by_topic[device_topic(message.topic)]
                    DECODERS[sensor.envelope](profile_of(sensor), message.topic, message.payload)
                    heard.add(sensor.id)
                return expected <= heard

            assert until(all_heard), expected - heard
        finally:
            process.terminate()
            process.communicate(timeout=10)
    assert process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_asked_to(broker: RunningBroker, number: signal.Signals) -> None:
    with Peer(broker.endpoint, "reader", ("#",)) as peer:
        peer.ready()
        process = simulate(broker)
        assert until(lambda: not peer.messages.empty())
        process.send_signal(number)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "stopped" in said


@pytest.mark.parametrize("option", [("--speed", "0"), ("--speed", "fast"), ("--seed", "x")])
def test_a_wrong_option_is_refused(broker: RunningBroker, option: tuple[str, str]) -> None:
    process = simulate(broker, *option)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert option[0] in said
