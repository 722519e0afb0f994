"""`python -m ingest run` as a whole: a real process, a real broker, hostile messages, outages, a clean end."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.settings import load_settings
from ingest.mqtt import LISTENING
from ingest.runtime import known_centres
from models.calendar import Window
from models.centre import CentreId, SensorId
from models.feed.follower import StateFollower
from models.store import open_store
from tests.brokers import PASSWORD, ROOT, Peer, RunningBroker, running_broker
from tests.ingest.readers import a_centre
from tests.ingest.resilience.campaign import Campaign
from tests.waiting import until

UP = "linli/shijiawan/seniors/door-1/up"


@dataclass
class Running(Campaign):
    """The product's own entry point."""

    def start(self) -> None:
        command = [sys.executable, "-m", "ingest", "run", "--data-dir", str(self.folder)]
        with (self.folder / "ingest.log").open("ab") as stderr:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=_environ(self.broker, **self.environ), stderr=stderr
            )
        assert until(lambda: all(said in self.log() for said in ("metrics on port", LISTENING)))

    def log(self) -> str:
        return (self.folder / "ingest.log").read_text()

    def values(self) -> list[float]:
        store = open_store(f"sqlite:///{self.folder}/readings.db", "shijiawan")
        now = datetime.now(UTC)
        with contextlib.closing(store):
            window = Window(now - timedelta(days=1), now + timedelta(days=1))
            return sorted(reading.value for reading in store.read([SensorId("seniors-door")], window))


def _environ(broker: RunningBroker, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "LINLI__BROKER__URL": f"mqtt://127.0.0.1:{broker.endpoint.port}",
        "LINLI__BROKER__USERNAME": "linli",
        "LINLI__BROKER__PASSWORD": PASSWORD,
        "LINLI__INGEST__METRICS_PORT": "0",
    } | more


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with running_broker(tmp_path) as broker:
        made = Running(broker, tmp_path)
        with made.ended():
            made.start()
            yield made


def _good(n: int) -> bytes:
    return json.dumps({"ts": int(time.time() * 1000) - 60_000 + n, "seq": n, "v": {"in": n}}).encode()


@pytest.mark.broker
def test_hostile_messages_stop_nothing_and_are_all_accounted_for(running: Running) -> None:
    hostile = [
        b"[" * 60_000,
        b'{"v":{"in":NaN}}',
        b'{"v":{"in":1e999}}',
        b"\xff\xfe",
        b"",
        b"null",
        b'{"v":' * 9_000,
    ]
    assert running.process is not None
    with Peer(running.broker.endpoint, "attacker") as attacker:
        attacker.ready()
        for _ in range(200):  # more bad messages in a row than the window of the connection
            infos = [attacker.client.publish(UP, payload, qos=1) for payload in hostile]
        attacker.client.publish(UP, b"x" * 300_000, qos=0)
        attacker.client.publish("linli/shijiawan/a/b/up", b"stranger", qos=1)
        attacker.client.publish("linli/shijiawan/" + "x" * 60_000 + "/b/up", b"long", qos=1)
        assert until(infos[-1].is_published)
    _publish_bad_topic(running.broker)
    with Peer(running.broker.endpoint, "sensor") as sensor:
        sensor.ready().publish(UP, _good(7))

    assert until(lambda: running.values() == [7.0])
    assert running.process.poll() is None
    assert until(running.settled)
    account = running.account()
    assert account.missing == 0
    assert account.stored == 1
    assert sum(account.dead.values()) == account.received - 1 >= 1400


def _publish_bad_topic(broker: RunningBroker) -> None:
    """A publish whose topic is not UTF-8, written by hand; the broker may close the connection over it."""
    with socket.create_connection(("127.0.0.1", broker.endpoint.port), timeout=5) as wire:
        user, word = b"linli", PASSWORD.encode()
        body = b"\x00\x04MQTT\x04\xc2\x00\x3c" + b"".join(
            len(part).to_bytes(2, "big") + part for part in (b"raw", user, word)
        )
        wire.sendall(b"\x10" + bytes([len(body)]) + body)
        assert wire.recv(4)[:1] == b"\x20"
        publish = b"\x00\x09linli/\xff\xfe\xfdpayload"
        wire.sendall(b"\x30" + bytes([len(publish)]) + publish)


@pytest.mark.broker
def test_ends_within_four_seconds_on_sigterm_with_everything_durable(running: Running) -> None:
    assert running.process is not None
    with Peer(running.broker.endpoint, "sensor") as sensor:
        sensor.ready()
        infos = [sensor.client.publish(UP, _good(n), qos=1) for n in range(300)]
        assert until(infos[-1].is_published)
        running.process.send_signal(signal.SIGTERM)
        code = running.process.wait(6)

    assert code == 0, running.log()
    running.start()
    assert until(lambda: running.values() == [float(n) for n in range(300)])
    account = running.account()
    assert account.missing == 0
    assert account.received - account.duplicate == 300


