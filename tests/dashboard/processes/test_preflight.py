"""What stops a start names the thing and the value."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings import load_settings
from dashboard.processes.preflight import (
    StartError,
    chosen_ports,
    claim,
    free_port,
    make_folder,
    refuse_invented_past,
)
from models.message import Message


def refusal(call: object, *arguments: object) -> Message:
    with pytest.raises(StartError) as refused:
        call(*arguments)  # type: ignore[operator]
    return refused.value.message


def test_a_folder_whose_parent_is_missing_is_not_made(tmp_path: Path) -> None:
    message = refusal(make_folder, tmp_path / "a" / "b")
    assert message.key == "run.fault.folder_parent"
    assert message.values == {"folder": str(tmp_path / "a" / "b"), "parent": str(tmp_path / "a")}
    assert not (tmp_path / "a").exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("x")
    assert refusal(make_folder, tmp_path / "var").values["folder"] == str(tmp_path / "var")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    message = refusal(make_folder, tmp_path)
    assert (message.key, message.values["folder"]) == ("run.fault.folder", str(tmp_path))


def test_real_sensors_are_not_counted_on_top_of_a_simulated_past(tmp_path: Path) -> None:
    environ = {"LINLI__DATA__FOLDER": str(tmp_path)}
    real = load_settings(environ=environ | {"LINLI__SIMULATE__ENABLED": "false"})
    refuse_invented_past(real)
    (tmp_path / "history-shijiawan.json").write_text("{}", encoding="utf-8")
    refuse_invented_past(load_settings(environ=environ))
    message = refusal(refuse_invented_past, real)
    assert (message.key, message.values) == ("run.fault.simulated_past", {"folder": str(tmp_path)})


def test_a_taken_port_is_named_with_its_setting() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        message = refusal(free_port, "127.0.0.1", port, "dashboard.port")
    assert message.key == "run.fault.port_taken"
    assert (message.values["port"], message.values["setting"]) == (port, "dashboard.port")


def test_an_address_of_another_machine_is_named() -> None:
    assert refusal(free_port, "192.0.2.1", 0, "dashboard.host").key == "run.fault.host_not_ours"


def test_a_host_that_does_not_exist_is_named() -> None:
    message = refusal(free_port, "no-such-host.invalid", 0, "dashboard.host")
    assert (message.key, message.values["host"]) == ("run.fault.host_unknown", "no-such-host.invalid")


def test_port_0_becomes_a_free_one_everywhere(tmp_path: Path) -> None:
    environ = {
        "LINLI__DATA__FOLDER": str(tmp_path),
        "LINLI__DASHBOARD__PORT": "0",
        "LINLI__INGEST__METRICS_PORT": "0",
        "LINLI__BROKER__URL": "embedded://127.0.0.1:0",
    }
    chosen = chosen_ports(load_settings(environ=environ))
    settings = load_settings(environ={**environ, **chosen})
    assert settings.dashboard.port > 0
    assert settings.ingest.metrics_port > 0
    assert settings.broker.url.startswith("embedded://127.0.0.1:")
    assert not settings.broker.url.endswith(":0")


def test_the_ports_of_somebody_elses_broker_are_left_alone(tmp_path: Path) -> None:
    environ = {
        "LINLI__DATA__FOLDER": str(tmp_path),
        "LINLI__DASHBOARD__PORT": "0",
        "LINLI__INGEST__METRICS_PORT": "0",
        "LINLI__BROKER__URL": "mqtts://broker.example:8883",
    }
    assert "LINLI__BROKER__URL" not in chosen_ports(load_settings(environ=environ))


def test_a_folder_in_use_names_the_process_that_uses_it(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\nfrom dashboard.processes.preflight import claim\n"
        f"held = claim(pathlib.Path({str(tmp_path)!r}))\nprint('held', flush=True)\nsys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    message = refusal(claim, tmp_path)
    other.communicate()
    assert message.values == {"folder": str(tmp_path), "process": str(other.pid)}
    claim(tmp_path).close()
