"""The files of the embedded engines."""

import base64
import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import ConfigError
from ingest.broker_files import iotcore_toml, mosquitto_conf, mosquitto_password, write_private
from models.feed.endpoint import Endpoint

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