@pytest.mark.broker
def test_a_broker_restart_loses_nothing_and_needs_no_restart_of_ours(running: Running) -> None:
    with Peer(running.broker.endpoint, "sensor") as sensor:
        sensor.ready().publish(UP, _good(1))
    running.broker.stop()
    running.broker.start()
    with Peer(running.broker.endpoint, "sensor") as sensor:
        sensor.ready().publish(UP, _good(2))

    assert until(lambda: running.values() == [1.0, 2.0])
    assert running.process is not None
    assert running.process.poll() is None


def test_a_model_of_ones_own_that_no_longer_fits_is_told_and_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = tmp_path / "profiles" / "linli-counter.toml"
    own.parent.mkdir()
    own.write_text(_model("in").replace('carrier = "native"', 'carrier = "lorawan"'), encoding="utf-8")
    settings = load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path)})
    centres = known_centres(settings)
    assert SensorId("seniors-door") in centres[CentreId("shijiawan")].sensors
    assert "profile 'linli-counter' does not come in envelope" in caplog.text


def _model(key: str) -> str:
    shipped = (ROOT / "ingest/profiles/linli-counter.toml").read_text(encoding="utf-8")
    return shipped.replace("in = {", f"{key} = {{")


@pytest.mark.broker
def test_a_device_model_is_changed_and_broken_without_a_restart(running: Running) -> None:
    own = running.folder / "profiles" / "linli-counter.toml"
    follower = StateFollower(running.broker.endpoint, [a_centre()], "looker")
    follower.start()

    def fault_keys() -> list[str]:
        return [fault.key for fault in follower.health().faults] if follower.health() else []

    with Peer(running.broker.endpoint, "sensor") as sensor:
        sensor.ready().publish(UP, _good(1))
        own.parent.mkdir()
        own.write_text(_model("people_in"), encoding="utf-8")
        assert until(lambda: "device models were read again" in running.log())
        sensor.publish(UP, _good(2).replace(b'"in"', b'"people_in"'))
        assert until(lambda: running.values() == [1.0, 2.0])
        own.write_text("model = ", encoding="utf-8")
        assert until(lambda: fault_keys() == ["ingest.fault.profile_broken"])
        sensor.publish(UP, _good(3).replace(b'"in"', b'"people_in"'))
        assert until(lambda: running.values() == [1.0, 2.0, 3.0])
        assert "linli-counter.toml, line 1: it is not TOML" in running.log()
        own.write_text(_model("people_in"), encoding="utf-8")
        assert until(lambda: follower.health() is not None and fault_keys() == [])
    follower.stop()


@pytest.mark.broker
def test_says_how_it_is_on_the_broker(running: Running) -> None:
    follower = StateFollower(running.broker.endpoint, [a_centre()], "looker")
    follower.start()
    with Peer(running.broker.endpoint, "sensor") as sensor:
        sensor.ready().publish(UP, _good(1))

    assert until(lambda: (health := follower.health()) is not None and health.accounting.stored == 1)
    health = follower.health()
    follower.stop()
    assert health is not None
    assert health.healthy
    assert health.sensors[a_centre().id][SensorId("seniors-door")].heard_at is not None
    assert health.sensors[a_centre().id][SensorId("hall-door-yard")].heard_at is None


@pytest.mark.broker
def test_a_second_ingestor_on_the_same_folder_is_refused(running: Running) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "run", "--data-dir", str(running.folder)],
        check=False,
        cwd=ROOT,
        env=_environ(running.broker),
        capture_output=True,
        text=True,
        timeout=20,
    )

    assert done.returncode == 1
    assert "another ingestor already works in" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LINLI__STORE__URL", "mongo://x", "mongo://x"),
        ("LINLI__BROKER__URL", "http://x", "http://x"),
        ("LINLI__CENTRE__FILES", "nowhere.toml", "nowhere.toml"),
        ("LINLI__INGEST__METRICS_PORT", "99999", "99999"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_its_value(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "run", "--data-dir", str(tmp_path)],
        check=False,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], name: value},
        capture_output=True,
        text=True,
        timeout=20,
    )

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.broker
def test_home_assistant_is_told_of_every_space_only_while_somebody_wants_it(tmp_path: Path) -> None:
    spaces = {f"homeassistant/device/linli_shijiawan_{space}/config" for space in a_centre().spaces}
    with running_broker(tmp_path) as broker, Peer(broker.endpoint, "house", ("homeassistant/#",)) as house:
        house.ready()
        made = Running(broker, tmp_path, environ={"LINLI__INGEST__HOME_ASSISTANT": "true"})
        with made.ended():
            made.start()
            told = house.take(len(spaces))
            assert {one.topic for one in told} == spaces
            assert all(json.loads(one.payload)["components"] for one in told)
            # They come back to us with everybody's announcements: known, and nobody's letter.
            assert until(lambda: made.account().stored == len(spaces)), made.account()
            assert made.account().dead == {}
            assert made.process is not None
            made.process.terminate()
            made.process.wait(10)
            made.environ.clear()
            made.start()
            taken_back = house.take(len(spaces))
            assert {one.topic for one in taken_back} == spaces
            assert {one.payload for one in taken_back} == {b""}
