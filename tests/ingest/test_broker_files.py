"""The files of the embedded engines."""

import base64
import hashlib
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.centre import load_centre
from config.settings import ConfigError
from ingest.broker import SEARCH_PATH
from ingest.broker_files import iotcore_toml, mosquitto_conf, mosquitto_password, write_private
from ingest.decoders import ENVELOPES, filters
from ingest.home_assistant import STATUS, availability_topic
from ingest.topic import covers, matches
from models.feed.endpoint import Endpoint
from tests.brokers import Peer, listening
from tests.ports import free_port
from tests.waiting import until

MOSQUITTO = shutil.which("mosquitto", path=SEARCH_PATH)
BROKER = Endpoint(host="127.0.0.1", port=18883, username="linli", password='pass"word\\')


def test_mosquitto_is_told_not_to_drop_and_not_to_let_strangers_in(tmp_path: Path) -> None:
    lines = mosquitto_conf(BROKER, tmp_path, tmp_path / "passwords", as_root=False).splitlines()

    assert "listener 18883 127.0.0.1" in lines
    assert {
        "allow_anonymous false",
        "persistence true",
        "autosave_interval 1",
        "max_queued_messages 0",
    } <= set(lines)
    assert not [line for line in lines if line.startswith("user")]


def test_the_password_is_salted_and_can_be_checked() -> None:
    user, hashed = mosquitto_password("linli", "secret").strip().split(":")
    _, kind, rounds, salt, digest = hashed.split("$")

    expected = hashlib.pbkdf2_hmac("sha512", b"secret", base64.b64decode(salt), int(rounds))
    assert (user, kind) == ("linli", "7")
    assert base64.b64decode(digest) == expected
    assert mosquitto_password("linli", "secret") != mosquitto_password("linli", "secret")


def test_iotcore_speaks_5_on_the_port_and_3_1_1_on_the_next_whatever_the_password_holds() -> None:
    tree = tomllib.loads(iotcore_toml(BROKER))

    assert tree["v5"]["1"]["listen"] == "127.0.0.1:18883"
    assert tree["v4"]["1"]["listen"] == "127.0.0.1:18884"
    assert tree["v5"]["1"]["connections"]["auth"] == {"linli": 'pass"word\\'}
    assert '"[::1]:18883"' in iotcore_toml(replace(BROKER, host="::1"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ConfigError, match="file/passwords cannot be written"):
        write_private(tmp_path / "file" / "passwords", "x")


ACL = Path(__file__).parents[2] / "config" / "mosquitto" / "acl"
CENTRES = sorted((Path(__file__).parents[2] / "config" / "centres").glob("*.toml"))


def rights(user: str, *kinds: str) -> list[str]:
    """The filters that a user of the shipped ACL may read or write by name; "" = the patterns of devices."""
    found, speaking = [], ""
    for line in ACL.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        kind, _, topic = rest.partition(" ")
        if word == "user":
            speaking = rest
        elif (word == "topic" and speaking == user and kind in kinds) or (
            word == "pattern" and not user and kind in kinds
        ):
            found.append(topic)
    return found


@pytest.mark.parametrize("file", CENTRES, ids=lambda file: file.stem)
def test_the_broker_of_production_lets_the_ingestor_hear_what_it_subscribes_to(file: Path) -> None:
    heard = rights("ingest", "read", "readwrite")
    deaf = [one for one in filters(load_centre(file)) if not any(covers(right, one) for right in heard)]
    assert deaf == []


def test_the_ingestor_may_announce_spaces_and_home_assistant_may_hear_them() -> None:
    config = "homeassistant/device/linli_shijiawan_gym/config"
    own, guest = rights("ingest", "write", "readwrite"), rights("homeassistant", "read")
    for topic in (config, availability_topic("linli")):
        assert any(matches(one, topic) for one in own)
        assert any(matches(one, topic) for one in guest)
    assert any(matches(one, "linli/shijiawan/state/gym") for one in guest)
    assert rights("homeassistant", "write") == [STATUS]
    assert not any(matches(one, "linli/shijiawan/gym/door/up") for one in guest)


@pytest.mark.parametrize(
    ("user", "topic"),
    [
        ("c/z/d", "linli/c/z/d/raw"),
        ("plug", "tele/plug/SENSOR"),
        ("plug", "stat/plug/STATUS8"),
        ("shellyplugs-1", "shellyplugs-1/events/rpc"),
        ("p/d", "/p/d/properties/report"),
        ("bridge", "bridge/v1/devices/me/telemetry"),
    ],
)
def test_a_device_may_speak_on_its_own_topics_and_on_nobody_else_s(user: str, topic: str) -> None:
    for speaking, may in ((user, True), ("somebody", False)):
        allowed = [one.replace("%u", speaking) for one in rights("", "write")]
        assert any(matches(one, topic) for one in allowed) is may
    assert any(row.speaks_on(topic) for row in ENVELOPES.values()) or topic.endswith("/raw")


SPOKEN = {
    "shijiawan/gym/cam": "linli/shijiawan/gym/cam/raw",
    "shijiawan/gym/dev": "linli/shijiawan/gym/dev/up",
    "chirpstack": "application/a/device/24e124136c190001/event/up",
    "tts": "v3/a@t/devices/d/up",
    "zigbee2mqtt": "zigbee2mqtt/seat/availability",
    "thingsboard": "v1/gateway/telemetry",
    "plug": "tele/plug/SENSOR",
    "meter": "stat/meter/STATUS8",
    "shellyplugs-1": "shellyplugs-1/events/rpc",
    "p/d": "/p/d/properties/report",
    "bridge": "bridge/v1/devices/me/telemetry",
    "homeassistant": "homeassistant/status",
    "somebody": "somebody/online",
}
"""User -> a topic on which it may speak. Nobody needs to hear the last two: no device of these is registered."""


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Endpoint]:
    """Mosquitto with the shipped ACL, and a password that all users share."""
    passwords, conf, port = tmp_path / "passwords", tmp_path / "mosquitto.conf", free_port()
    passwords.write_text(
        "".join(mosquitto_password(user, "x") for user in ("ingest", *SPOKEN)), encoding="utf-8"
    )
    acl = tmp_path / "acl"
    acl.write_text(ACL.read_text(encoding="utf-8"), encoding="utf-8")
    root = "user root\n" if os.geteuid() == 0 else ""
    conf.write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\nacl_file {acl}\n{root}",
        encoding="utf-8",
    )
    acl.chmod(0o600)
    passwords.chmod(0o600)
    process = subprocess.Popen([str(MOSQUITTO), "-c", str(conf)], stderr=subprocess.DEVNULL)
    try:
        assert until(lambda: listening(port))
        yield Endpoint(host="127.0.0.1", port=port, username="ingest", password="x")
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.broker
@pytest.mark.skipif(MOSQUITTO is None, reason="needs mosquitto on PATH")
def test_every_dialect_reaches_the_ingestor_once_and_only_from_who_may_speak_it(production: Endpoint) -> None:
    with Peer(production, "linli", filters(load_centre(CENTRES[-1]))) as ingest:
        ingest.ready()
        for user, topic in SPOKEN.items():
            with Peer(replace(production, username=user), user.replace("/", "-")) as device:
                device.ready()
                for other in SPOKEN.values():
                    device.publish(other, user.encode())
                device.publish(topic, user.encode())
        told = [
            (one.payload.decode(), one.topic) for one in ingest.take(2 * (len(SPOKEN) - 2) + 1, within_s=2)
        ]
    assert sorted(told) == sorted(2 * list(SPOKEN.items())[:-2])
