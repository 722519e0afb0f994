"""The broker of docker-compose.yml, run for real with its own files: TLS, users, rights, limits."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from models.feed.endpoint import Endpoint
from tests.brokers import Peer, listening
from tests.ports import free_port
from tests.source import ROOT
from tests.waiting import until

SEARCH = os.environ.get("PATH", "") + ":/usr/sbin"
MOSQUITTO = shutil.which("mosquitto", path=SEARCH)
PROGRAMS = [
    MOSQUITTO,
    *(shutil.which(name) for name in ("mosquitto_pub", "mosquitto_sub", "mosquitto_passwd", "openssl")),
]

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif(None in PROGRAMS, reason="needs mosquitto, its clients and openssl"),
]

DEVICE = "shijiawan/gym/door-main"
USERS = ("ingest", "dashboard", "chirpstack", "sparkplug", "uhppoted", "dejaos", DEVICE)


@dataclass(frozen=True)
class Broker:
    folder: Path
    port: int

    def _call(self, program: str, user: str, *arguments: str) -> list[str]:
        return [
            *(program, "-h", "localhost", "-p", str(self.port), "--cafile", str(self.folder / "broker_ca")),
            *("-V", "5", "-u", user, "-P", "secret", "-i", f"{program}-{user.replace('/', '-')}", *arguments),
        ]

    def publish(self, user: str, topic: str, message: str = "x") -> str:
        """What the broker said against it; "" = it took the message."""
        command = self._call("mosquitto_pub", user, "-q", "1", "-t", topic, "-s")
        result = subprocess.run(
            command, input=message, capture_output=True, text=True, timeout=20, check=False
        )
        return result.stderr.strip()

    def listener(self, user: str, filters: str) -> Peer:
        address = Endpoint(
            host="localhost",
            port=self.port,
            tls=True,
            ca_file=self.folder / "broker_ca",
            username=user,
            password="secret",
        )
        return Peer(address, f"listener-{user}", (filters,))


def _certificate(folder: Path) -> None:
    """A certificate for localhost that is its own authority."""
    command = [
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
        *("-keyout", str(folder / "broker_key"), "-out", str(folder / "broker_cert")),
    ]
    subprocess.run(command, capture_output=True, check=True)
    shutil.copy(folder / "broker_cert", folder / "broker_ca")


def _users(folder: Path) -> None:
    passwords = folder / "broker_passwords"
    passwords.touch()
    for user in USERS:
        subprocess.run(
            ["mosquitto_passwd", "-b", str(passwords), user, "secret"], capture_output=True, check=True
        )


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    folder, port = tmp_path_factory.mktemp("mosquitto"), free_port()
    _certificate(folder)
    _users(folder)
    shipped = (ROOT / "config" / "mosquitto" / "mosquitto.conf").read_text(encoding="utf-8")
    moved = (
        shipped.replace("/run/secrets", str(folder))
        .replace("/mosquitto/config/acl", str(ROOT / "config" / "mosquitto" / "acl"))
        .replace("/mosquitto/data/", f"{folder}/")
        .replace("listener 8883", f"listener {port} 127.0.0.1")
    )
    conf = folder / "moved.conf"
    conf.write_text(moved + ("\nuser root\n" if os.geteuid() == 0 else ""), encoding="utf-8")
    assert MOSQUITTO is not None
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([MOSQUITTO, "-c", str(conf)], stderr=log, stdout=log)
        try:
            assert until(lambda: listening(port)), (folder / "log").read_text()
            yield Broker(folder, port)
        finally:
            process.terminate()
            process.wait()


def test_a_device_may_say_what_is_its_own(broker: Broker) -> None:
    for kind in ("up", "sale", "delivery", "lwt"):
        assert broker.publish(DEVICE, f"linli/{DEVICE}/{kind}") == ""


@pytest.mark.parametrize(
    "topic",
    ["linli/shijiawan/gym/other/up", "linli/shijiawan/state/gym", "linli/_ingest/health", "zigbee2mqtt/x"],
)
def test_a_device_may_say_nothing_in_anothers_name(broker: Broker, topic: str) -> None:
    assert "Not authorized" in broker.publish(DEVICE, topic)


@pytest.mark.parametrize("topic", [f"linli/{DEVICE}/up", "linli/shijiawan/state/gym", "linli/_ingest/health"])
def test_the_dashboard_may_say_nothing(broker: Broker, topic: str) -> None:
    assert "Not authorized" in broker.publish("dashboard", topic)


def test_the_dashboard_hears_states_and_no_device(broker: Broker) -> None:
    with broker.listener("dashboard", "linli/#") as dashboard:
        dashboard.ready()
        broker.publish(DEVICE, f"linli/{DEVICE}/up")
        broker.publish("ingest", "linli/shijiawan/state/gym")
        broker.publish("ingest", "linli/_ingest/canary/x")
        broker.publish("ingest", "linli/_ingest/health")
        broker.publish("ingest", "linli/_ingest/health/1")
        heard = [message.topic for message in dashboard.take(3)]
    assert heard == ["linli/shijiawan/state/gym", "linli/_ingest/health", "linli/_ingest/health/1"]


@pytest.mark.parametrize(
    ("sender", "topic"),
    [
        ("chirpstack", "application/linli/device/24e124136c190001/event/up"),
        (DEVICE, f"linli/{DEVICE}/up"),
        (DEVICE, f"linli/{DEVICE}/sale"),
        (DEVICE, f"linli/{DEVICE}/lwt"),
        (DEVICE, f"linli/{DEVICE}/delivery"),
        ("sparkplug", "spBv1.0/house/NBIRTH/hall"),
        ("sparkplug", "spBv1.0/house/DDATA/hall/door"),
        ("sparkplug", "spBv1.0/house/NDEATH/hall"),
        ("uhppoted", "uhppoted/gateway/events"),
        ("dejaos", "access_device/v1/event/access"),
    ],
)
def test_the_ingestor_hears_every_envelope(broker: Broker, sender: str, topic: str) -> None:
    with broker.listener("ingest", "#") as ingest:
        ingest.ready()
        broker.publish(sender, topic)
        assert [message.topic for message in ingest.take(1)] == [topic]


def test_a_node_hears_the_ingestors_command_and_cannot_give_one(broker: Broker) -> None:
    with broker.listener("sparkplug", "spBv1.0/#") as node:
        node.ready()
        assert "Not authorized" in broker.publish("sparkplug", "spBv1.0/house/NCMD/hall")
        assert broker.publish("ingest", "spBv1.0/house/NCMD/hall") == ""
        assert [message.topic for message in node.take(1)] == ["spBv1.0/house/NCMD/hall"]


def test_nobody_comes_in_without_the_right_password(broker: Broker) -> None:
    command = broker._call("mosquitto_pub", "ingest", "-t", "x", "-n")
    command[command.index("secret")] = "wrong"
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "not authori" in result.stderr.lower()


def test_a_message_beyond_the_limit_is_not_passed_on(broker: Broker) -> None:
    with broker.listener("ingest", "linli/#") as ingest:
        ingest.ready()
        broker.publish(DEVICE, f"linli/{DEVICE}/up", "x" * 70_000)
        broker.publish(DEVICE, f"linli/{DEVICE}/up", "small")
        assert [message.payload for message in ingest.take(1)] == [b"small"]


def test_the_health_check_of_the_container_tells_a_living_broker(broker: Broker) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    _, shell = compose["services"]["mosquitto"]["healthcheck"]["test"]
    here = shell.replace("8883", str(broker.port)).replace("/run/secrets", str(broker.folder))
    nowhere = shell.replace("8883", str(free_port())).replace("/run/secrets", str(broker.folder))
    assert subprocess.run(["sh", "-c", here], check=False).returncode == 0
    assert subprocess.run(["sh", "-c", nowhere], check=False).returncode != 0


def test_what_the_broker_acknowledged_is_kept_on_disk_at_once() -> None:
    conf = (ROOT / "config" / "mosquitto" / "mosquitto.conf").read_text(encoding="utf-8")
    settings = dict(re.findall(r"^(\w+) (.+)$", conf, flags=re.MULTILINE))
    assert settings["persistence"] == settings["autosave_on_changes"] == "true"
    assert settings["autosave_interval"] == "1"
    assert settings["max_queued_messages"] == "0"
    assert settings["allow_anonymous"] == "false"
