"""Both embedded engines do what the ingestor relies on."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.broker import SEARCH_PATH
from tests.brokers import ROOT, Peer, RunningBroker, running_broker
from tests.ports import free_port
from tests.waiting import until

MOSQUITTO = shutil.which("mosquitto", path=SEARCH_PATH)


@pytest.fixture(params=[pytest.param("mosquitto", marks=pytest.mark.broker), "iotcore"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningBroker]:
    if request.param == "mosquitto" and MOSQUITTO is None:
        pytest.skip("mosquitto is not on PATH")
    if request.param == "iotcore":
        pytest.importorskip("iotcore")
    with running_broker(tmp_path, request.param) as running:
        yield running


def _run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest", "broker", *words]
    return subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        timeout=20,
    )


def test_speaks_mqtt_5_and_3_1_1_to_each_other(broker: RunningBroker) -> None:
    with Peer(broker.endpoint, "five", ("t/#",)) as five, Peer(broker.old_endpoint, "three") as three:
        five.ready()
        three.ready().publish("t/1", b"from 3.1.1")

        assert [m.payload for m in five.take(1)] == [b"from 3.1.1"]


@pytest.mark.parametrize("password", ["wrong", ""])
@pytest.mark.parametrize("old", [False, True])
def test_refuses_a_wrong_and_a_missing_password(broker: RunningBroker, password: str, old: bool) -> None:
    endpoint = broker.old_endpoint if old else broker.endpoint
    stranger = replace(endpoint, password=password, username="linli" if password else "")
    with Peer(stranger, "stranger", ("#",)) as peer:
        assert until(lambda: not peer.client.is_connected() and peer.messages.empty(), 5)
        assert not until(lambda: peer.subscribed, 0.7)


def test_keeps_retained_messages_and_clears_them(broker: RunningBroker) -> None:
    with Peer(broker.endpoint, "publisher") as publisher:
        publisher.ready().publish("keep/1", b"kept", retain=True)
        publisher.publish("keep/2", b"kept", retain=True)
        publisher.publish("keep/2", b"", retain=True)
        with Peer(broker.endpoint, "late", ("keep/+",)) as late:
            late.ready()
            publisher.publish("keep/3", b"end")

            got = late.take(2)

    assert [(m.topic, bool(m.retain)) for m in got] == [("keep/1", True), ("keep/3", False)]


def test_delivers_unacknowledged_messages_again_after_a_reconnect(broker: RunningBroker) -> None:
    with Peer(broker.endpoint, "sender") as sender:
        with Peer(broker.endpoint, "slow", ("q/#",), persistent=True, manual_ack=True) as first:
            first.ready()
            sender.ready()
            for n in range(50):
                sender.publish("q/1", b"%d" % n)
            assert len(first.take(50)) == 50
        with Peer(broker.endpoint, "slow", persistent=True, manual_ack=True) as second:
            again = second.ready().take(50)

            assert second.session_present
    assert [int(m.payload) for m in again] == list(range(50))


def test_keeps_what_comes_while_a_persistent_client_is_away(broker: RunningBroker) -> None:
    with Peer(broker.endpoint, "away", ("q/#",), persistent=True) as first:
        first.ready()
    with Peer(broker.endpoint, "sender") as sender:
        sender.ready()
        infos = [sender.client.publish("q/1", b"%d" % n, qos=1) for n in range(3000)]
        assert until(lambda: all(info.is_published() for info in infos))
    with Peer(broker.endpoint, "away", persistent=True) as second:
        kept = second.ready().take(3000)

    assert [int(m.payload) for m in kept] == list(range(3000))


def test_a_message_over_the_limit_reaches_nobody_and_the_next_one_does(broker: RunningBroker) -> None:
    with Peer(broker.endpoint, "listener", ("t/#",)) as listener:
        listener.ready()
        with Peer(broker.endpoint, "bomber") as bomber:
            bomber.ready().client.publish("t/big", b"x" * 300_000, qos=0)
            with Peer(broker.endpoint, "calm") as calm:
                calm.ready().publish("t/small", b"fits")

                assert [m.topic for m in listener.take(1)] == ["t/small"]


def test_listens_on_loopback_only(broker: RunningBroker) -> None:
    table = Path("/proc/net/tcp").read_text().splitlines()[1:]
    ports = {broker.endpoint.port, broker.old_endpoint.port}
    addresses = {
        row.split()[1].split(":")[0]
        for row in table
        if row.split()[3] == "0A" and int(row.split()[1].split(":")[1], 16) in ports
    }

    assert addresses == {"0100007F"}


def test_the_password_files_belong_to_their_owner_alone(broker: RunningBroker) -> None:
    files = [file for file in (broker.folder / "broker").iterdir() if file.suffix != ".db"]

    assert files
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run("--data-dir", str(tmp_path), LINLI__BROKER__URL=f"embedded://127.0.0.1:{port}")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"127.0.0.1:{port} cannot be used" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "broker.example"])
def test_an_address_that_others_can_reach_is_refused(tmp_path: Path, host: str) -> None:
    done = _run("--data-dir", str(tmp_path), LINLI__BROKER__URL=f"embedded://{host}:{free_port()}")

    assert done.returncode == 1
    assert f"not on {host}" in done.stderr


def test_anothers_broker_is_not_started(tmp_path: Path) -> None:
    done = _run("--data-dir", str(tmp_path), LINLI__BROKER__URL="mqtt://127.0.0.1:1883")

    assert done.returncode == 1
    assert "mqtt://127.0.0.1:1883" in done.stderr
